namespace CarlemanCompiler;

/// <summary>A call in a loss that is compiled as a polynomial.</summary>
/// <param name="Function">The function as the source has it, such as <c>Math.Tanh</c>.</param>
/// <param name="Degree">The largest degree of the polynomial.</param>
/// <param name="Centre">The middle of the interval on which it stands for the function.</param>
/// <param name="Radius">Half the interval's length.</param>
/// <param name="Error">The largest difference between the two on the interval, to six digits.</param>
/// <param name="Arguments">Numbers of one sample that have to stay in the interval: one per evaluation, for log-sum-exp one per element.</param>
public sealed record CompiledApproximation(string Function, int Degree, double Centre, double Radius, double Error, int Arguments);
