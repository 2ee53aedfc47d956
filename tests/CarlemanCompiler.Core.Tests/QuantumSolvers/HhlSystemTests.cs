using CarlemanCompiler.Core.Tests.Circuits;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.QuantumSolvers;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.QuantumSolvers;

/// <summary>Any sparse system: what the amplitudes mean, within the tolerance or refused.</summary>
public sealed class HhlSystemTests
{
    [Theory]
    [InlineData(EvolutionStrategy.ExactSynthesis, 3)]
    [InlineData(EvolutionStrategy.QubitizedWalk, 2)]
    [InlineData(EvolutionStrategy.QubitizedWalk, 1)]
    public void GatesGiveTheEmulatedAmplitudes(EvolutionStrategy strategy, int rows)
    {
        var system = HhlSystem.Prepare(SparseSystems.Random(rows, 1, 2, 3), SparseSystems.Vector(rows, 4), 0.02, strategy);
        var circuit = system.Circuit;
        var state = DenseModel.RunGates(circuit.Root, DenseModel.Basis(circuit.QubitCount, 0));
        for (int i = 0; i < rows; i++)
        {
            Assert.Equal(system.Amplitudes[i], state[system.StateOfRow(i)].Real, 1e-10);
            Assert.Equal(0, state[system.StateOfRow(i)].Imaginary, 1e-10);
        }

        // The success qubit alone says whether it worked.
        double success = state.Skip(state.Length / 2).Sum(z => z.Magnitude * z.Magnitude);
        Assert.Equal(system.SuccessProbability, success, 1e-10);
        Assert.Equal(circuit.Root.Cost, system.Chosen.Cost);
    }

    [Fact]
    public void SystemsComeOutWithinTheirToleranceSignsAndNormIncluded() =>
        Gen.Select(Gen.Int[1, 24], Gen.Int[0, 5], Gen.Double[1, 4], Gen.Int[2, 4], Gen.Int[0, 1_000_000]).Sample(
            (rows, perRow, diagonal, digits, seed) =>
            {
                var matrix = SparseSystems.Random(rows, perRow, diagonal, seed);
                double[] b = SparseSystems.Vector(rows, seed + 1);
                double tolerance = Math.Pow(10, -digits);
                HhlSystem system;
                try
                {
                    system = HhlSystem.Prepare(matrix, b, tolerance, EvolutionStrategy.ExactSynthesis);
                }
                catch (SolutionRefusedException refusal)
                {
                    Assert.True(refusal.Limit is SolutionLimit.Singular or SolutionLimit.ClockQubits);
                    return;
                }

                double[] x = TestSystems.Solve(matrix, b);
                double[] found = [.. system.Amplitudes.ToArray().Select(a => a * system.NormPerAmplitude)];
                Assert.InRange(SparseSystems.Distance(found, x), 0, tolerance);
                Assert.InRange(SparseSystems.Distance(system.Reference, x), 0, 1e-9);

                // The norm from the probability of success and known constants alone.
                double norm = Math.Sqrt(x.Sum(v => v * v));
                Assert.InRange(system.NormPerAmplitude * Math.Sqrt(system.SuccessProbability), norm * (1 - tolerance), norm * (1 + tolerance));
            },
            iter: 60);

    [Fact]
    public void AWalkIsEmulatedAsItsPolynomial() => Gen.Select(Gen.Int[2, 40], Gen.Int[1, 4], Gen.Int[0, 10_000]).Sample(
        (rows, perRow, seed) =>
        {
            var matrix = SparseSystems.Random(rows, perRow, 3, seed);
            double[] b = SparseSystems.Vector(rows, seed);
            HhlSystem system;
            try
            {
                system = HhlSystem.Prepare(matrix, b, 1e-3, EvolutionStrategy.QubitizedWalk);
            }
            catch (SolutionRefusedException)
            {
                return;
            }

            // Through the eigenvectors of the dilation instead of products.
            var (left, values, right) = DenseAlgebra.SingularSystem(matrix.ToDense());
            double norm = Math.Sqrt(b.Sum(v => v * v));
            var expected = new double[rows];
            for (int j = 0; j < rows; j++)
            {
                double component = Enumerable.Range(0, rows).Sum(i => left[i, j] * b[i]) / norm;
                for (int i = 0; i < rows; i++)
                {
                    expected[i] += component * system.Filter.Response(values[j] / values[0]) * right[i, j];
                }
            }

            Assert.All(Enumerable.Range(0, rows), i => Assert.Equal(expected[i], system.Amplitudes[i], 1e-10));
            Assert.InRange(
                SparseSystems.Distance([.. system.Amplitudes.ToArray().Select(a => a * system.NormPerAmplitude)], TestSystems.Solve(matrix, b)), 0, 1e-3);
        },
        iter: 25);

    [Fact]
    public void ThousandsOfUnknownsAreEmulated()
    {
        var matrix = SparseSystems.Random(3000, 4, 4, 8);
        double[] b = SparseSystems.Vector(3000, 9);
        var system = HhlSystem.Prepare(matrix, b, 1e-3);
        Assert.Equal(EvolutionStrategy.QubitizedWalk, system.Chosen.Strategy);
        double[] x = SparseLu.Factor(matrix).Solve(b);
        Assert.InRange(SparseSystems.Distance([.. system.Amplitudes.ToArray().Select(a => a * system.NormPerAmplitude)], x), 0, 1e-3);
        Assert.InRange(SparseSystems.Distance(system.Reference, x), 0, 1e-9);
        Assert.True(system.Chosen.Cost.Gates > 1_000_000);
    }

    [Fact]
    public void TheRangeOfLargeSystemsIsThatOfTheirSingularValues()
    {
        var matrix = SparseSystems.Random(400, 3, 2.5, 6);
        double[] values = DenseAlgebra.SingularValues(matrix.ToDense());
        var range = SingularRange.Of(matrix, matrix.Transpose());
        Assert.Equal(values[0], range.Largest, 1e-3 * values[0]);
        Assert.Equal(values[^1], range.Smallest, 1e-3 * values[^1]);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(3e7)]
    public void UnitsDoNotMatter(double unit)
    {
        var matrix = SparseSystems.Random(6, 2, 2, 1);
        double[] b = SparseSystems.Vector(6, 2);
        var small = SparseMatrix.FromCoordinates(
            6, 6, [.. Enumerable.Range(0, 6).SelectMany(i => Enumerable.Repeat(i, matrix.RowStarts[i + 1] - matrix.RowStarts[i]))],
            matrix.Columns, [.. matrix.Values.Select(v => v * unit)]);
        foreach (var strategy in new[] { EvolutionStrategy.ExactSynthesis, EvolutionStrategy.QubitizedWalk })
        {
            var one = HhlSystem.Prepare(matrix, b, 1e-3, strategy);
            var other = HhlSystem.Prepare(small, [.. b.Select(v => 5 * v)], 1e-3, strategy);
            for (int i = 0; i < 6; i++)
            {
                double x = one.Amplitudes[i] * one.NormPerAmplitude;
                Assert.Equal(x, other.Amplitudes[i] * other.NormPerAmplitude * unit / 5, 1e-9);
            }

            Assert.Equal(one.ConditionNumber, other.ConditionNumber, 1e-9 * one.ConditionNumber);
            Assert.Equal(one.Alpha * unit ?? 0, other.Alpha ?? 0, 1e-9 * unit * (one.Alpha ?? 0) + 1e-300);
        }
    }

    [Fact]
    public void TheCheapestWayIsTaken()
    {
        var matrix = SparseSystems.Random(6, 2, 3, 4);
        double[] b = SparseSystems.Vector(6, 2);
        var cheapest = HhlSystem.Prepare(matrix, b, 0.02);
        foreach (var strategy in new[] { EvolutionStrategy.ExactSynthesis, EvolutionStrategy.ProductFormula, EvolutionStrategy.QubitizedWalk })
        {
            var system = HhlSystem.Prepare(matrix, b, 0.02, strategy);
            Assert.Equal(strategy, system.Chosen.Strategy);
            Assert.InRange(system.Chosen.Cost.Gates, cheapest.Chosen.Cost.Gates, long.MaxValue);
            Assert.InRange(system.Chosen.ErrorBound, 0, 0.02);
        }
    }

    [Fact]
    public void WhatCannotBeTrustedIsRefusedWithTheSizeThatWouldDo()
    {
        double[] b = [1, 2];
        var singular = TestSystems.Sparse(new[,] { { 1, 2.0 }, { 2, 4 } });
        Assert.Equal(SolutionLimit.Singular, Refusal(() => HhlSystem.Prepare(singular, b)).Limit);

        // The clock that is said to do does, and one qubit less does not.
        var matrix = TestSystems.Sparse(new[,] { { 1, 0.2 }, { 0, 0.05 } });
        var clock = Refusal(() => HhlSystem.Prepare(matrix, b, 1e-3, clockQubits: 5));
        Assert.Equal((SolutionLimit.ClockQubits, 5), (clock.Limit, clock.Given));
        int wouldDo = (int)clock.WouldDo!.Value;
        Assert.Equal(wouldDo, HhlSystem.Prepare(matrix, b, 1e-3, EvolutionStrategy.ExactSynthesis, wouldDo).Chosen.ClockQubits);
        Refusal(() => HhlSystem.Prepare(matrix, b, 1e-3, EvolutionStrategy.ExactSynthesis, wouldDo - 1));

        var steep = Refusal(() => HhlSystem.Prepare(TestSystems.Sparse(new[,] { { 1, 0 }, { 0, 1e-6 } }), b, 1e-2));
        Assert.Equal(SolutionLimit.ClockQubits, steep.Limit);
        Assert.InRange(steep.WouldDo!.Value, 20, 26);

        var large = SparseSystems.Random(HhlSystem.DenseRows + 1, 1, 3, 1);
        var rows = Refusal(() => HhlSystem.Prepare(large, SparseSystems.Vector(HhlSystem.DenseRows + 1, 1), 1e-2, EvolutionStrategy.ExactSynthesis));
        Assert.Equal((SolutionLimit.Rows, HhlSystem.DenseRows), (rows.Limit, rows.WouldDo));
    }

    [Fact]
    public void WhatIsNoSystemIsAnError()
    {
        var two = SparseMatrix.Identity(2);
        Assert.Throws<ArgumentException>(() => HhlSystem.Prepare(SparseMatrix.FromCoordinates(2, 3, [0], [0], [1.0]), [1, 2]));
        Assert.Throws<ArgumentException>(() => HhlSystem.Prepare(two, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => HhlSystem.Prepare(two, [0, 0]));
        Assert.Throws<ArgumentException>(() => HhlSystem.Prepare(two, [1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => HhlSystem.Prepare(two, [1, 2], 1e-9));
        Assert.Throws<ArgumentOutOfRangeException>(() => HhlSystem.Prepare(two, [1, 2], 1e-3, clockQubits: 40));
    }

    private static SolutionRefusedException Refusal(Action action) => Assert.Throws<SolutionRefusedException>(action);
}
