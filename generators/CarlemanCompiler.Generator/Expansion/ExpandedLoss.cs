using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>A loss in the two forms that the rest needs.</summary>
/// <param name="Polynomial">Expanded: what the tensors are made of.</param>
/// <param name="Gradient">Factored, as the loss method computes it: what the generated Gradient method runs.</param>
internal sealed record ExpandedLoss(Polynomial Polynomial, GradientProgram Gradient);
