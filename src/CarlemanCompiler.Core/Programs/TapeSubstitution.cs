using CarlemanCompiler.Approximation;

namespace CarlemanCompiler.Programs;

/// <summary>A place of a tape where a polynomial stands for a smooth function.</summary>
/// <param name="Argument">The node of x.</param>
/// <param name="Result">The node of the polynomial's value.</param>
/// <param name="Function">What it stands for.</param>
public readonly record struct TapeSubstitution(int Argument, int Result, SmoothFunction Function);
