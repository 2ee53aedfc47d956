using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// A unitary on a fixed number of qubits, a node of the circuit tree. It states three things that tests hold against each other: what it
/// does (<see cref="Action"/>, run by the simulator), how it is made of smaller operations (<see cref="Decompose"/>, followed by the
/// exporters), and what it costs (<see cref="Cost"/>, computed without decomposing to the bottom).
/// </summary>
/// <remarks>
/// Qubits are numbered from 0 inside an operation, and qubit 0 is the most significant bit of a basis-state index: |b₀b₁…b_{k−1}⟩ has index
/// Σ b_i 2^{k−1−i}, the order of numpy.kron. Operations are immutable.
/// </remarks>
public abstract class Operation
{
    private StrongBox<OperationCost>? counts;
    private StrongBox<OperationCost>? cost;
    private Operation? adjoint;
    private Operation? controlled;

    private protected Operation(string name, int qubitCount)
    {
        Name = name;
        QubitCount = qubitCount;
    }

    /// <summary>Short name in the field's terms, for drawings, comments and reports.</summary>
    public string Name { get; }

    /// <summary>Number of qubits acted on.</summary>
    public int QubitCount { get; }

    /// <summary>The unitary as the cheapest description that a simulator can run, global phase included.</summary>
    public abstract QubitAction Action { get; }

    /// <summary>
    /// Logical cost of the decomposition, over the tree: a shared part is looked at once and repetitions are multiplied, so that the time
    /// grows with the number of distinct nodes and not with that of gates. Computed on first use and kept.
    /// </summary>
    /// <exception cref="OverflowException">There are more than 2⁶³ − 1 gates.</exception>
    public OperationCost Cost
    {
        get
        {
            if (cost is null)
            {
                var (depth, tDepth, rotationDepth) = Schedule.Of(this);
                cost = new StrongBox<OperationCost>(Counts with { Depth = depth, TDepth = tDepth, RotationDepth = rotationDepth });
            }

            return cost.Value;
        }
    }

    /// <summary>
    /// How many of the qubits, the last ones, have to be |0⟩ and are |0⟩ again afterwards; what the operation does is stated for such
    /// states alone. Adjoints and controlled forms need the same.
    /// </summary>
    public virtual int CleanAncillaCount => 0;

    /// <summary>The cost but for the depths.</summary>
    internal OperationCost Counts
    {
        get
        {
            if (this is Gate gate)
            {
                return OperationCost.OfGate(gate.Kind);
            }

            counts ??= new StrongBox<OperationCost>(CountGates() with { Qubits = QubitCount });
            return counts.Value;
        }
    }

    /// <summary>The gates of the parts; called once. Overridden by operations that are counted otherwise.</summary>
    private protected virtual OperationCost CountGates()
    {
        OperationCost sum = default;
        foreach (var part in Decompose())
        {
            sum = sum.Then(part.Operation.Counts);
        }

        return sum;
    }

    /// <summary>The operations that this one is made of, in the order of execution; empty for a <see cref="Gate"/>.</summary>
    public abstract ImmutableArray<Placement> Decompose();

    /// <summary>The inverse.</summary>
    public abstract Operation Adjoint();

    /// <summary>
    /// The operation on qubits 1..k where qubit 0 is 1, and nothing where it is 0. Unless a kind of operation knows better, its parts
    /// controlled one by one.
    /// </summary>
    public virtual Operation Controlled() =>
        new CompositeOperation(ControlledName(Name), QubitCount + 1,
            ImmutableArray.CreateRange(Decompose(), ControlledPart), CleanAncillaCount);

    internal static string ControlledName(string name) => "controlled " + name;

    /// <summary>The adjoint, the same object each time: what is shared in a tree is shared in its adjoint.</summary>
    internal Operation SharedAdjoint()
    {
        if (adjoint is null)
        {
            var made = Adjoint();
            made.adjoint ??= this;
            adjoint = made;
        }

        return adjoint;
    }

    /// <summary>The controlled form, the same object each time.</summary>
    internal Operation SharedControlled() => controlled ??= Controlled();

    private protected static ImmutableArray<Placement> AdjointParts(IEnumerable<Placement> parts) =>
        [.. parts.Reverse().Select(part => new Placement(part.Operation.SharedAdjoint(), part.Qubits))];

    private protected static ImmutableArray<int> Shift(ImmutableArray<int> qubits) => ImmutableArray.CreateRange(qubits, q => q + 1);

    private protected static Placement ControlledPart(Placement part) => new(part.Operation.SharedControlled(), [0, .. Shift(part.Qubits)]);

    /// <summary>
    /// The gates of the whole tree, in the order of execution, as a stream: nothing is held but the path from the root. O(gates).
    /// </summary>
    /// <param name="qubits">The circuit's qubit for each qubit of this operation.</param>
    public IEnumerable<GatePlacement> Flatten(ImmutableArray<int> qubits)
    {
        if (qubits.Length != QubitCount)
        {
            throw new ArgumentException($"{Name} acts on {QubitCount} qubits; {qubits.Length} were given.", nameof(qubits));
        }

        if (this is Gate gate)
        {
            return [new GatePlacement(gate, qubits)];
        }

        return Decompose().SelectMany(child => child.Operation.Flatten(ImmutableArray.CreateRange(child.Qubits, q => qubits[q])));
    }
}
