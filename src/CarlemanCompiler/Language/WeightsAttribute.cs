using System.Collections.Immutable;

namespace CarlemanCompiler;

/// <summary>
/// Marks a group of trainable weights: a <see cref="double"/> (<c>[Weights]</c>), a <c>ReadOnlySpan&lt;double&gt;</c>
/// (<c>[Weights(3)]</c>, or <c>[Weights(4, 3)]</c> laid out row by row) or a <see cref="Matrix"/> (<c>[Weights(4, 3)]</c>). Where a loss
/// has several groups, θ is all of them in the order of the parameters.
/// </summary>
/// <param name="shape">Nothing for a number, the length of a vector, or rows and columns of a matrix.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WeightsAttribute(params int[] shape) : Attribute
{
    /// <summary>Nothing for a number, the length of a vector, or rows and columns of a matrix.</summary>
    public ImmutableArray<int> Shape { get; } = [.. shape];
}
