using System.Collections.Immutable;

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

    /// <summary>Logical cost of the decomposition, from formulas or from the costs of the children.</summary>
    public abstract OperationCost Cost { get; }

    /// <summary>The operations that this one is made of, in the order of execution; empty for a <see cref="Gate"/>.</summary>
    public abstract ImmutableArray<Placement> Decompose();

    /// <summary>The inverse.</summary>
    public abstract Operation Adjoint();

    /// <summary>
    /// The operation on qubits 1..k where qubit 0 is 1, and nothing where it is 0. Unless a kind of operation knows better, its parts
    /// controlled one by one.
    /// </summary>
    public virtual Operation Controlled() =>
        new CompositeOperation(ControlledName(Name), QubitCount + 1, ImmutableArray.CreateRange(Decompose(), ControlledPart));

    internal static string ControlledName(string name) => "controlled " + name;

    private protected static ImmutableArray<Placement> AdjointParts(IEnumerable<Placement> parts) =>
        [.. parts.Reverse().Select(part => new Placement(part.Operation.Adjoint(), part.Qubits))];

    private protected static ImmutableArray<int> Shift(ImmutableArray<int> qubits) => ImmutableArray.CreateRange(qubits, q => q + 1);

    private protected static Placement ControlledPart(Placement part) => new(part.Operation.Controlled(), [0, .. Shift(part.Qubits)]);

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
