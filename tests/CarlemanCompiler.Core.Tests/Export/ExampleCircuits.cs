using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.QuantumSolvers;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>Circuits for the exporters: every gate, odd names, registers without qubits, random trees.</summary>
internal static class ExampleCircuits
{
    /// <summary>Every gate once or more, on four registers; the work register is not measured.</summary>
    public static Circuit EveryGate { get; } = Build(
        "every gate",
        [new("work", 0, 2), new("success", 2, 1), new("time", 3, 2), new("level", 5, 0), new("index", 5, 2)],
        ["success", "time", "level", "index"],
        [
            Placement.On(Gate.H, 0), Placement.On(Gate.X, 1), Placement.On(Gate.Y, 2), Placement.On(Gate.Z, 3), Placement.On(Gate.S, 4),
            Placement.On(Gate.SAdjoint, 5), Placement.On(Gate.T, 6), Placement.On(Gate.TAdjoint, 0), Placement.On(Gate.RX(0.1), 1),
            Placement.On(Gate.RY(-1e-5), 2), Placement.On(Gate.RZ(5), 3), Placement.On(Gate.GlobalPhase(0.25)), Placement.On(Gate.CX, 4, 1),
        ]);

    /// <summary>Nothing to do and nothing to measure.</summary>
    public static Circuit Empty { get; } = Build("empty", [new("q", 0, 1)], [], []);

    /// <summary>Names that neither format accepts as they stand.</summary>
    public static Circuit OddNames { get; } = Build(
        "π \"quoted\"\n\\ 2nd",
        [new("measure", 0, 1), new("h", 1, 2), new("ü b", 3, 1), new("1st", 4, 1), new("_ b", 5, 1)],
        ["measure", "h", "ü b", "1st", "_ b"],
        [Placement.On(Gate.H, 1), Placement.On(Gate.CX, 1, 4)]);

    /// <summary>HHL for three steps of u(t+1) = 0.8 u(t) + 0.1 u(t)² + 0.05 at order 2, with a copy of the last state.</summary>
    public static Circuit Hhl { get; } = BuildHhl(3, 1, null, EvolutionStrategy.Cheapest);

    /// <summary>HHL for one step of the same system on a short clock, under 12 qubits, by both ways of evolution.</summary>
    public static IEnumerable<Circuit> SmallHhl { get; } = [
        BuildHhl(1, 0, 4, EvolutionStrategy.ExactSynthesis), BuildHhl(1, 0, 3, EvolutionStrategy.ProductFormula)];

    /// <summary>All of the above and random trees.</summary>
    public static IEnumerable<Circuit> All => [EveryGate, Empty, OddNames, Hhl, .. SmallHhl, .. Enumerable.Range(1, 5).Select(Random)];

    /// <summary>A tree two deep of random gates; the same for the same seed.</summary>
    public static Circuit Random(int seed)
    {
        var random = new Random(seed);
        int qubits = 2 + random.Next(6);
        var inner = new CompositeOperation("inner", qubits, [.. Enumerable.Range(0, 30).Select(_ => RandomGate())]);
        int[] order = [.. Enumerable.Range(0, qubits)];
        random.Shuffle(order);
        var parts = Enumerable.Range(0, 30).Select(_ => RandomGate()).Append(Placement.On(inner, order)).Append(
            Placement.On(inner.Adjoint(), order));
        return Build($"random{seed}", [new("success", 0, 1), new("index", 1, qubits - 1)], ["success", "index"], [.. parts]);

        Placement RandomGate()
        {
            double angle = 20 * (random.NextDouble() - 0.5);
            Gate[] gates =
            [
                Gate.X, Gate.Y, Gate.Z, Gate.H, Gate.S, Gate.T, Gate.RX(angle), Gate.RY(angle), Gate.RZ(angle), Gate.GlobalPhase(angle),
                Gate.CX, Gate.CX,
            ];
            var gate = gates[random.Next(gates.Length)];
            int first = random.Next(qubits);
            return gate.QubitCount switch
            {
                0 => Placement.On(gate),
                1 => Placement.On(gate, first),
                _ => Placement.On(gate, first, (first + 1 + random.Next(qubits - 1)) % qubits),
            };
        }
    }

    private static Circuit BuildHhl(int steps, int padding, int? clock, EvolutionStrategy strategy)
    {
        var u = Polynomial.Variable(1, 0);
        var dynamics = GradientDynamics.FromIncrements([0.1 * (u * u) - 0.2 * u + Polynomial.Constant(1, 0.05)], 0.1);
        var system = HistorySystem.Build(CarlemanMap.Build(dynamics, 2), [0.5], steps, padding);
        double tolerance = clock is null ? HhlProgram.DefaultTolerance : 0.1;
        return HhlProgram.Build(system.Matrix, system.RightHandSide, system.Layout, clock, tolerance, strategy).Circuit;
    }

    /// <summary>A circuit whose measured registers are named.</summary>
    public static Circuit Build(
        string name, ImmutableArray<QubitRegister> registers, string[] measured, ImmutableArray<Placement> parts) => new(
        name,
        new CompositeOperation("root", registers.Sum(r => r.Width), parts),
        registers,
        [.. measured.Select(m => registers.Single(r => r.Name == m))]);
}
