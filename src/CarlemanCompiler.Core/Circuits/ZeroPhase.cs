using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Circuits;

/// <summary>A phase e^{iφ} on |0…0⟩ and nothing elsewhere: a <see cref="MultiControlledPhase"/> between X on all qubits.</summary>
public sealed class ZeroPhase : DerivedOperation
{
    /// <summary>
    /// The phase of <paramref name="angle"/> radians on <paramref name="qubitCount"/> qubits; on none it is a global phase.
    /// </summary>
    public ZeroPhase(int qubitCount, double angle)
        : base("phase of 0", qubitCount)
    {
        Angle = angle;
    }

    /// <summary>φ in radians.</summary>
    public double Angle { get; }

    /// <inheritdoc/>
    public override QubitAction Action => new DiagonalAction(
        [.. Enumerable.Range(0, 1 << QubitCount).Select(x => x == 0 ? Complex.FromPolarCoordinates(1, Angle) : Complex.One)]);

    /// <inheritdoc/>
    public override Operation Adjoint() => new ZeroPhase(QubitCount, -Angle);

    private protected override ImmutableArray<Placement> Build()
    {
        if (QubitCount == 0)
        {
            return [Placement.On(Gate.GlobalPhase(Angle))];
        }

        var all = Range(0, QubitCount);
        var flip = new CompositeOperation("X", QubitCount, ImmutableArray.CreateRange(all, q => Placement.On(Gate.X, q)));
        return [new Placement(
            new Conjugation(Name, QubitCount, new Placement(flip, all), new Placement(new MultiControlledPhase(QubitCount, Angle), all)),
                all)];
    }
}
