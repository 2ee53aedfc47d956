using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Readout;
using CarlemanCompiler.Simulation;
using CarlemanCompiler.Tests.Simulation;

namespace CarlemanCompiler.Tests.Readout;

/// <summary>
/// Readout of states made by hand: success and failure branches, work qubits and phases as a real circuit would leave them, but with the
/// history exactly known.
/// </summary>
public sealed class ReadoutTests
{
    private const double SuccessProbability = 0.3;

    [Theory]
    [InlineData(CarlemanBasis.Isometric, 0, 1.0)]
    [InlineData(CarlemanBasis.Symmetric, 3, 0.5)]
    [InlineData(CarlemanBasis.Kronecker, 1, 2.0)]
    public void ExactAmplitudesGiveTheHistoryBack(CarlemanBasis basis, int padding, double scale)
    {
        var system = System([0.9, 0.7], basis, padding, scale);
        double[] history = system.Solve();
        for (int seed = 0; seed < 5; seed++)
        {
            var state = Prepared(system, history, seed);
            var readout = ExactReadout.Read(state);
            AssertClose(history, readout.History, 1e-12);
            AssertClose(system.Weights(history)[^1], readout.Weights, 1e-12);
            Assert.Equal(SuccessProbability, readout.SuccessProbability, 1e-12);
            Assert.Equal(1, readout.BranchProbability, 1e-12);
            Assert.Equal(1, state.Fidelity(history), 1e-12);
        }
    }

    [Fact]
    public void AStartInTheCentreIsReadAgainstTheSecondState()
    {
        var system = System([0.4, 0.5], CarlemanBasis.Isometric, 2, 1, centre: [0.4, 0.5]);
        Assert.Equal(1, KnownState.Of(system).Time);
        double[] history = system.Solve();
        var readout = ExactReadout.Read(Prepared(system, history, 1));
        AssertClose(history, readout.History, 1e-12);
        var sampled = SampledReadout.Read(Prepared(system, history, 1), 4_000_000, 1);
        AssertClose(system.Weights(history)[^1], sampled.Weights, 0.02);
    }

    [Fact]
    public void FidelityIsTheSquaredOverlapOfTheWholeMixture()
    {
        // Branch 0 holds cos φ of the history and sin φ of something orthogonal; 20% of the successes lie in another branch and hold
        // nothing of it.
        var system = System([0.9, 0.7], CarlemanBasis.Isometric, 0, 1);
        double[] history = system.Solve();
        double norm = Math.Sqrt(history.Sum(v => v * v));
        var error = new RandomQuantum(3).State(10).Take(history.Length).Select(a => a.Real).ToArray();
        double overlap = error.Zip(history, (e, h) => e * h).Sum() / (norm * norm);
        error = [.. error.Zip(history, (e, h) => e - overlap * h)];
        double errorNorm = Math.Sqrt(error.Sum(v => v * v));
        double[] mixed = [.. history.Zip(error, (h, e) => Math.Cos(0.4) * h / norm + Math.Sin(0.4) * e / errorNorm)];
        double[] orthogonal = [.. error.Select(e => e / errorNorm)];

        var (registers, amplitudes, rows) = Empty(system);
        for (int row = 0; row < rows.Length; row++)
        {
            amplitudes[rows[row] | 1] = Math.Sqrt(0.8 * SuccessProbability) * mixed[row];
            amplitudes[rows[row]] = Math.Sqrt(0.2 * SuccessProbability) * orthogonal[row];
        }

        var state = HistoryState.Of(StateVector.FromAmplitudes(amplitudes), registers, system);
        Assert.Equal(0.8 * Math.Pow(Math.Cos(0.4), 2), state.Fidelity(history), 1e-12);
        Assert.Equal(0.8, ExactReadout.Read(state).BranchProbability, 1e-12);
    }

    [Fact]
    public void SampledErrorFallsAsOneOverTheRootOfTheShots()
    {
        var system = System([-0.9, 0.7], CarlemanBasis.Isometric, 3, 1);
        double[] history = system.Solve();
        double[] theta = system.Weights(history)[^1];
        var state = Prepared(system, history, 1);
        double[] shots = [4e3, 1.6e4, 6.4e4, 2.56e5, 1.024e6];
        double[] logErrors = [.. shots.Select(s => Math.Log(RootMeanSquareError((long)s).Error))];
        double[] logShots = [.. shots.Select(s => Math.Log(s))];
        Assert.InRange(Slope(logShots, logErrors), -0.6, -0.4);

        var (error, reported) = RootMeanSquareError(100_000);
        Assert.InRange(error / reported, 0.75, 1.3);

        (double Error, double Reported) RootMeanSquareError(long count)
        {
            const int repetitions = 60;
            double sum = 0;
            double reportedSum = 0;
            for (int seed = 0; seed < repetitions; seed++)
            {
                var readout = SampledReadout.Read(state, count, seed);
                sum += readout.Weights.Zip(theta, (a, b) => (a - b) * (a - b)).Sum();
                reportedSum += readout.StandardErrors.Sum(e => e * e);
                Assert.Equal(SuccessProbability, readout.SuccessProbability, 5 * Math.Sqrt(0.21 / (count / 2.0)));
                Assert.Equal(count, readout.Shots);
            }

            return (Math.Sqrt(sum / repetitions), Math.Sqrt(reportedSum / repetitions));
        }
    }

    [Theory]
    [InlineData(0.9, 0.7)]
    [InlineData(-0.9, 0.7)]
    [InlineData(0.9, -0.7)]
    [InlineData(-0.9, -0.7)]
    public void SignsAreFoundByInterference(double first, double second)
    {
        var system = System([first, second], CarlemanBasis.Isometric, 3, 0.7);
        double[] history = system.Solve();
        double[] theta = system.Weights(history)[^1];
        var readout = SampledReadout.Read(Prepared(system, history, 2), 1_000_000, 5);
        for (int i = 0; i < theta.Length; i++)
        {
            Assert.Equal(Math.Sign(theta[i]), Math.Sign(readout.Weights[i]));
            Assert.Equal(theta[i], readout.Weights[i], 5 * readout.StandardErrors[i]);
        }
    }

    [Fact]
    public void TheSameSeedGivesTheSameWeights()
    {
        var system = System([0.9, 0.7], CarlemanBasis.Isometric, 1, 1);
        var state = Prepared(system, system.Solve(), 1);
        Assert.Equal(SampledReadout.Read(state, 10_000, 7).Weights, SampledReadout.Read(state, 10_000, 7).Weights);
        Assert.NotEqual(SampledReadout.Read(state, 10_000, 7).Weights, SampledReadout.Read(state, 10_000, 8).Weights);
    }

    [Fact]
    public void TooFewShotsAreRefusedWithAdvice()
    {
        var system = System([0.9, 0.7], CarlemanBasis.Isometric, 0, 1);
        var state = Prepared(system, system.Solve(), 1);
        Assert.Contains(
            "are needed to fix the norm. Take",
            Assert.Throws<ReadoutException>(() => SampledReadout.Read(state, 40, 1)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SampledReadout.Read(state, 3, 1));
    }

    [Fact]
    public void StatesWithoutASolutionAreRefused()
    {
        var system = System([0.9, 0.7], CarlemanBasis.Isometric, 0, 1);
        var (registers, amplitudes, rows) = Empty(system);
        amplitudes[0] = 1;
        var failed = HistoryState.Of(StateVector.FromAmplitudes(amplitudes), registers, system);
        Assert.Contains("never 1", Assert.Throws<ReadoutException>(() => ExactReadout.Read(failed)).Message, StringComparison.Ordinal);
        Assert.Throws<ReadoutException>(() => failed.Fidelity(system.Solve()));

        (amplitudes[0], amplitudes[rows[^1]]) = (0, 1);
        var unrelated = HistoryState.Of(StateVector.FromAmplitudes(amplitudes), registers, system);
        Assert.Contains(
            "y(0) is not in", Assert.Throws<ReadoutException>(() => ExactReadout.Read(unrelated)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHistoryOfZerosIsRefused()
    {
        // At the minimum both u and the gradient are 0.
        var system = System([0, 0], CarlemanBasis.Isometric, 0, 1, centre: [0, 0], minimum: [0, 0]);
        Assert.Contains(
            "no history to read", Assert.Throws<ArgumentException>(() => KnownState.Of(system)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingAndNarrowRegistersAreNamed()
    {
        var layout = System([0.9, 0.7], CarlemanBasis.Isometric, 0, 1).Layout;
        var none = Assert.Throws<ArgumentException>(() => HistoryRegisters.Of([new("success", 0, 1)], layout));
        Assert.Contains("'time' has 0 qubits", none.Message, StringComparison.Ordinal);
        var narrow = Assert.Throws<ArgumentException>(
            () => HistoryRegisters.Of([new("success", 0, 1), new("time", 1, layout.TimeQubits),
                new("level", 4, layout.LevelQubits), new("index", 8, 1)], layout));
        Assert.Contains("'index' has 1 qubits", narrow.Message, StringComparison.Ordinal);
    }

    /// <summary>Five steps of L = (a − m₀)² + ½(b − m₁)² + 0.1·a·b + 0.05·a⁴ about a centre at order 2.</summary>
    private static HistorySystem System(
        double[] start, CarlemanBasis basis, int padding, double scale, double[]? centre = null, double[]? minimum = null)
    {
        double[] m = minimum ?? [0.1, -0.2];
        var a = Polynomial.Variable(2, 0);
        var b = Polynomial.Variable(2, 1);
        var loss = (a - Polynomial.Constant(2, m[0])) * (a - Polynomial.Constant(2, m[0]))
            + 0.5 * ((b - Polynomial.Constant(2, m[1])) * (b - Polynomial.Constant(2, m[1]))) + 0.1 * (a * b) + 0.05 * (a * a * a * a);
        var dynamics = GradientDynamics.FromLoss(loss, 0.02, centre ?? [0, 0]);
        return HistorySystem.Build(CarlemanMap.Build(dynamics, 2, basis).Rescale(scale), start, 5, padding);
    }

    /// <summary>Qubits: success, time, level, index, work (1). Rows are amplitude indices with success 1 and work 0.</summary>
    private static (HistoryRegisters Registers, Complex[] Amplitudes, int[] Rows) Empty(HistorySystem system)
    {
        var layout = system.Layout;
        int level = 1 + layout.TimeQubits;
        int index = level + layout.LevelQubits;
        QubitRegister[] registers =
        [
            new("success", 0, 1), new("time", 1, layout.TimeQubits), new("level", level, layout.LevelQubits),
            new("index", index, layout.IndexQubits), new("work", index + layout.IndexQubits, 1),
        ];
        var amplitudes = new Complex[1 << (layout.Qubits + 2)];
        return (
            HistoryRegisters.Of([.. registers], layout),
            amplitudes,
            [.. layout.BasisStates().Select(s => (s << 1) | (1 << (layout.Qubits + 1)))]);
    }

    /// <summary>√p of the history with work 1 and a random phase, √(1 − p) of noise where success is 0.</summary>
    private static HistoryState Prepared(HistorySystem system, double[] history, int seed)
    {
        var (registers, amplitudes, rows) = Empty(system);
        var random = new RandomQuantum(seed);
        var noise = random.State(system.Layout.Qubits + 1);
        for (int i = 0; i < noise.Length; i++)
        {
            amplitudes[i] = Math.Sqrt(1 - SuccessProbability) * noise[i];
        }

        double norm = Math.Sqrt(history.Sum(v => v * v));
        var phase = Complex.FromPolarCoordinates(Math.Sqrt(SuccessProbability) / norm, random.Gauss());
        for (int row = 0; row < rows.Length; row++)
        {
            amplitudes[rows[row] | 1] = phase * history[row];
        }

        return HistoryState.Of(StateVector.FromAmplitudes(amplitudes), registers, system);
    }

    internal static double Slope(double[] x, double[] y)
    {
        double meanX = x.Average();
        double meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
