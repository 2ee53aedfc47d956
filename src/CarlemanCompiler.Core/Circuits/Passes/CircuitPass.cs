using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// A rewriting of circuits that leaves their unitary as it is, global phase included. It looks at the parts of one node of the tree at a
/// time: nothing is flattened, repetitions and conjugations stay what they are, and a part that occurs more than once is rewritten once and
/// stays shared. Time grows with the number of distinct nodes and their parts.
/// </summary>
public abstract class CircuitPass
{
    private protected CircuitPass(string name)
    {
        Name = name;
    }

    /// <summary>What it does, in a few words.</summary>
    public string Name { get; }

    /// <summary>The rewritten operation; the same object where nothing was found.</summary>
    public Operation Apply(Operation operation) => Apply(operation, []);

    /// <summary>The circuit with its root rewritten; registers and measurements stay.</summary>
    public Circuit Apply(Circuit circuit)
    {
        var root = Apply(circuit.Root);
        return ReferenceEquals(root, circuit.Root) ? circuit : new Circuit(circuit.Name, root, circuit.Registers, circuit.Measured);
    }

    /// <summary>The parts of one node, rewritten; the same array where nothing was found.</summary>
    private protected abstract ImmutableArray<Placement> Rewrite(ImmutableArray<Placement> parts);

    private Operation Apply(Operation operation, Dictionary<Operation, Operation> done)
    {
        if (operation is Gate)
        {
            return operation;
        }

        if (!done.TryGetValue(operation, out var result))
        {
            result = operation switch
            {
                Repetition repetition => Repeated(repetition, Apply(repetition.Body, done)),
                Conjugation conjugation => Conjugated(conjugation, Inside(conjugation.Outer, done), Inside(conjugation.Inner, done)),
                _ => Rewritten(operation, done),
            };
            done.Add(operation, result);
        }

        return result;
    }

    private Placement Inside(Placement part, Dictionary<Operation, Operation> done) => new(Apply(part.Operation, done), part.Qubits);

    private static Repetition Repeated(Repetition repetition, Operation body) =>
        ReferenceEquals(body, repetition.Body) ? repetition : new Repetition(body, repetition.Count);

    private static Conjugation Conjugated(Conjugation conjugation, Placement outer, Placement inner) =>
        outer == conjugation.Outer && inner == conjugation.Inner
            ? conjugation
            : new Conjugation(conjugation.Name, conjugation.QubitCount, outer, inner, conjugation.CleanAncillaCount);

    private Operation Rewritten(Operation operation, Dictionary<Operation, Operation> done)
    {
        var parts = operation.Decompose();
        var inside = ImmutableArray.CreateRange(parts, part => Inside(part, done));
        var rewritten = Rewrite(inside);
        if (rewritten.SequenceEqual(parts))
        {
            return operation;
        }

        return operation is CompositeOperation
            ? new CompositeOperation(operation.Name, operation.QubitCount, rewritten, operation.CleanAncillaCount)
            : new RewrittenOperation(operation, rewritten);
    }
}
