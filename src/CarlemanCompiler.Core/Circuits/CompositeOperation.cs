using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>A named sequence of operations: the inner node of the circuit tree when nothing cheaper than its parts is known.</summary>
public sealed class CompositeOperation : Operation
{
    private readonly ImmutableArray<Placement> parts;
    private readonly int cleanAncillas;

    /// <summary>The parts in the order of execution, on qubits 0..qubitCount−1.</summary>
    public CompositeOperation(string name, int qubitCount, ImmutableArray<Placement> parts)
        : this(name, qubitCount, parts, cleanAncillas: 0)
    {
    }

    /// <summary>The same, with the last qubits promised to be |0⟩ before, and |0⟩ again after.</summary>
    internal CompositeOperation(string name, int qubitCount, ImmutableArray<Placement> parts, int cleanAncillas)
        : base(name, qubitCount)
    {
        foreach (var part in parts)
        {
            RequireInside(name, qubitCount, part, nameof(parts));
        }

        this.parts = parts;
        this.cleanAncillas = cleanAncillas;
    }

    /// <inheritdoc/>
    public override int CleanAncillaCount => cleanAncillas;

    /// <summary>
    /// A sequence whose parts share their clean ancillas: each finds them in |0⟩ and leaves them so, and there are as many as the part that
    /// needs most has, behind all other qubits.
    /// </summary>
    /// <param name="name">Name of the sequence.</param>
    /// <param name="qubitCount">Qubits without ancillas.</param>
    /// <param name="parts">In the order of execution, each placed on its qubits but for its <see
    /// cref="Operation.CleanAncillaCount"/>.</param>
    public static CompositeOperation SharingAncillas(string name, int qubitCount, ImmutableArray<Placement> parts)
    {
        int ancillas = parts.Select(part => part.Operation.CleanAncillaCount).DefaultIfEmpty(0).Max();
        return new CompositeOperation(
            name,
            qubitCount + ancillas,
            ImmutableArray.CreateRange(parts, part => new Placement(
                part.Operation, [.. part.Qubits, .. Enumerable.Range(qubitCount, part.Operation.CleanAncillaCount)])),
            ancillas);
    }

    /// <inheritdoc/>
    public override QubitAction Action => new SequenceAction(parts);

    /// <inheritdoc/>
    public override ImmutableArray<Placement> Decompose() => parts;

    /// <inheritdoc/>
    public override Operation Adjoint() => new CompositeOperation(
        AdjointName(Name), QubitCount, AdjointParts(parts), cleanAncillas);

    /// <inheritdoc/>
    public override Operation Controlled() => new CompositeOperation(
        ControlledName(Name), QubitCount + 1, ImmutableArray.CreateRange(parts, ControlledPart), cleanAncillas);

    internal static void RequireInside(string name, int qubitCount, Placement part, string argument)
    {
        if (part.Qubits.Length != part.Operation.QubitCount || part.Qubits.Any(q => (uint)q >= (uint)qubitCount)
            || part.Qubits.Distinct().Count() != part.Operation.QubitCount)
        {
            throw new ArgumentException(
                $"{part.Operation.Name} in {name} is placed on qubits [{string.Join(", ", part.Qubits)}]; "
                + $"{part.Operation.QubitCount} distinct ones in 0..{qubitCount - 1} were expected.",
                argument);
        }
    }

    internal static string AdjointName(string name) => name[name.Length - 1] == '†' ? name.Substring(0, name.Length - 1) : name + "†";
}
