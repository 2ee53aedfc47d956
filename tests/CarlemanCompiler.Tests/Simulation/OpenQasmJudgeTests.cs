using CarlemanCompiler.Circuits;
using CarlemanCompiler.Simulation;

namespace CarlemanCompiler.Tests.Simulation;

/// <summary>Exported programs give another simulator the distribution that ours has.</summary>
public sealed class OpenQasmJudgeTests
{
    [Theory]
    [InlineData(1, 3, 60)]
    [InlineData(2, 5, 120)]
    [InlineData(3, 7, 200)]
    public void AnotherSimulatorSeesTheSameDistribution(int seed, int qubits, int gates)
    {
        Assert.SkipUnless(OpenQasmJudge.Missing is null, OpenQasmJudge.Missing ?? "");
        AssertSameDistribution(new RandomQuantum(seed).Circuit(qubits, gates), 2000);
    }

    [Fact]
    public void TheJudgeWouldSeeADifference()
    {
        Assert.SkipUnless(OpenQasmJudge.Missing is null, OpenQasmJudge.Missing ?? "");
        var circuit = new RandomQuantum(1).Circuit(3, 60);
        var root = new CompositeOperation("root", 3, [Placement.On(circuit.Root, 0, 1, 2), Placement.On(Gate.RY(1.5), 1)]);
        var other = new Circuit("other", root, circuit.Registers, circuit.Measured);

        // Far enough apart that no sample of this size hides it.
        double apart = Exact(circuit).Zip(Exact(other), (p, q) => Math.Abs(p - q)).Sum() / 2;
        Assert.True(apart > 8 * SamplingError(circuit, 2000), $"{apart} apart");
        Assert.True(Distance(circuit, OpenQasmJudge.Run(other, 2000)) > 3 * SamplingError(circuit, 2000));
    }

    internal static void AssertSameDistribution(Circuit circuit, int shots)
    {
        double distance = Distance(circuit, OpenQasmJudge.Run(circuit, shots));
        Assert.InRange(distance, 0, 3 * SamplingError(circuit, shots));
    }

    /// <summary>Total variation between the exact distribution of the measured qubits and observed counts.</summary>
    private static double Distance(Circuit circuit, Dictionary<int, int> counts)
    {
        var exact = Exact(circuit);
        double shots = counts.Values.Sum();
        return exact.Select((p, outcome) => Math.Abs(p - counts.GetValueOrDefault(outcome) / shots)).Sum() / 2;
    }

    /// <summary>The mean total variation of a sample of this size from its own distribution: half the sum of √(2p(1−p)/πN).</summary>
    private static double SamplingError(Circuit circuit, int shots) =>
        Exact(circuit).Sum(p => Math.Sqrt(2 * Math.Max(0, p * (1 - p)) / (Math.PI * shots))) / 2;

    private static double[] Exact(Circuit circuit) => StateVector.Run(circuit).Probabilities([.. circuit.Results().Select(r => r.Qubit)]);
}
