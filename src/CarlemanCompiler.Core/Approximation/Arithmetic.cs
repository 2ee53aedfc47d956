namespace CarlemanCompiler.Approximation;

/// <summary>
/// What an approximation needs to be evaluated on something other than numbers: the nodes of a tape, polynomials, intervals.
/// </summary>
/// <typeparam name="T">The values.</typeparam>
/// <param name="Constant">A number as a value.</param>
/// <param name="Add">The sum of two values.</param>
/// <param name="Multiply">The product of two values.</param>
public sealed record Arithmetic<T>(Func<double, T> Constant, Func<T, T, T> Add, Func<T, T, T> Multiply);
