using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Simulation;

namespace CarlemanCompiler.Tests.Simulation;

/// <summary>Programs that measure on their way.</summary>
public sealed class ProgramRunTests
{
    private static readonly BranchStep FixX = new(1, 1, 1, [Unitary(Gate.X, 2)], []);
    private static readonly BranchStep FixZ = new(0, 1, 1, [Unitary(Gate.Z, 2)], []);

    [Fact]
    public void TeleportationMovesTheStateWhateverIsMeasured()
    {
        var rotation = new CompositeOperation("state", 1, [Placement.On(Gate.RY(0.7), 0), Placement.On(Gate.RZ(1.9), 0)]);
        var program = new AdaptiveProgram("teleport", 3, ["m0", "m1"], [
            Unitary(rotation, 0),
            Unitary(Gate.H, 1),
            Unitary(Gate.CX, 1, 2),
            Unitary(Gate.CX, 0, 1),
            Unitary(Gate.H, 0),
            new MeasureStep([0, 1], 0),
            FixX,
            FixZ]);
        var expected = new StateVector(1);
        expected.Apply(rotation, 0);
        var seen = new HashSet<(bool, bool)>();
        for (int seed = 0; seed < 40; seed++)
        {
            var run = ProgramRun.Of(program, seed);
            seen.Add((run.Results[0], run.Results[1]));
            var moved = run.State.AmplitudesWhere((run.Results[0] ? 2 : 0) + (run.Results[1] ? 1 : 0), 0, 1);
            Assert.True((Complex.Conjugate(expected[0]) * moved[0] + Complex.Conjugate(expected[1]) * moved[1]).Magnitude > 1 - 1e-12);
        }

        Assert.Equal(4, seen.Count);
    }

    [Fact]
    public void ResetQubitsAreZeroAndRepetitionsRepeat()
    {
        var program = new AdaptiveProgram("reset", 2, ["a", "b", "c"], [
            new RepeatStep(5, [
                Unitary(Gate.H, 0),
                Unitary(Gate.CX, 0, 1),
                new MeasureStep([1], 1),
                new ResetStep([0, 1])]),
            new RepeatStep(0, [Unitary(Gate.X, 0)]),
            new MeasureStep([0], 0),
            Unitary(Gate.X, 1),
            new MeasureStep([1], 2)]);
        for (int seed = 0; seed < 10; seed++)
        {
            var run = ProgramRun.Of(program, seed);
            Assert.False(run.Results[0]);
            Assert.True(run.Results[2]);
            Assert.Equal(1, run.State.Probability(1), 1e-12);
        }
    }

    [Fact]
    public void ShotsFollowTheDistributionOfTheProgram()
    {
        // b is measured in a turned basis where a was 1, and not at all where it was 0.
        const double theta = 1.1;
        var program = new AdaptiveProgram("branch", 2, ["a", "b"], [
            Unitary(Gate.RY(theta), 0),
            new MeasureStep([0], 0),
            new BranchStep(0, 2, 2, [Unitary(Gate.RY(2 * theta), 1), new MeasureStep([1], 1)], [Unitary(Gate.X, 1)])]);
        const int shots = 20_000;
        double a = Math.Pow(Math.Sin(theta / 2), 2);
        double b = Math.Pow(Math.Sin(theta), 2);
        var counts = ProgramRun.Sample(program, shots, 3, threads: 1);
        double[] expected = [1 - a, 0, a * (1 - b), a * b];
        Assert.Equal(shots, counts.Shots);
        for (int outcome = 0; outcome < 4; outcome++)
        {
            double mean = shots * expected[outcome];
            Assert.Equal(mean, counts[outcome], 5 * Math.Sqrt(mean * (1 - expected[outcome])) + 1e-9);
        }
    }

    [Fact]
    public void AProgramThatEndsInItsOnlyMeasurementIsDrawnAtOnce()
    {
        var circuit = new RandomQuantum(5).Circuit(6, 40);
        var program = AdaptiveProgram.Of(circuit);
        var counts = ProgramRun.Sample(program, 1_000_000, 9);
        var expected = StateVector.Run(circuit).Probabilities([.. circuit.Results().Select(r => r.Qubit)]);
        Assert.Equal(1_000_000, counts.Shots);
        double chiSquare = expected.Select((p, o) => p < 1e-12 ? 0 : Math.Pow(counts[o] - 1e6 * p, 2) / (1e6 * p)).Sum();
        Assert.InRange(chiSquare, 0, 63 + 5 * Math.Sqrt(2 * 63));
    }

    [Fact]
    public void TheSameSeedGivesTheSameRunWhateverTheThreads()
    {
        const int n = 17;
        var layer = Enumerable.Range(0, n).Select(q => Placement.On(Gate.RY(0.1 + q), q)).ToImmutableArray();
        var program = new AdaptiveProgram("same", n, ["a", "b", "c"], [
            new UnitaryStep(Placement.On(new CompositeOperation("layer", n, layer), [.. Enumerable.Range(0, n)])),
            new MeasureStep([3, 16, 9], 0),
            new BranchStep(0, 1, 1, [Unitary(Gate.H, 3)], [Unitary(Gate.RX(0.4), 5)]),
            new ResetStep([1])]);
        for (int seed = 0; seed < 3; seed++)
        {
            var one = ProgramRun.Of(program, seed, threads: 1);
            var three = ProgramRun.Of(program, seed, threads: 3);
            Assert.Equal(one.Results, three.Results);
            Assert.True(one.State.ToArray().AsSpan().SequenceEqual(three.State.ToArray()));
        }
    }

    [Fact]
    public void ProgramsThatDoNotFitAreRefused()
    {
        var program = new AdaptiveProgram("large", 17, ["a"], [new MeasureStep([0], 0), Unitary(Gate.X, 0)]);
        Assert.Throws<SizeLimitException>(() => ProgramRun.Of(program, 0, memoryLimit: 1 << 20));

        // One state of 17 qubits fits into 2 MiB; the second one that shots start from does not.
        Assert.Equal(17, ProgramRun.Of(program, 0, memoryLimit: 1 << 21).State.QubitCount);
        Assert.Throws<SizeLimitException>(() => ProgramRun.Sample(program, 2, 0, memoryLimit: 1 << 21));
    }

    private static UnitaryStep Unitary(Operation operation, params int[] qubits) => new(Placement.On(operation, qubits));
}
