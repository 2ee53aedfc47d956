using CarlemanCompiler.Analysis;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Dynamics;

/// <summary>Maps that are given by their tensors.</summary>
public sealed class TensorSystemTests
{
    private const int Iterations = 60;

    [Fact]
    public void TensorsOfADescentGiveItsOwnMap() =>
        Gen.Select(RandomDynamics.Any, Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int[0, 2]).Sample((descent, order, cap, basis) =>
        {
            var tensors = Enumerable.Range(0, descent.Degree + 1).ToDictionary(l => l, descent.Tensor);
            var expected = CarlemanMap.Build(descent, order, (CarlemanBasis)basis, cap);
            var actual = CarlemanMap.FromTensors(tensors, order, (CarlemanBasis)basis, cap);
            Assert.Equal(expected.Dimension, actual.Dimension);
            AssertClose(expected.Constant, actual.Constant, 1e-12);
            var e = expected.Increment.ToDense();
            var a = actual.Increment.ToDense();
            for (int i = 0; i < expected.Dimension; i++)
            {
                for (int j = 0; j < expected.Dimension; j++)
                {
                    Assert.Equal(e[i, j], a[i, j], 1e-12);
                }
            }
        }, iter: Iterations);

    [Fact]
    public void OneStepIsTheSumOfTensorPowers() => RandomFlows.WithStart(1.5).Sample(system =>
    {
        var (tensors, u) = system;
        var expected = (double[])u.Clone();
        foreach (var (degree, tensor) in tensors)
        {
            var part = tensor.Multiply(RandomDynamics.KroneckerPower(u, degree));
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] += part[i];
            }
        }

        var map = GradientDynamics.FromTensors(tensors);
        AssertClose(expected, map.Step(u), 1e-13);
        Assert.False(map.IsDescent);
        Assert.False(map.Recentre(u).IsDescent);
        Assert.All(tensors, pair => Assert.Same(pair.Value, map.Tensor(pair.Key)));
    }, iter: Iterations);

    /// <summary>All placements are one map on lifted states: the Kronecker steps follow the isometric ones.</summary>
    [Fact]
    public void PlacementOnWordsLeavesTrajectoriesAlone() =>
        Gen.Select(RandomFlows.WithStart(0.4), Gen.Int[1, 3], Gen.Int[0, 2]).Sample((system, order, cap) =>
        {
            var runs = Enum.GetValues<CarlemanBasis>()
                .Select(basis => CarlemanMap.FromTensors(system.Tensors, order, basis, cap).Run(system.Start, 4)).ToArray();
            for (int t = 0; t <= 4; t++)
            {
                AssertClose(runs[0][t], runs[1][t], 1e-12);
                AssertClose(runs[0][t], runs[2][t], 1e-12);
            }
        }, iter: Iterations);

    [Fact]
    public void EstimateIsAnUpperBoundForWords() => Gen.Select(RandomFlows.Tensors, Gen.Int[1, 4], Gen.Int[0, 3]).Sample((tensors, order, cap) =>
    {
        var map = CarlemanMap.FromTensors(tensors, order, CarlemanBasis.Kronecker, cap);
        var size = CarlemanSize.Of(map.Dynamics, order, CarlemanBasis.Kronecker, cap);
        Assert.Equal(map.Dimension, size.Dimension);
        Assert.True(size.EntryBound >= map.Increment.NonzeroCount, $"{size.EntryBound} < {map.Increment.NonzeroCount}");
    }, iter: 200);

    /// <summary>An affine map is not truncated at all: every order and basis gives the direct steps.</summary>
    [Fact]
    public void NothingIsTruncatedOfAnAffineMap() =>
        Gen.Select(RandomFlows.WithStart(1), Gen.Int[1, 3], Gen.Int[0, 2]).Sample((system, order, basis) =>
        {
            var tensors = system.Tensors.Where(pair => pair.Key <= 1).ToDictionary(pair => pair.Key, pair => pair.Value);
            var map = CarlemanMap.FromTensors(tensors, order, (CarlemanBasis)basis);
            var direct = map.Dynamics.Descend(system.Start, 10);
            var run = map.Run(system.Start, 10);
            for (int t = 0; t <= 10; t++)
            {
                AssertClose(direct[t], run[t], 1e-12);
            }
        }, iter: Iterations);

    /// <summary>
    /// After T steps of degree q a block of order N ≥ q^T has lost nothing: u(T) is a polynomial of degree q^T in u(0), and the first block
    /// reads no more than that.
    /// </summary>
    [Fact]
    public void NothingIsTruncatedWhileTheOrderReaches() => RandomFlows.WithStart(0.6).Sample(system =>
    {
        int degree = GradientDynamics.FromTensors(system.Tensors).Degree;
        int steps = degree == 2 ? 2 : 1;
        var map = CarlemanMap.FromTensors(system.Tensors, (int)Math.Pow(degree, steps));
        var direct = map.Dynamics.Descend(system.Start, steps);
        AssertClose(direct[steps], map.Run(system.Start, steps)[steps], 1e-12);
    }, iter: Iterations);

    /// <summary>Words that cancel make no polynomial, yet they are in the matrix and in its estimate.</summary>
    [Fact]
    public void CancelledWordsStay()
    {
        var tensors = new Dictionary<int, SparseMatrix> { [2] = SparseMatrix.FromCoordinates(2, 4, [0, 0], [1, 2], [1, -1]) };
        var map = CarlemanMap.FromTensors(tensors, 2, CarlemanBasis.Kronecker);
        Assert.Equal(2, map.Dynamics.Degree);
        Assert.Equal(0, map.Dynamics.Increments[0].TermCount);
        Assert.Equal((1, -1), (map.Increment[0, 3], map.Increment[0, 4]));
        Assert.Equal([0.3, 0.2], map.Run([0.3, 0.2], 3)[3]);
        Assert.Equal(0, CarlemanMap.FromTensors(tensors, 2).Increment.NonzeroCount);
    }

    [Fact]
    public void WrongTensorsAreRefused()
    {
        Refused([], "at least one tensor");
        Refused(new() { [2] = SparseMatrix.Identity(2) }, "F_2 is 2 × 2; in 2 variables it is 2 × 2^2 = 4");
        Refused(new() { [1] = SparseMatrix.Identity(2), [0] = RandomFlows.Dense(3, 1, [1, 1, 1]) }, "F_1 is 2 × 2; in 3 variables");
        Refused(new() { [1] = RandomFlows.Dense(1, 1, [double.NaN]) }, "F_1 has an entry that is not a finite number");
        Refused(new() { [-1] = SparseMatrix.Identity(1) }, "a degree is 0..255");

        static void Refused(Dictionary<int, SparseMatrix> tensors, string reason) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => GradientDynamics.FromTensors(tensors)).Message, StringComparison.Ordinal);
    }

    /// <summary>Of a descent, 1 + λ are the multipliers 1 − ηh and nothing is a zero mode unless flat.</summary>
    [Fact]
    public void JacobianOfADescentIsItsHessian() => RandomDynamics.WithStart(RandomDynamics.Dissipative).Sample(system =>
    {
        var (descent, start) = system;
        var hessian = HessianSpectrum.At(descent, start);
        var jacobian = JacobianSpectrum.At(descent, start);
        Assert.Equal(hessian.LargestMultiplier, jacobian.LargestMultiplier, 1e-9);
        Assert.Equal(-RandomDynamics.LearningRate * hessian.Smallest, jacobian.Abscissa, 1e-9);
        Assert.Equal(start.Length, jacobian.Growing + jacobian.Shrinking + jacobian.Neutral);
        var plain = DissipationRatio.Of(descent, start);
        var reduced = NonzeroModeRatio.Of(descent, start);
        Assert.Equal(0, reduced.ZeroModes);
        Assert.Equal(plain.Value.HasValue, reduced.Value.HasValue);
        Assert.Equal(plain.Value ?? 0, reduced.Value ?? 0, 1e-9 * (plain.Value ?? 0));
    }, iter: Iterations);

    [Fact]
    public void RotationsAreNeutral()
    {
        // I + F_1 turns by 0.3: both eigenvalues are on the unit circle, and the symmetric part of F_1 is not zero.
        var (c, s) = (Math.Cos(0.3), Math.Sin(0.3));
        var turn = GradientDynamics.FromTensors(new Dictionary<int, SparseMatrix> { [1] = RandomFlows.Dense(2, 2, [c - 1, -s, s, c - 1]) });
        var spectrum = JacobianSpectrum.At(turn, [0, 0]);
        Assert.Equal((0, 0, 2), (spectrum.Growing, spectrum.Shrinking, spectrum.Neutral));
        Assert.Equal(1, spectrum.LargestMultiplier, 1e-14);
        Assert.Equal(-s, spectrum.Eigenvalues[0].Imaginary, 1e-14);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k], actual[k], tolerance * Math.Max(1, Math.Abs(expected[k])));
        }
    }
}
