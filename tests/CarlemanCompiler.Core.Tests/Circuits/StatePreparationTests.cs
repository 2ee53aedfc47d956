using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>State preparations reach the vector they were asked for, signs included, at the advertised price.</summary>
public sealed class StatePreparationTests
{
    private static readonly Gen<double> Amplitude = Gen.Double[-1, 1].Where(x => Math.Abs(x) > 1e-3);

    private static readonly Gen<(int Qubits, ImmutableArray<int> States, ImmutableArray<double> Values)> Sparse =
        from n in Gen.Int[0, 8]
        from k in Gen.Int[1, Math.Min(1 << n, 24)]
        from seed in Gen.Int[0, 1_000_000]
        from values in Amplitude.Array[k]
        select (n, Support(n, k, seed), ImmutableArray.Create(values));

    [Fact]
    public void SparseVectors() => Sparse.Sample(
        s =>
        {
            var operation = new SparseStatePreparation(s.Qubits, s.States, s.Values);
            Prepares(operation, s.Qubits, s.States, s.Values);
            OperationContract.Holds(operation, controlled: s.Qubits <= 4);
        },
        iter: 60);

    [Fact]
    public void DenseVectors() => Gen.Int[0, 7].SelectMany(n => Amplitude.Array[1 << n]).Sample(
        values =>
        {
            var operation = new DenseStatePreparation([.. values]);
            Prepares(operation, operation.QubitCount, [.. Enumerable.Range(0, values.Length)], [.. values]);
            OperationContract.Holds(operation, controlled: values.Length <= 16);
        },
        iter: 20);

    [Fact]
    public void ComplexVectors() => (
        from s in Sparse
        from phases in Gen.OneOf(Gen.Const(0.0), Gen.Const(Math.PI), Gen.Double[-4, 4]).Array[s.Values.Length]
        let values = s.Values.Zip(phases, (v, p) => Complex.FromPolarCoordinates(Math.Abs(v), p)).ToImmutableArray()
        select (s.Qubits, s.States, Values: values)).Sample(
        s =>
        {
            var sparse = SparseStatePreparation.OfComplex(s.Qubits, s.States, s.Values);
            Prepares(sparse, s.Qubits, s.States, s.Values);
            OperationContract.Holds(sparse, controlled: s.Qubits <= 4);

            // One rotation under controls for a pair, real or not.
            var real = new SparseStatePreparation(s.Qubits, s.States, [.. s.Values.Select(v => v.Magnitude)]);
            Assert.Equal(real.Cost.CX, sparse.Cost.CX);
            var dense = new Complex[1 << s.Qubits];
            for (int i = 0; i < s.States.Length; i++)
            {
                dense[s.States[i]] = s.Values[i];
            }

            Prepares(DenseStatePreparation.OfComplex([.. dense]), s.Qubits, s.States, s.Values);
            Prepares(SparseStatePreparation.ComplexOrDense(s.Qubits, s.States, s.Values), s.Qubits, s.States, s.Values);
        },
        iter: 60);

    [Fact]
    public void SparseVectorsTakeAHundredthOfTheDenseCircuit()
    {
        // 262,076 = 2^{n+2} − 4n − 4 CX of the general circuit for n = 16.
        var random = new Random(16);
        ImmutableArray<double> values = [.. Enumerable.Range(0, 16).Select(_ => random.NextDouble() + 0.1)];
        Assert.InRange(SparseStatePreparation.OrDense(16, Support(16, 16, seed: 3), values).Cost.CX, 1, 262_076 / 100);
    }

    [Fact]
    public void ZerosInsideADenseVectorAreKept() =>
        Prepares(new DenseStatePreparation([0, 0, -1, 0, 0, 0, 0, 2]), 3, [2, 7], ImmutableArray.Create(-1.0, 2.0));

    [Fact]
    public void CostIsLinearInTheQubits()
    {
        // k fixed: the dense circuit would grow as 2^n.
        var costs = new[] { 10, 20, 30 }.Select(n =>
            new SparseStatePreparation(n, Support(n, 16, seed: 5), [.. Enumerable.Range(1, 16).Select(i =>
                (double)i)]).Cost.Gates).ToArray();
        Assert.All(costs.Zip([10, 20, 30]), pair => Assert.InRange(pair.First, 1, 16 * 10L * pair.Second));
        Assert.InRange(costs[2] - costs[1], 0, 16 * 3L * 10);
    }

    [Fact]
    public void TheCheaperPreparationIsTaken()
    {
        Assert.IsType<SparseStatePreparation>(SparseStatePreparation.OrDense(6, [3, 40], [1, -1]));
        Assert.IsType<DenseStatePreparation>(SparseStatePreparation.OrDense(6, Support(6, 60, seed: 1), [.. Enumerable.Repeat(1.0, 60)]));
    }

    [Fact]
    public void BadVectorsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new SparseStatePreparation(3, [1, 1], [1, 2]));
        Assert.Throws<ArgumentException>(() => new SparseStatePreparation(3, [8], [1]));
        Assert.Throws<ArgumentException>(() => new SparseStatePreparation(3, [1], [0]));
        Assert.Throws<ArgumentException>(() => new SparseStatePreparation(3, [1], [double.NaN]));
        Assert.Throws<ArgumentException>(() => new DenseStatePreparation([1, 2, 3]));
    }

    private static ImmutableArray<int> Support(int n, int k, int seed)
    {
        var random = new Random(seed);
        var states = new HashSet<int>();
        while (states.Count < k)
        {
            states.Add(random.Next(1 << n));
        }

        return [.. states];
    }

    private static void Prepares(Operation operation, int n, ImmutableArray<int> states, ImmutableArray<double> values) =>
        Prepares(operation, n, states, ImmutableArray.CreateRange(values, v => new Complex(v, 0)));

    private static void Prepares(Operation operation, int n, ImmutableArray<int> states, ImmutableArray<Complex> values)
    {
        double norm = Math.Sqrt(values.Sum(v => v.Magnitude * v.Magnitude));
        var expected = new Complex[1 << n];
        for (int i = 0; i < states.Length; i++)
        {
            expected[states[i]] = values[i] / norm;
        }

        Assert.InRange(DenseModel.Distance(expected, DenseModel.RunGates(operation, DenseModel.Basis(n, 0))), 0, 1e-12);
    }
}
