namespace CarlemanCompiler.Circuits;

/// <summary>Logical cost of an operation, before any layout or error correction. A global phase costs nothing.</summary>
/// <param name="Clifford">One-qubit Clifford gates (X, Y, Z, H, S and inverses).</param>
/// <param name="T">T gates and inverses written as such, those of Toffoli gates included.</param>
/// <param name="Rotations">One-qubit rotations by an arbitrary angle; each takes <see cref="TPerRotation"/> T gates after
/// synthesis.</param>
/// <param name="CX">CX gates.</param>
/// <param name="Depth">
/// Layers of the flattened circuit when every gate starts as soon as its qubits are free: the number of gates on the longest path. Exact,
/// also through repetitions, where no part on more than <see cref="WidestExactPart"/> qubits occurs again and again; such a part is taken
/// to wait for all of its qubits and to hold them until it ends, which is an upper bound.
/// </param>
public readonly record struct OperationCost(long Clifford, long T, long Rotations, long CX, long Depth)
{
    /// <summary>Qubits of the widest part that is scheduled exactly wherever it recurs: its schedule takes O(qubits²) numbers.</summary>
    public const int WidestExactPart = Schedule.WidestProfile;

    /// <summary>
    /// Qubits, ancillas included. An ancilla that is back in |0⟩ and used again is one qubit: operations that follow one another share them
    /// (<see cref="CompositeOperation.SharingAncillas"/>).
    /// </summary>
    public int Qubits { get; init; }

    /// <summary>
    /// CCX gates: the places of the tree that hold X under exactly two controls. Their seven T gates each are in <see cref="T"/> already,
    /// so an estimate that has Toffoli gates of its own counts T − 7 · Toffoli T gates. Relative-phase Toffoli gates (four T) are not among
    /// them.
    /// </summary>
    public long Toffoli { get; init; }

    /// <summary>T gates on the path that has most of them.</summary>
    public long TDepth { get; init; }

    /// <summary>Rotations on the path that has most of them.</summary>
    public long RotationDepth { get; init; }

    /// <summary>All gates.</summary>
    public long Gates => Clifford + T + Rotations + CX;

    /// <summary>Gates on one qubit.</summary>
    public long OneQubit => Clifford + T + Rotations;

    /// <summary>Gates on two qubits: all of them CX.</summary>
    public long TwoQubit => CX;

    /// <summary>
    /// T gates of one rotation synthesised to <paramref name="precision"/> in operator norm: 3 log₂(1/ε), the leading term of
    /// Ross and Selinger, Quantum Inf. Comput. 16, 901 (2016).
    /// </summary>
    public static double TPerRotation(double precision) => 3 * Math.Log(1 / precision) / Math.Log(2);

    /// <summary>T gates when every rotation is synthesised to <paramref name="precision"/>.</summary>
    public double TotalT(double precision) => T + Rotations * TPerRotation(precision);

    /// <summary>
    /// The cost of <paramref name="count"/> repetitions, each of which waits for the one before: counts are exact, depths upper bounds.
    /// </summary>
    /// <exception cref="OverflowException">A count exceeds 2⁶³ − 1.</exception>
    public OperationCost Times(long count) => checked(new(Clifford * count, T * count, Rotations * count, CX * count, Depth * count)
    {
        Qubits = Qubits,
        Toffoli = Toffoli * count,
        TDepth = TDepth * count,
        RotationDepth = RotationDepth * count,
    });

    /// <summary>
    /// The cost of this followed by <paramref name="next"/>, which waits for it, on as many of the same qubits as there are: counts are
    /// exact, depths upper bounds.
    /// </summary>
    /// <exception cref="OverflowException">A count exceeds 2⁶³ − 1.</exception>
    public OperationCost Then(OperationCost next) => checked(new(
        Clifford + next.Clifford, T + next.T, Rotations + next.Rotations, CX + next.CX, Depth + next.Depth)
    {
        Qubits = Math.Max(Qubits, next.Qubits),
        Toffoli = Toffoli + next.Toffoli,
        TDepth = TDepth + next.TDepth,
        RotationDepth = RotationDepth + next.RotationDepth,
    });

    /// <summary>The cost of parts executed one after the other as far as they share qubits.</summary>
    public static OperationCost OfSequence(int qubitCount, IEnumerable<Placement> parts) =>
        new CompositeOperation("sequence", qubitCount, [.. parts]).Cost;

    /// <summary>The counts of one gate, depths left at 0.</summary>
    internal static OperationCost OfGate(GateKind kind) => kind switch
    {
        GateKind.GlobalPhase => default,
        GateKind.CX => new(0, 0, 0, 1, 0) { Qubits = 2 },
        GateKind.RX or GateKind.RY or GateKind.RZ => new(0, 0, 1, 0, 0) { Qubits = 1 },
        GateKind.T or GateKind.TAdjoint => new(0, 1, 0, 0, 0) { Qubits = 1 },
        _ => new(1, 0, 0, 0, 0) { Qubits = 1 },
    };
}
