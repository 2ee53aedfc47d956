using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler;

/// <summary>The loss of one sample as generated code hands it over: the user's own method.</summary>
/// <param name="weights">θ, n numbers.</param>
/// <param name="sample">Features, then targets, in the order of the loss method's parameters.</param>
public delegate double SampleLoss(ReadOnlySpan<double> weights, ReadOnlySpan<double> sample);

/// <summary>∇L of one sample.</summary>
/// <param name="weights">θ, n numbers.</param>
/// <param name="sample">Features, then targets.</param>
/// <param name="gradient">n numbers, overwritten.</param>
public delegate void SampleGradient(ReadOnlySpan<double> weights, ReadOnlySpan<double> sample, Span<double> gradient);

/// <summary>
/// A model as the generator compiled it: the structure of its gradient and the settings of its attribute. Generated classes expose one as
/// <c>Model</c>; everything that executes starts here.
/// </summary>
public sealed record CompiledModel
{
    /// <summary>Full name of the annotated class.</summary>
    public required string Name { get; init; }

    /// <summary>The gradient over data moments.</summary>
    public required GradientStructure Structure { get; init; }

    /// <summary>The user's loss method.</summary>
    public required SampleLoss Loss { get; init; }

    /// <summary>The generated gradient of the user's loss.</summary>
    public required SampleGradient Gradient { get; init; }

    /// <summary>η.</summary>
    public required double LearningRate { get; init; }

    /// <summary>N.</summary>
    public required int Order { get; init; }

    /// <summary>T.</summary>
    public required int Steps { get; init; }

    /// <summary>θ(0).</summary>
    public required ImmutableArray<double> Start { get; init; }

    /// <summary>c.</summary>
    public required ImmutableArray<double> Centre { get; init; }

    /// <summary>CSV columns of one sample, features then targets; empty for a model without data.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The CSV named by the attribute, if any.</summary>
    public string? DataFile { get; init; }

    /// <summary>Basis of the lifted vector.</summary>
    public CarlemanBasis Basis { get; init; } = CarlemanBasis.Isometric;

    /// <summary>Largest power of η kept; 0 keeps all.</summary>
    public int EtaPowers { get; init; }

    /// <summary>Extra copies of the last state.</summary>
    public int Padding { get; init; }

    /// <summary>The dynamics for samples given row-major (empty for a model without data): one pass for the moments, then F_ℓ around the centre.</summary>
    public GradientDynamics Dynamics(ReadOnlySpan<double> samples) =>
        Structure.Dynamics(Structure.Moments(samples), LearningRate, Centre.AsSpan());
}
