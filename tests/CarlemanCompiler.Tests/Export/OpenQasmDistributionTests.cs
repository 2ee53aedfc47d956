using CarlemanCompiler.Circuits;
using CarlemanCompiler.Core.Tests.Export;
using CarlemanCompiler.Export;
using CarlemanCompiler.Simulation;
using CarlemanCompiler.Tests.Simulation;

namespace CarlemanCompiler.Tests.Export;

/// <summary>
/// Structured and flat OpenQASM, of circuits and of programs, run by another simulator: the distribution of the results is ours.
/// </summary>
public sealed class OpenQasmDistributionTests
{
    private const int Shots = 200;

    // The judge simulates every shot anew; wider circuits go through LLVM and through our own reader of OpenQASM.
    private const int LargestWidth = 7;

    // Standard deviations above the mean of a distance between a sample and its own distribution that a test among many may reach.
    private const double Confidence = 4;

    [Fact]
    public void EveryExampleCircuitHasOurDistribution()
    {
        Assert.SkipUnless(OpenQasmJudge.Missing is null, OpenQasmJudge.Missing ?? "");
        Circuit[] circuits = [
            ExampleCircuits.EveryGate, ExampleCircuits.OddNames, ExampleTrees.Tree, .. Enumerable.Range(1, 5).Select(ExampleCircuits.Random),
            .. ExampleTrees.OfEachOperation.Where(c => c.QubitCount <= LargestWidth)];
        var counts = OpenQasmJudge.Run(
            [.. circuits.SelectMany(c => new Action<TextWriter>[] { w => OpenQasmWriter.Write(c, w), w => OpenQasmFlatWriter.Write(c, w) })], Shots);
        for (int i = 0; i < circuits.Length; i++)
        {
            double[] probabilities = StateVector.Run(circuits[i]).Probabilities([.. circuits[i].Results().Select(r => r.Qubit)]);
            var exact = Enumerable.Range(0, probabilities.Length).ToDictionary(o => o, o => probabilities[o]);
            AssertSame(circuits[i].Name + ", structured", exact, counts[2 * i]);
            AssertSame(circuits[i].Name + ", flat", exact, counts[2 * i + 1]);
        }
    }

    [Fact]
    public void EveryExampleProgramHasOurDistribution()
    {
        Assert.SkipUnless(OpenQasmJudge.Missing is null, OpenQasmJudge.Missing ?? "");
        AdaptiveProgram[] programs = [.. ExamplePrograms.All];
        var counts = OpenQasmJudge.Run(
            [.. programs.SelectMany(p => new Action<TextWriter>[] { w => OpenQasmWriter.Write(p, w), w => OpenQasmFlatWriter.Write(p, w) })], Shots);
        for (int i = 0; i < programs.Length; i++)
        {
            var exact = ProgramReplay.Distribution(programs[i]);
            Assert.Equal(1, exact.Values.Sum(), 1e-10);
            AssertSame(programs[i].Name + ", structured", exact, counts[2 * i]);
            AssertSame(programs[i].Name + ", flat", exact, counts[2 * i + 1]);
        }
    }

    /// <summary>Total variation distance of a sample: its mean is below Σ√(p(1−p)/N)/2, its standard deviation below 1/(2√N).</summary>
    private static void AssertSame(string name, Dictionary<int, double> exact, Dictionary<int, int> counts)
    {
        double distance = exact.Keys.Union(counts.Keys).Sum(
            o => Math.Abs(exact.GetValueOrDefault(o) - counts.GetValueOrDefault(o) / (double)Shots)) / 2;
        double mean = exact.Values.Sum(p => Math.Sqrt(2 * Math.Max(0, p * (1 - p)) / (Math.PI * Shots))) / 2;
        Assert.True(distance <= mean + Confidence / (2 * Math.Sqrt(Shots)), $"{name}: {distance} where {mean} is usual");
    }
}
