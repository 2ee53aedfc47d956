namespace CarlemanCompiler.Engine;

/// <summary>An extreme singular value and what is known of its error.</summary>
/// <param name="Value">The singular value.</param>
/// <param name="RelativeBound">
/// The operator has a singular value within RelativeBound · Value of it: the residual of the singular triplet, and the rounding of the
/// recurrence. Where the value is isolated, its error is about the square of that.
/// </param>
/// <param name="Products">Products with the operator and its transpose.</param>
/// <param name="Converged">Whether the bound meets the tolerance that was asked for, and went on to do so for some steps more.</param>
public readonly record struct SingularValue(double Value, double RelativeBound, int Products, bool Converged);
