using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>
/// Circuits whose tree is the point: shared, repeated, inverted and controlled operations, one circuit for each kind of operation.
/// </summary>
internal static class ExampleTrees
{
    private static readonly CompositeOperation Step = new("step", 3, [
        Placement.On(Gate.H, 0), Placement.On(Gate.CX, 0, 1), Placement.On(new MultiControlledX(2), 0, 1, 2), Placement.On(Gate.RZ(0.3), 2),
        Placement.On(Gate.GlobalPhase(0.2), []), Placement.On(Gate.T, 1), Placement.On(Gate.RY(-1.1), 0)]);

    /// <summary>
    /// The same operation plain, repeated, inverted, controlled and both, on different qubits, and what the library has words for.
    /// </summary>
    public static Circuit Tree { get; } = OneRegister("tree", 5, [
        Placement.On(Step, 0, 1, 2),
        Placement.On(new Repetition(Step, 5), 3, 0, 2),
        Placement.On(Step.Controlled(), 4, 2, 1, 0),
        Placement.On(new Repetition(new CompositeOperation("twice", 3, [
            Placement.On(new Repetition(Step, 2), 2, 1, 0), Placement.On(Gate.S, 1)]), 3), 1, 2, 4),
        Placement.On(Step.Adjoint(), 1, 4, 3),
        Placement.On(Step.Adjoint().Controlled(), 0, 3, 2, 1),
        Placement.On(new Repetition(Step, 0), 0, 1, 2),
        Placement.On(Gate.GlobalPhase(-0.7)),
        Placement.On(Swap.Instance, 0, 4),
        Placement.On(Swap.Instance.Controlled(), 2, 0, 4),
        Placement.On(new MultiControlledRotation(3, RotationAxis.Y, 0.9), 4, 3, 1, 0),
        Placement.On(new MultiControlledPhase(3, 1.3), 0, 2, 3),
        Placement.On(new QuantumFourierTransform(4), 3, 1, 0, 2),
        Placement.On(new QuantumFourierTransform(4).Adjoint(), 3, 0, 1, 2)]);

    /// <summary>Names that clash with one another, with gates, with parameters and with the instruction set.</summary>
    public static Circuit ClashingNames { get; } = OneRegister("clashing names", 2, [
        .. new[] { "q0", "i1", "h", "gate", "", "†", "__quantum__qis__h__body", "a b", "a_b", "clashing_names", "x.y" }.Select((name, i) =>
            Placement.On(new CompositeOperation(name, 2, [
                .. Enumerable.Range(0, 40).Select(k => Placement.On(Gate.RY(0.1 + i + 0.01 * k), k % 2)),
                Placement.On(Gate.CX, 0, 1)]), 0, 1))]);

    /// <summary>10⁹ steps in a tree of a few nodes: about 2·10¹⁰ gates.</summary>
    public static Circuit Giant { get; } = OneRegister("giant", 3, [
        Placement.On(new Repetition(Step, 1_000_000_000), 0, 1, 2), Placement.On(Step.Adjoint(), 2, 1, 0)]);

    /// <summary>
    /// One circuit for each kind of operation: on random product states itself, controlled, repeated and undone.
    /// </summary>
    public static IEnumerable<Circuit> OfEachOperation => Operations().Select((operation, number) =>
    {
        var random = new Random(number);
        int qubits = operation.QubitCount + 1;
        int[] on = [.. Enumerable.Range(1, operation.QubitCount)];
        IEnumerable<Placement> Dress() => Enumerable.Range(0, qubits).SelectMany(q => new[] {
            Placement.On(Gate.RY(6 * random.NextDouble()), q), Placement.On(Gate.RZ(6 * random.NextDouble()), q) });
        return OneRegister($"operation {number} {operation.Name}", qubits, [
            .. Dress(), Placement.On(operation, on), Placement.On(operation.Controlled(), [0, .. on]),
            .. Dress(), Placement.On(new Repetition(operation, 3), on), Placement.On(operation.Adjoint(), on),
            Placement.On(operation.Adjoint().Controlled(), [0, .. on])]);
    });

    /// <summary>
    /// A tree of operations that are nested, shared, placed anew, inverted, controlled and repeated at random; the same for the same seed.
    /// </summary>
    public static Circuit Random(int seed)
    {
        var random = new Random(seed);
        var made = new List<Operation> {
            Gate.H, Gate.CX, Gate.TAdjoint, new MultiControlledX(2), Swap.Instance, new MultiControlledPhase(2, 0.3) };
        for (int i = 0; i < 12; i++)
        {
            var one = made[random.Next(made.Count)];
            made.Add(random.Next(6) switch
            {
                0 => one.Adjoint(),
                1 when one.QubitCount < 5 && one.Cost.Gates < 200 => one.Controlled(),
                2 => new Repetition(one, random.Next(4)),
                3 => Gate.RY(20 * random.NextDouble() - 10),
                4 => Gate.GlobalPhase(20 * random.NextDouble() - 10),
                _ => Composite(random.Next(1, 6)),
            });
        }

        return OneRegister($"random tree {seed}", 5, [.. Parts(5)]);

        Operation Composite(int qubits) => new CompositeOperation($"part {random.Next(4)}", qubits, [.. Parts(qubits)]);

        List<Placement> Parts(int qubits)
        {
            // The later ones are larger, and a part of many would grow without bound.
            var fitting = made.FindAll(operation => operation.QubitCount <= qubits && operation.Cost.Gates < 400);
            return [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
            {
                var part = fitting[random.Next(fitting.Count)];
                int[] all = [.. Enumerable.Range(0, qubits)];
                random.Shuffle(all);
                return Placement.On(part, all.AsSpan(0, part.QubitCount));
            })];
        }
    }

    /// <summary>Circuits without a name for a register of its own.</summary>
    public static Circuit OneRegister(string name, int qubits, ImmutableArray<Placement> parts) =>
        ExampleCircuits.Build(name, [new("q", 0, qubits)], ["q"], parts);

    private static IEnumerable<Operation> Operations()
    {
        var random = new Random(11);
        foreach (var (controls, borrowed) in new[] { (0, 0), (1, 0), (2, 0), (3, 0), (4, 2), (5, 1) })
        {
            yield return new MultiControlledX(controls, borrowed);
        }

        foreach (var axis in new[] { RotationAxis.X, RotationAxis.Y, RotationAxis.Z })
        {
            yield return new MultiControlledRotation(0, axis, 0.4);
            yield return new MultiControlledRotation(1, axis, -2.4);
            yield return new MultiControlledRotation(2, axis, 8.4);
            yield return new MultiControlledRotation(1, axis, -31.5);
            yield return new MultiControlledRotation(4, axis, 1.4);
            yield return new TwoLevelRotation(3, 2, 5, axis, 0.8);
        }

        yield return new MultiControlledPhase(1, 0.4);
        yield return new MultiControlledPhase(2, 1.4);
        yield return new MultiControlledPhase(4, -0.4);
        yield return new MultiplexedRotation(RotationAxis.Y, [.. Angles(8)]);
        yield return new MultiplexedRotation(RotationAxis.Z, [.. Angles(4)]);
        yield return new DiagonalPhase([.. Angles(8)]);
        yield return new DiagonalPhase([0.7]);
        yield return new BasisTransposition(3, 1, 6);
        yield return new DenseStatePreparation([.. Angles(8)]);
        yield return new SparseStatePreparation(4, [1, 7, 12], [0.5, -0.2, 0.7]);
        double c = Math.Cos(0.3), s = Math.Sin(0.3);
        yield return OrthogonalTransform.Of(new[,] { { c, -s, 0, 0 }, { s, c, 0, 0 }, { 0, 0, 0, 1 }, { 0, 0, -1, 0 } });
        yield return Swap.Instance;
        yield return new Conjugation("conjugation", 3, Placement.On(Step, 2, 1, 0), Placement.On(Gate.RX(0.6), 1));
        yield return new QuantumFourierTransform(4);
        yield return new Repetition(Step, 7);
        yield return new Repetition(Step, 0);
        yield return new CompositeOperation("nothing", 2, []);
        yield return Step;
        Gate[] gates = [
            Gate.X, Gate.Y, Gate.Z, Gate.H, Gate.S, Gate.SAdjoint, Gate.T, Gate.TAdjoint, Gate.CX, Gate.GlobalPhase(1.1)];
        foreach (var gate in gates)
        {
            yield return gate;
        }

        IEnumerable<double> Angles(int count) => [.. Enumerable.Range(0, count).Select(_ => 4 * random.NextDouble() - 2)];
    }
}
