using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Benchmarks.Simulator;

/// <summary>The circuits that are measured: their gates as a stream, and how many gates that counts as.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Gates">Gates on n qubits, in order.</param>
/// <param name="Count">
/// Gates that the time is divided by: of a Fourier transform H, controlled phases and swaps, not what those are made of.
/// </param>
internal sealed record SimulatorCircuits(string Name, ImmutableArray<GatePlacement> Gates, int Count)
{
    /// <summary>All five on n qubits.</summary>
    public static ImmutableArray<SimulatorCircuits> On(int n) =>
    [
        Of("H layer", [.. Enumerable.Range(0, n).Select(q => new GatePlacement(Gate.H, [q]))]),
        Of("CX ladder", [.. Enumerable.Range(0, n - 1).Select(q => new GatePlacement(Gate.CX, [q, q + 1]))]),
        Of("RZ layer", [.. Enumerable.Range(0, n).Select(q => new GatePlacement(Gate.RZ(0.3 + 0.1 * q), [q]))]),
        new(
            "QFT",
            [.. new QuantumFourierTransform(n).Flatten([.. Enumerable.Range(0, n)])],
            n + n * (n - 1) / 2 + n / 2),
        Of("random, depth 20", Random(n, 20)),
    ];

    private static SimulatorCircuits Of(string name, ImmutableArray<GatePlacement> gates) => new(name, gates, gates.Length);

    /// <summary>Layers by turns of a random rotation on every qubit and of CX on the pairs of a random matching.</summary>
    private static ImmutableArray<GatePlacement> Random(int n, int depth)
    {
        var random = new Random(5);
        var gates = ImmutableArray.CreateBuilder<GatePlacement>();
        for (int layer = 0; layer < depth; layer++)
        {
            int[] order = [.. Enumerable.Range(0, n)];
            random.Shuffle(order);
            if (layer % 2 == 0)
            {
                foreach (int q in order)
                {
                    double angle = 2 * Math.PI * random.NextDouble();
                    var gate = random.Next(3) switch { 0 => Gate.RX(angle), 1 => Gate.RY(angle), _ => Gate.RZ(angle) };
                    gates.Add(new GatePlacement(gate, [q]));
                }
            }
            else
            {
                for (int i = 0; i + 1 < n; i += 2)
                {
                    gates.Add(new GatePlacement(Gate.CX, [order[i], order[i + 1]]));
                }
            }
        }

        return gates.ToImmutable();
    }
}
