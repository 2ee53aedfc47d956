using CarlemanCompiler.Core.Tests.QuantumSolvers;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Readout;
using CsCheck;

namespace CarlemanCompiler.Tests.Readout;

/// <summary>Sparse systems solved by running gates, by emulation and by shots.</summary>
public sealed class SystemSolutionTests
{
    [Fact]
    public void EmulationEqualsGates() => Gen.Select(Gen.Int[1, 16], Gen.Int[0, 3], Gen.Int[0, 100_000]).Sample(
        (rows, perRow, seed) => Equal(
            HhlSystem.Prepare(Matrix(rows, perRow, 2.5, seed), SparseSystems.Vector(rows, seed), 1e-2, EvolutionStrategy.ExactSynthesis)),
        iter: 15);

    [Fact]
    public void EmulationEqualsTheGatesOfAWalk() => Gen.Select(Gen.Int[1, 5], Gen.Int[0, 2], Gen.Int[0, 100_000]).Sample(
        (rows, perRow, seed) =>
        {
            var walk = Prepared(Matrix(rows, perRow, 3, seed), SparseSystems.Vector(rows, seed), 2e-2, EvolutionStrategy.QubitizedWalk);
            if (walk is { Chosen.ClockQubits: <= 7 } system)
            {
                Equal(system);
            }
        },
        iter: 12);

    /// <summary>8 × 8 and 16 × 16 with κ up to 10: within the tolerance, or refused.</summary>
    [Fact]
    public void SystemsAreNeverWrong() => Gen.Select(Gen.Bool, Gen.Int[1, 4], Gen.Double[1.5, 5], Gen.Int[0, 1_000_000]).Sample(
        (isSmall, perRow, diagonal, seed) =>
        {
            int rows = isSmall ? 8 : 16;
            var matrix = Matrix(rows, perRow, diagonal, seed);
            double[] b = SparseSystems.Vector(rows, seed + 7);
            double[] x = SparseLu.Factor(matrix).Solve(b);
            if (Prepared(matrix, b, 1e-3, EvolutionStrategy.Cheapest) is not { ConditionNumber: <= 10 } system)
            {
                return;
            }

            // No way out by refusal here: κ ≤ 10 is within reach.
            var exact = SystemSolution.Solve(system);
            Assert.InRange(SparseSystems.Distance(exact.X.AsSpan(), x), 0, 1e-3);
            Assert.Equal(SparseSystems.Distance(exact.X.AsSpan(), x), exact.RelativeError, 1e-9);
            Assert.InRange(exact.Fidelity, 1 - 1e-6, 1);
            Assert.InRange(exact.Residual, 0, 1e-3 * system.ConditionNumber);
            Assert.Equal(exact.Norm, system.NormPerAmplitude * Math.Sqrt(exact.SuccessProbability), 1e-9 * exact.Norm);
            try
            {
                var sampled = SystemSolution.Sample(system, 200_000, seed, 0.2);

                // The bound is one of 99.9%: half as much again is beyond chance.
                Assert.InRange(SparseSystems.Distance(sampled.X.AsSpan(), x), 0, Math.Min(0.2, 1.5 * sampled.SamplingError!.Value + 1e-3));
            }
            catch (SolutionRefusedException refusal)
            {
                Assert.True(refusal is { Limit: SolutionLimit.Shots, WouldDo: > 200_000 }, refusal.Message);
            }
        },
        iter: 40);

    [Fact]
    public void ShotsThatWouldDoDo()
    {
        var system = HhlSystem.Prepare(Matrix(8, 2, 3, 11), SparseSystems.Vector(8, 12), 1e-2);
        var refusal = Assert.Throws<SolutionRefusedException>(() => SystemSolution.Sample(system, 200, 1, 0.1, emulate: true));
        Assert.Equal((SolutionLimit.Shots, 200), (refusal.Limit, refusal.Given));
        long enough = (long)refusal.WouldDo!.Value;
        var solution = SystemSolution.Sample(system, enough, 1, 0.1, emulate: true);
        Assert.InRange(solution.RelativeError, 0, 0.1);
        Assert.InRange(solution.RelativeError, 0, solution.SamplingError!.Value + system.Chosen.ErrorBound);
        Assert.Equal(enough, solution.Shots);
    }

    /// <summary>Rows that no power of two connects: their signs come from differences made for them.</summary>
    [Fact]
    public void SignsOfEntriesFarApartAreFound()
    {
        const int rows = 16;
        var b = new double[rows];
        (b[0], b[7], b[13], b[15]) = (1, -0.8, 0.6, -0.9);
        var system = HhlSystem.Prepare(SparseMatrix.Identity(rows), b, 1e-2);
        for (int seed = 0; seed < 5; seed++)
        {
            var solution = SystemSolution.Sample(system, 20_000, seed, 0.1, emulate: true);
            Assert.All(Enumerable.Range(0, rows), i => Assert.Equal(Math.Sign(b[i]), Math.Sign(solution.X[i])));
        }
    }

    [Fact]
    public void TheSameSeedGivesTheSameSolution()
    {
        var system = HhlSystem.Prepare(Matrix(6, 2, 3, 5), SparseSystems.Vector(6, 6), 1e-2);
        Assert.Equal(SystemSolution.Sample(system, 100_000, 3, 0.2, emulate: true).X, SystemSolution.Sample(system, 100_000, 3, 0.2).X);
    }

    [Fact]
    public void StatesThatDoNotFitAreRefused()
    {
        var system = HhlSystem.Prepare(Matrix(8, 2, 3, 5), SparseSystems.Vector(8, 6), 1e-3);
        var refusal = Assert.Throws<SolutionRefusedException>(() => SystemSolution.Solve(system, memoryLimit: 16 * 64));
        Assert.Equal((SolutionLimit.Qubits, system.Chosen.Qubits, 6), (refusal.Limit, refusal.Given, refusal.WouldDo));
        Assert.InRange(SystemSolution.Solve(system, emulate: true, memoryLimit: 16 * 64).RelativeError, 0, 1e-3);
    }

    private static void Equal(HhlSystem system)
    {
        var gates = SystemSolution.Solve(system);
        var emulated = SystemSolution.Solve(system, emulate: true);
        for (int i = 0; i < gates.X.Length; i++)
        {
            Assert.Equal(emulated.X[i], gates.X[i], 1e-10 * Math.Max(1, emulated.Norm));
        }

        Assert.Equal(emulated.SuccessProbability, gates.SuccessProbability, 1e-10);
    }

    private static HhlSystem? Prepared(SparseMatrix matrix, double[] b, double tolerance, EvolutionStrategy strategy)
    {
        try
        {
            return HhlSystem.Prepare(matrix, b, tolerance, strategy);
        }
        catch (SolutionRefusedException)
        {
            return null;
        }
    }

    private static SparseMatrix Matrix(int rows, int perRow, double diagonal, int seed)
    {
        var random = new Random(seed);
        var entries = new SortedDictionary<(int, int), double>();
        for (int i = 0; i < rows; i++)
        {
            entries[(i, i)] = diagonal * (random.Next(2) == 0 ? 1 : -1);
            for (int k = 0; k < perRow; k++)
            {
                entries[(i, random.Next(rows))] = 2 * random.NextDouble() - 1;
            }
        }

        return SparseMatrix.FromCoordinates(
            rows, rows, [.. entries.Keys.Select(e => e.Item1)], [.. entries.Keys.Select(e => e.Item2)], [.. entries.Values]);
    }
}
