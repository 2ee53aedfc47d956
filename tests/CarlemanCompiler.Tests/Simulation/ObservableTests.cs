using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Simulation;
using CsCheck;

namespace CarlemanCompiler.Tests.Simulation;

/// <summary>Expectation values, reduced density matrices, parts of the amplitudes and measurements against their definitions.</summary>
public sealed class ObservableTests
{
    [Fact]
    public void PauliStringsHaveTheirExpectation() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int).Sample(
            (n, seed) =>
            {
                var random = new RandomQuantum(seed);
                var amplitudes = random.State(n);
                string pauli = string.Concat(Enumerable.Range(0, n).Select(_ => "IXYZ"[random.Below(4)]));
                var image = amplitudes;
                for (int q = 0; q < n; q++)
                {
                    Operation? gate = pauli[q] switch { 'X' => Gate.X, 'Y' => Gate.Y, 'Z' => Gate.Z, _ => null };
                    image = gate is null ? image : DenseModel.Multiply(DenseModel.Embed(gate.Action, [q], n), image);
                }

                var expected = amplitudes.Select((a, i) => Complex.Conjugate(a) * image[i]).Aggregate((x, y) => x + y);
                Assert.Equal(expected.Real, StateVector.FromAmplitudes(amplitudes).Expectation(pauli), 1e-13);
                Assert.Equal(expected.Real, Single(amplitudes).Expectation(pauli), 1e-5);
            },
            iter: 200);

    [Fact]
    public void DiagonalObservablesAreMeansOverOutcomes()
    {
        var random = new RandomQuantum(2);
        var state = StateVector.FromAmplitudes(random.State(6));
        int[] qubits = [4, 1];
        double[] p = state.Probabilities(qubits);
        Assert.Equal(3 * p[0] - p[1] + 0.5 * p[3], state.Expectation([3, -1, 0, 0.5], qubits), 1e-14);
        Assert.Equal(state.Expectation("IIZIII"), state.Expectation([1, -1], 2), 1e-14);
        var refused = Assert.Throws<ArgumentException>(() => state.Expectation([1, 2], 0, 1));
        Assert.Contains("4 numbers", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => state.Expectation("ZZ"));
        Assert.Throws<ArgumentException>(() => state.Expectation("IIIIIA"));
    }

    [Fact]
    public void ReducedDensityMatricesTraceTheOthersOut() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int).Sample(
            (n, seed) =>
            {
                var random = new RandomQuantum(seed);
                var amplitudes = random.State(n);
                int[] kept = random.Qubits(random.Below(Math.Min(n, 4) + 1), n);
                int[] others = [.. Enumerable.Range(0, n).Except(kept)];
                int size = 1 << kept.Length;
                var expected = new Complex[size, size];
                foreach (var group in Enumerable.Range(0, 1 << n).GroupBy(i => Value(i, others, n)))
                {
                    foreach (int i in group)
                    {
                        foreach (int j in group)
                        {
                            expected[Value(i, kept, n), Value(j, kept, n)] += amplitudes[i] * Complex.Conjugate(amplitudes[j]);
                        }
                    }
                }

                var density = StateVector.FromAmplitudes(amplitudes).ReducedDensityMatrix(kept);
                for (int row = 0; row < size; row++)
                {
                    for (int column = 0; column < size; column++)
                    {
                        Assert.True((expected[row, column] - density[row, column]).Magnitude < 1e-14);
                    }
                }
            },
            iter: 100);

    [Fact]
    public void TooLargeDensityMatricesAreRefused() =>
        Assert.Throws<SizeLimitException>(() => new StateVector(14).ReducedDensityMatrix([.. Enumerable.Range(0, 13)]));

    [Fact]
    public void PartsOfTheAmplitudesAreReadInPlace()
    {
        const int n = 7;
        var random = new RandomQuantum(3);
        var amplitudes = random.State(n);
        var state = StateVector.FromAmplitudes(amplitudes);
        var part = new Complex[10];
        state.Read(37, part);
        Assert.Equal(amplitudes[37..47], part);
        int[] qubits = [5, 0, 3];
        for (int value = 0; value < 8; value++)
        {
            int chosen = value;
            Assert.Equal(amplitudes.Where((_, i) => Value(i, qubits, n) == chosen), state.AmplitudesWhere(value, qubits));
        }

        Assert.Throws<ArgumentException>(() => state.Read(120, part));
        Assert.Throws<ArgumentOutOfRangeException>(() => state.AmplitudesWhere(8, qubits));
    }

    [Fact]
    public void MeasurementFollowsTheDistributionAndLeavesItsPart() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int).Sample(
            (n, seed) =>
            {
                var random = new RandomQuantum(seed);
                var amplitudes = random.State(n);
                int[] qubits = random.Qubits(1 + random.Below(n), n);
                double uniform = (1 + random.Below(1 << 20)) / (double)(1 << 20);
                var state = StateVector.FromAmplitudes(amplitudes);
                int outcome = state.Measure(uniform, qubits);

                // The basis state that the running sum of probabilities meets has this outcome.
                double sum = 0;
                int index = Array.FindIndex(amplitudes, a => (sum += a.Real * a.Real + a.Imaginary * a.Imaginary) >= uniform - 1e-12);
                Assert.Equal(Value(index, qubits, n), outcome);
                double probability = StateVector.FromAmplitudes(amplitudes).Probabilities(qubits)[outcome];
                for (int i = 0; i < amplitudes.Length; i++)
                {
                    var expected = Value(i, qubits, n) == outcome ? amplitudes[i] / Math.Sqrt(probability) : 0;
                    Assert.True((expected - state[i]).Magnitude < 1e-13);
                }

                Assert.Equal(outcome, state.Measure(0.5, qubits));
            },
            iter: 200);

    [Fact]
    public void ImpossibleOutcomesAreNeverMeasured()
    {
        foreach (double uniform in new[] { double.Epsilon, 1e-300, 0.36, 0.5, 1 })
        {
            var state = StateVector.FromAmplitudes([0, 0.6, 0, 0, 0.8, 0, 0, 0]);
            Assert.True(state.Measure(uniform, 0, 1, 2) is 1 or 4);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new StateVector(2).Measure(0, 0));
        Assert.Throws<InvalidOperationException>(() => StateVector.FromAmplitudes([0, 0]).Measure(0.5, 0));
    }

    [Fact]
    public void SinglePrecisionSumsInDouble()
    {
        var random = new RandomQuantum(4);
        var amplitudes = random.State(14);
        var state = Single(amplitudes);
        Assert.Equal(1, state.SquaredNorm(), 1e-6);
        Assert.Equal(StateVector.FromAmplitudes(amplitudes).Probability(3, 1), state.Probability(3, 1), 1e-7);
        Assert.Equal(state.SquaredNorm(), state.InnerProduct(state).Real, 1e-14);
        Assert.Equal(10_000, state.Sample(10_000, 1, 0, 1).Shots);
    }

    private static StateVector<float> Single(Complex[] amplitudes)
    {
        var state = new StateVector<float>(BitOperations.Log2((uint)amplitudes.Length));
        state.Set(amplitudes);
        return state;
    }

    private static int Value(int index, int[] qubits, int n) => qubits.Aggregate(0, (value, q) => value * 2 + (index >> (n - 1 - q)) % 2);
}
