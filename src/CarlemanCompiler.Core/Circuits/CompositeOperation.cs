using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>A named sequence of operations: the inner node of the circuit tree when nothing cheaper than its parts is known.</summary>
public sealed class CompositeOperation : Operation
{
    private readonly ImmutableArray<Placement> parts;

    /// <summary>The parts in the order of execution, on qubits 0..qubitCount−1.</summary>
    public CompositeOperation(string name, int qubitCount, ImmutableArray<Placement> parts)
        : base(name, qubitCount)
    {
        foreach (var part in parts)
        {
            RequireInside(name, qubitCount, part, nameof(parts));
        }

        this.parts = parts;
        Cost = OperationCost.OfSequence(qubitCount, parts);
    }

    /// <inheritdoc/>
    public override QubitAction Action => new SequenceAction(parts);

    /// <inheritdoc/>
    public override OperationCost Cost { get; }

    /// <inheritdoc/>
    public override ImmutableArray<Placement> Decompose() => parts;

    /// <inheritdoc/>
    public override Operation Adjoint() => new CompositeOperation(
        AdjointName(Name), QubitCount, AdjointParts(parts));

    internal static void RequireInside(string name, int qubitCount, Placement part, string argument)
    {
        if (part.Qubits.Any(q => (uint)q >= (uint)qubitCount) || part.Qubits.Distinct().Count() != part.Operation.QubitCount)
        {
            throw new ArgumentException(
                $"{part.Operation.Name} in {name} is placed on qubits [{string.Join(", ", part.Qubits)}]; "
                + $"{part.Operation.QubitCount} distinct ones in 0..{qubitCount - 1} were expected.",
                argument);
        }
    }

    internal static string AdjointName(string name) => name[name.Length - 1] == '†' ? name.Substring(0, name.Length - 1) : name + "†";
}
