using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Core.Tests.Circuits;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.QuantumSolvers;

namespace CarlemanCompiler.Core.Tests.QuantumSolvers;

/// <summary>The whole circuit, gate by gate on the reference model, against a direct solve and against its own predictions.</summary>
public sealed class HhlProgramTests
{
    [Fact]
    public void TwoByTwo() => Solves(
        TestSystems.Sparse(new double[,] { { 1, 0 }, { -0.7, 1 } }), [1, -0.9], new HistoryLayout(2, [1]));

    [Fact]
    public void NonSymmetric() => Solves(
        TestSystems.Sparse(new double[,] { { 2, -1, 0, 0.5 }, { 0, 1, 1, 0 }, { 0.3, 0, -1.5, 0 }, { 0, 0.2, 0, 1 } }),
        [1, 0, -2, 0.5],
        new HistoryLayout(2, [2]));

    [Fact]
    public void NegativeDeterminant() => Solves(
        TestSystems.Sparse(new double[,] { { 0, 1, 0, 0 }, { 1, 0.5, 0, 0 }, { 0, 0, 1, 0.2 }, { 0, 0, 0, 1 } }),
        [1, 1, -1, 1],
        new HistoryLayout(2, [1, 1]));

    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(3, 2, 0)]
    [InlineData(4, 2, 0)]
    [InlineData(2, 2, 3)]
    [InlineData(3, 1, 2)]
    public void Histories(int times, int first, int second)
    {
        var layout = new HistoryLayout(times, second == 0 ? [first] : [first, second]);
        var (m, r) = TestSystems.RandomHistory(layout, seed: times * 100 + first * 10 + second);
        Solves(m, r, layout);
    }

    [Fact]
    public void RowsArePackedAndUnpacked()
    {
        // 5 · 3 rows on 6 qubits, kept in 4 of them while the solver works.
        var layout = new HistoryLayout(5, [1, 2]);
        var (m, r) = TestSystems.RandomHistory(layout, seed: 7);
        var evolution = new ExactEvolution(Dilation.Of(m, layout));
        Assert.NotEqual(layout.BasisStates(), evolution.InputStates);
        Solves(m, r, layout);
    }

    [Fact]
    public void ProductFormulaAgrees()
    {
        var program = Solves(
            TestSystems.Sparse(new double[,] { { 1, 0 }, { -0.5, 1 } }), [1, -0.1], new HistoryLayout(2, [1]),
                EvolutionStrategy.ProductFormula, 0.01);
        Assert.Equal(EvolutionStrategy.ProductFormula, program.Strategy);
    }

    [Fact]
    public void AnExplicitClockIsHonouredAndALongerOneIsBetter()
    {
        var layout = new HistoryLayout(4, [2]);
        var (m, r) = TestSystems.RandomHistory(layout, seed: 3);
        var programs = new[] { 4, 5, 6, 7 }.Select(c => HhlProgram.Build(m, r, layout, c)).ToArray();
        Assert.Equal([4, 5, 6, 7], programs.Select(p => p.ClockQubits));
        Assert.True(programs[0].PredictedFidelity < programs[1].PredictedFidelity);
        Assert.True(programs[1].PredictedFidelity < programs[3].PredictedFidelity);
    }

    [Fact]
    public void RegistersAreInOrderAndEmptyOnesAreNotMeasured()
    {
        var program = HhlProgram.Build(TestSystems.Sparse(new double[,] { { 1, 0 }, { -0.7, 1 } }), [1, 0], new HistoryLayout(2, [1]));
        Assert.Equal(["success", "time", "level", "index", "flag", "clock", "ancilla"], program.Circuit.Registers.Select(r => r.Name));
        Assert.Equal(["success", "time"], program.Circuit.Measured.Select(r => r.Name));
    }

    [Fact]
    public void CostsAreCountedAndBothWaysAreReported()
    {
        var layout = new HistoryLayout(3, [2]);
        var (m, r) = TestSystems.RandomHistory(layout, seed: 11);
        var program = HhlProgram.Build(m, r, layout);
        var gates = program.Circuit.Flatten().ToList();
        Assert.Equal(gates.LongCount(g => g.Gate.Kind == GateKind.CX), program.Cost.CX);
        Assert.Equal(gates.LongCount(g => g.Gate.Kind != GateKind.GlobalPhase), program.Cost.Gates);
        Assert.Equal([EvolutionStrategy.ExactSynthesis, EvolutionStrategy.ProductFormula], program.EvolutionCosts.Select(c => c.Strategy));
        Assert.True(program.EvolutionCosts[0].Cost.Gates < program.EvolutionCosts[1].Cost.Gates);
        Assert.Equal(EvolutionStrategy.ExactSynthesis, program.Strategy);
    }

    [Fact]
    public void ClockDependsOnTheMatrixOnly()
    {
        var layout = new HistoryLayout(4, [2]);
        var (m, r) = TestSystems.RandomHistory(layout, seed: 5);
        double[] other = [.. r.Select((_, i) => i == 3 ? -1.0 : 0)];
        Assert.Equal(HhlProgram.Build(m, r, layout).ClockQubits, HhlProgram.Build(m, other, layout).ClockQubits);
    }

    [Fact]
    public void BadSystemsAreRefused()
    {
        var layout = new HistoryLayout(2, [1]);
        var m = TestSystems.Sparse(new double[,] { { 1, 0 }, { -0.7, 1 } });
        Assert.Throws<ArgumentException>(() => HhlProgram.Build(m, [0, 0], layout));
        Assert.Throws<ArgumentException>(() => HhlProgram.Build(m, [1], layout));
        Assert.Throws<ArgumentException>(() => HhlProgram.Build(m, [1, 2], new HistoryLayout(3, [1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => HhlProgram.Build(m, [1, 0], layout, clockQubits: 40));
        Assert.Throws<ArgumentOutOfRangeException>(() => HhlProgram.Build(m, [1, 0], layout, tolerance: double.NaN));
        Assert.Contains("singular", Assert.Throws<ArgumentException>(
            () => HhlProgram.Build(TestSystems.Sparse(new double[,] { { 1, 1 }, { 1, 1 } }), [1, 0], layout)).Message,
                StringComparison.Ordinal);
        Assert.Contains("condition number", Assert.Throws<SizeLimitException>(
            () => HhlProgram.Build(TestSystems.Sparse(new double[,] { { 1, 0 }, { 0, 1e-6 } }), [1, 0], layout)).Message,
                StringComparison.Ordinal);
        Assert.Contains("256 rows", Assert.Throws<SizeLimitException>(
            () => HhlProgram.Build(SparseMatrix.Identity(300), new double[300], new HistoryLayout(300, [1]))).Message,
                StringComparison.Ordinal);
    }

    private static HhlProgram Solves(
        SparseMatrix m, double[] r, HistoryLayout layout, EvolutionStrategy strategy = EvolutionStrategy.ExactSynthesis,
            double tolerance = 1e-5)
    {
        var program = HhlProgram.Build(m, r, layout, tolerance: tolerance, strategy: strategy);
        int n = program.Circuit.QubitCount;
        var output = DenseModel.RunGates(program.Circuit.Root, DenseModel.Basis(n, 0));

        // Success first, then time, level, index, then flag, clock, ancilla.
        int rest = n - 1 - layout.Qubits;
        var given = output[(1 << (n - 1))..];
        double success = given.Sum(z => z.Real * z.Real + z.Imaginary * z.Imaginary);
        var state = Enumerable.Range(0, 1 << layout.Qubits).Select(x => given[(x << rest) | (1 << (rest - 1)) | 1]).ToArray();
        double pure = state.Sum(z => z.Real * z.Real + z.Imaginary * z.Imaginary);
        Assert.Equal(success, pure, 1e-12);

        double[] y = TestSystems.Solve(m, r);
        double norm = Math.Sqrt(y.Sum(v => v * v));
        var states = layout.BasisStates();
        Complex overlap = 0;
        for (int i = 0; i < y.Length; i++)
        {
            overlap += y[i] / norm * state[states[i]];
        }

        double fidelity = overlap.Magnitude * overlap.Magnitude / success;
        double evolutionError = program.EvolutionCosts[program.Strategy == EvolutionStrategy.ExactSynthesis ? 0 : 1].ErrorBound;
        if (evolutionError == 0)
        {
            Assert.Equal(program.PredictedFidelity, fidelity, 1e-9);
            Assert.Equal(program.PredictedSuccessProbability, success, 1e-9);

            // Signs: every amplitude agrees with Y's, global phase included.
            double scale = Math.Sqrt(success);
            Assert.All(Enumerable.Range(0, y.Length), i => Assert.InRange((state[states[i]] / scale - y[i] / norm).Magnitude, 0, 5e-3));
            Assert.Contains(y, v => v < 0);
        }
        else
        {
            Assert.InRange(Math.Sqrt(success) - Math.Sqrt(program.PredictedSuccessProbability), -evolutionError, evolutionError);
        }

        // Clock and evolution each turn the state by an angle of sine at most √tolerance.
        Assert.InRange(fidelity, evolutionError == 0 ? Math.Max(0.999, 1 - tolerance) : 1 - 4 * tolerance, 1 + 1e-12);
        Assert.InRange(program.PredictedFidelity, 1 - tolerance, 1 + 1e-12);
        return program;
    }
}
