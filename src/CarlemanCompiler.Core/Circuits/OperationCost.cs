namespace CarlemanCompiler.Circuits;

/// <summary>Logical cost of an operation, before any layout or error correction.</summary>
/// <param name="Clifford">One-qubit Clifford gates (X, Y, Z, H, S and inverses).</param>
/// <param name="T">T gates and inverses written as such.</param>
/// <param name="Rotations">One-qubit rotations by an arbitrary angle; each takes <see cref="TPerRotation"/> T gates after
/// synthesis.</param>
/// <param name="CX">CX gates.</param>
/// <param name="Depth">
/// Layers when every operation starts as soon as all of its qubits are free and holds all of them until it ends: exact for gates, an upper
/// bound for the depth of the flattened circuit.
/// </param>
public readonly record struct OperationCost(long Clifford, long T, long Rotations, long CX, long Depth)
{
    /// <summary>All gates.</summary>
    public long Gates => Clifford + T + Rotations + CX;

    /// <summary>
    /// T gates of one rotation synthesised to <paramref name="precision"/> in operator norm: 3 log₂(1/ε), the leading term of
    /// Ross and Selinger, Quantum Inf. Comput. 16, 901 (2016).
    /// </summary>
    public static double TPerRotation(double precision) => 3 * Math.Log(1 / precision) / Math.Log(2);

    /// <summary>T gates when every rotation is synthesised to <paramref name="precision"/>.</summary>
    public double TotalT(double precision) => T + Rotations * TPerRotation(precision);

    /// <summary>The cost of <paramref name="count"/> repetitions, one after the other.</summary>
    /// <exception cref="OverflowException">A count exceeds 2⁶³ − 1.</exception>
    public OperationCost Times(long count) => checked(new(Clifford * count, T * count, Rotations * count, CX * count, Depth * count));

    /// <summary>The cost of this followed by <paramref name="next"/> on the same qubits.</summary>
    public OperationCost Then(OperationCost next) => checked(new(
        Clifford + next.Clifford, T + next.T, Rotations + next.Rotations, CX + next.CX, Depth + next.Depth));

    internal static OperationCost OfGate(GateKind kind) => kind switch
    {
        GateKind.GlobalPhase => default,
        GateKind.CX => new(0, 0, 0, 1, 1),
        GateKind.RX or GateKind.RY or GateKind.RZ => new(0, 0, 1, 0, 1),
        GateKind.T or GateKind.TAdjoint => new(0, 1, 0, 0, 1),
        _ => new(1, 0, 0, 0, 1),
    };

    /// <summary>The cost of parts executed one after the other as far as they share qubits.</summary>
    public static OperationCost OfSequence(int qubitCount, IEnumerable<Placement> parts)
    {
        var free = new long[qubitCount];
        OperationCost sum = default;
        foreach (var part in parts)
        {
            var cost = part.Operation.Cost;
            long start = 0;
            foreach (int q in part.Qubits)
            {
                start = Math.Max(start, free[q]);
            }

            foreach (int q in part.Qubits)
            {
                free[q] = start + cost.Depth;
            }

            sum = new(sum.Clifford + cost.Clifford, sum.T + cost.T, sum.Rotations + cost.Rotations, sum.CX + cost.CX, 0);
        }

        return sum with { Depth = free.Length == 0 ? 0 : free.Max() };
    }
}
