using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |x⟩ ↦ e^{iφ_x}|x⟩. The last qubit's phase difference is a multiplexed RZ, the mean phase is a diagonal on the qubits before it, down
/// to a global phase: at most 2^k − 1 rotations and 2^k − 2 CX (Bullock and Markov, QIC 4, 27 (2004)).
/// </summary>
public sealed class DiagonalPhase : DerivedOperation
{
    private readonly ImmutableArray<double> phases;

    /// <summary>A diagonal on k qubits.</summary>
    /// <param name="phases">φ_x in radians, 2^k of them.</param>
    public DiagonalPhase(ImmutableArray<double> phases)
        : base("diagonal", Bits.Log2Exact(phases.Length, nameof(phases)))
    {
        if (phases.Any(p => double.IsNaN(p) || double.IsInfinity(p)))
        {
            throw new ArgumentException("A phase is a finite number of radians.", nameof(phases));
        }

        this.phases = phases;
    }

    /// <summary>A real diagonal of ones and minus ones, −1 where <paramref name="negative"/> says so.</summary>
    public static DiagonalPhase OfSigns(IEnumerable<bool> negative) => new([.. negative.Select(n => n ? Math.PI : 0)]);

    /// <summary>φ_x in radians.</summary>
    public ImmutableArray<double> Phases => phases;

    /// <inheritdoc/>
    public override QubitAction Action => new DiagonalAction([.. phases.Select(p => Complex.FromPolarCoordinates(1, p))]);

    /// <inheritdoc/>
    public override Operation Adjoint() => new DiagonalPhase(ImmutableArray.CreateRange(phases, p => -p));

    /// <inheritdoc/>
    public override Operation Controlled() => new DiagonalPhase([.. new double[phases.Length], .. phases]);

    private protected override ImmutableArray<Placement> Build()
    {
        var parts = ImmutableArray.CreateBuilder<Placement>();
        var remaining = phases.ToArray();
        for (int k = QubitCount; k > 0; k--)
        {
            var differences = new double[remaining.Length / 2];
            var means = new double[remaining.Length / 2];
            for (int i = 0; i < means.Length; i++)
            {
                differences[i] = remaining[2 * i + 1] - remaining[2 * i];
                means[i] = (remaining[2 * i + 1] + remaining[2 * i]) / 2;
            }

            parts.Add(new Placement(new MultiplexedRotation(RotationAxis.Z, [.. differences]), Range(0, k)));
            remaining = means;
        }

        parts.Add(Placement.On(Gate.GlobalPhase(remaining[0])));
        return parts.ToImmutable();
    }
}
