using CarlemanCompiler.Approximation;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>A call in the loss that is compiled as a polynomial, with all of its evaluations.</summary>
/// <param name="Node">Place in the source.</param>
/// <param name="Text">The function as the user wrote it.</param>
/// <param name="Function">The function; null for log-sum-exp.</param>
/// <param name="Degree">The declared degree.</param>
/// <param name="Centre">Middle of the interval.</param>
/// <param name="Radius">Half its length.</param>
/// <param name="Error">Sup norm of function − polynomial on the interval.</param>
/// <param name="DerivativeError">The same of the derivatives; NaN for log-sum-exp.</param>
/// <param name="Arguments">Nodes of the tape that have to stay in the interval, one per evaluation (for log-sum-exp, one per number).</param>
/// <param name="Results">Nodes of the polynomials' values, one per evaluation.</param>
/// <param name="Substitutions">Where polynomials of single numbers stand for functions, to compute the exact loss beside the compiled one.</param>
internal sealed record ApproximationSite(
    int Node, string Text, SmoothFunction? Function, int Degree, double Centre, double Radius, double Error, double DerivativeError,
    EquatableArray<int> Arguments, EquatableArray<int> Results, EquatableArray<TapeSubstitution> Substitutions);
