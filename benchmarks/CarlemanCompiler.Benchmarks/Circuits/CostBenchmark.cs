using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Benchmarks.Circuits;

/// <summary>The time to count trees of 10⁹ gates and more: nothing is flattened.</summary>
internal static class CostBenchmark
{
    public static void Run(string[] args)
    {
        Console.WriteLine("| tree | qubits | gates | depth | T | built and counted in |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Row("a layer of 50 gates on 20 qubits, 2·10⁷ times", () => new Repetition(Layer(20), 20_000_000));
        Row("the same on 60 qubits, 150 gates, 7·10⁶ times", () => new Repetition(Layer(60), 7_000_000));
        Row("phase estimation of that layer, 24 clock qubits", () => new EigenphaseEstimation(Layer(20), 24));
        Row("doubled 30 times, qubits turned", () => Doubled(Layer(20), 30));
        Row("look-up of 2^10 words of 16 bits, 10⁵ times", () => new Repetition(LookUp(), 100_000));
        Row("10⁵ amplitude amplifications of a state of 2^10", () => new Repetition(
            new AmplitudeAmplification(Uniform(10), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 25), 100_000));
    }

    private static void Row(string name, Func<Operation> build)
    {
        double seconds = Timing.Median(11, () => _ = build().Cost);
        var cost = build().Cost;
        Console.WriteLine($"| {name} | {cost.Qubits} | {cost.Gates:N0} | {cost.Depth:N0} | {cost.T:N0} | {Timing.Text(seconds)} |");
    }

    private static CompositeOperation Layer(int n) => new("layer", n, [
        .. Enumerable.Range(0, n).Select(q => Placement.On(Gate.RZ(0.1 * q + 0.1), q)),
        .. Enumerable.Range(0, n - 1).Select(q => Placement.On(Gate.CX, q, q + 1)),
        .. Enumerable.Range(0, n / 2 + 1).Select(q => Placement.On(Gate.T, q))]);

    private static CompositeOperation Doubled(CompositeOperation body, int times)
    {
        ImmutableArray<int> all = [.. Enumerable.Range(0, body.QubitCount)];
        for (int level = 0; level < times; level++)
        {
            body = new CompositeOperation("twice", all.Length, [new Placement(body, all), new Placement(body, [.. all.Skip(1), 0])]);
        }

        return body;
    }

    private static TableLookup LookUp()
    {
        var random = new Random(1);
        return new TableLookup([.. Enumerable.Range(0, 1 << 10).Select(_ => (long)random.Next(1 << 16))], 16);
    }

    private static CompositeOperation Uniform(int n) => new("uniform", n, [.. Enumerable.Range(0, n).Select(q => Placement.On(Gate.H, q))]);
}
