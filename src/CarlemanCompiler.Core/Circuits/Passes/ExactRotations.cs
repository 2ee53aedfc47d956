using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// Writes rotations by a multiple of π/4 about Z, and of π/2 about X and Y, as Clifford and T gates with a global phase: no synthesis is
/// needed for those.
/// </summary>
public sealed class ExactRotations : CircuitPass
{
    /// <summary>The pass; it has no state.</summary>
    public ExactRotations()
        : base("exact rotations")
    {
    }

    private protected override ImmutableArray<Placement> Rewrite(ImmutableArray<Placement> parts)
    {
        bool changed = false;
        var result = ImmutableArray.CreateBuilder<Placement>(parts.Length);
        foreach (var part in parts)
        {
            if (part.Operation is Gate gate && Exact(gate, part.Qubits) is { } exact)
            {
                result.AddRange(exact);
                changed = true;
            }
            else
            {
                result.Add(part);
            }
        }

        return changed ? result.ToImmutable() : parts;
    }

    // RZ(kπ/4) is e^{−ikπ/8} and the phase kπ/4 on |1⟩; RX = H RZ H, and RY = S RX S†.
    private static ImmutableArray<Placement>? Exact(Gate gate, ImmutableArray<int> qubits)
    {
        if (gate.Kind is not (GateKind.RX or GateKind.RY or GateKind.RZ) || Primitive.Eighths(gate.Angle) is not { } eighths
            || (gate.Kind != GateKind.RZ && eighths % 2 != 0))
        {
            return null;
        }

        int q = qubits[0];
        ImmutableArray<Placement> z = [.. Primitive.OfEighths(eighths, q), Placement.On(Gate.GlobalPhase(-gate.Angle / 2))];
        ImmutableArray<Placement> aboutX = eighths switch
        {
            _ when gate.Kind == GateKind.RZ => z,
            0 => [z[z.Length - 1]],
            4 => [Placement.On(Gate.X, q), z[z.Length - 1]],
            _ => [Placement.On(Gate.H, q), .. z, Placement.On(Gate.H, q)],
        };
        return gate.Kind == GateKind.RY && eighths is 2 or 6
            ? [Placement.On(Gate.SAdjoint, q), .. aboutX, Placement.On(Gate.S, q)]
            : gate.Kind == GateKind.RY && eighths == 4
            ? [Placement.On(Gate.Y, q), z[z.Length - 1]]
            : aboutX;
    }
}
