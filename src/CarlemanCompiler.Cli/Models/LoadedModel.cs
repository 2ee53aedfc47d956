using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Cli.Models;

/// <summary>
/// What every command works on, wherever it came from: descent around its centre, the start point, and the settings that the model itself states.
/// </summary>
internal sealed record LoadedModel
{
    /// <summary>Name for reports and exported programs.</summary>
    public required string Name { get; init; }

    /// <summary>F_0..F_q around the centre.</summary>
    public required GradientDynamics Dynamics { get; init; }

    /// <summary>θ(0).</summary>
    public required ImmutableArray<double> Start { get; init; }

    /// <summary>T.</summary>
    public required int Steps { get; init; }

    /// <summary>N, where the model states one.</summary>
    public int Order { get; init; } = 2;

    /// <summary>Basis of the lifted vector.</summary>
    public CarlemanBasis Basis { get; init; } = CarlemanBasis.Isometric;

    /// <summary>Largest power of η kept; 0 keeps all.</summary>
    public int EtaPowers { get; init; }

    /// <summary>Extra copies of the last state.</summary>
    public int Padding { get; init; }
}
