using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Core.Tests.Circuits;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.QuantumSolvers;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.QuantumSolvers;

/// <summary>Both ways of running e^{iHt}, against the power series of the exponential.</summary>
public sealed class EvolutionTests
{
    [Fact]
    public void ExactSynthesisIsExact() => Gen.Select(Gen.Int[2, 3], Gen.Int[1, 3], Gen.Double[-20, 20], Gen.Int[0, 1000]).Sample(
        (times, block, t, seed) =>
        {
            var layout = new HistoryLayout(times, [block]);
            var (m, _) = TestSystems.RandomHistory(layout, seed);
            var operation = new ExactEvolution(Dilation.Of(m, layout)).Evolve(t);
            OperationContract.SameUnitary(
                operation.QubitCount, v => Exponential(m, layout, t, v), v => DenseModel.RunGates(operation, v));
            OperationContract.Holds(operation, controlled: operation.QubitCount <= 3);
        },
        iter: 12);

    [Fact]
    public void ProductFormulaKeepsItsBound() => Gen.Select(Gen.Int[2, 3], Gen.Int[1, 2], Gen.Double[-1.5, 1.5], Gen.Int[0, 1000]).Sample(
        (times, block, t, seed) =>
        {
            var layout = new HistoryLayout(times, [block]);
            var (m, _) = TestSystems.RandomHistory(layout, seed);
            var evolution = new ProductFormulaEvolution(Dilation.Of(m, layout), accuracy: 0.02);
            Assert.InRange(evolution.ErrorBound(t), 0, 0.02);
            Assert.InRange(Error(evolution, m, layout, t), 0, evolution.ErrorBound(t) + 1e-12);
        },
        iter: 12);

    [Fact]
    public void ProductFormulaIsOfSecondOrder()
    {
        var layout = new HistoryLayout(3, [2]);
        var (m, _) = TestSystems.RandomHistory(layout, seed: 2);
        var dilation = Dilation.Of(m, layout);
        const double t = 1.3;

        // A sixteenth of the error for four times the steps.
        var coarse = new ProductFormulaEvolution(dilation, 0.08);
        var fine = new ProductFormulaEvolution(dilation, 0.005);
        double steps = fine.Steps(t) / (double)coarse.Steps(t);
        Assert.InRange(Math.Log(Error(coarse, m, layout, t) / Error(fine, m, layout, t)) / Math.Log(steps), 1.9, 2.1);
        OperationContract.Holds(coarse.Power(0.1), controlled: false);
    }

    [Fact]
    public void ProductFormulaGrowsWithTheNonzeros()
    {
        // Twice the states, the same couplings of each: twice the gates of a step, but for one more control, once controls cost a few
        // gates each.
        long Gates(int times)
        {
            var layout = new HistoryLayout(times, [1]);
            var (m, _) = TestSystems.History(layout, new[,] { { 0.5 } }, [1], [0]);
            var evolution = new ProductFormulaEvolution(Dilation.Of(m, layout), 1);
            Assert.InRange(evolution.TermCount, 2, 3);
            return evolution.Power(1e-3).Cost.Gates;
        }

        Assert.InRange(Gates(2048) / (double)Gates(1024), 1.9, 2.4);
    }

    [Fact]
    public void ReversalTurnsTheSignOfTime()
    {
        var layout = new HistoryLayout(3, [2]);
        var (m, _) = TestSystems.RandomHistory(layout, seed: 9);
        var dilation = Dilation.Of(m, layout);
        foreach (HamiltonianEvolution evolution in new HamiltonianEvolution[] { new ExactEvolution(dilation),
            new ProductFormulaEvolution(dilation, 0.1) })
        {
            int n = dilation.SystemQubits + 1;
            int[] all = [.. Enumerable.Range(0, n)];
            var signed = new Conjugation(
                "signed", n + 1, Placement.On(evolution.Reversal, n, n - 1), new Placement(evolution.Power(0.7), [.. all]));
            var expected = new CompositeOperation("controlled sign", n + 1, [
                Placement.On(Gate.X, n),
                new Placement(evolution.Power(0.7).Controlled(), [n, .. all]),
                Placement.On(Gate.X, n),
                new Placement(evolution.Power(-0.7).Controlled(), [n, .. all])]);
            OperationContract.SameUnitary(n + 1, v => DenseModel.RunGates(expected, v), v => DenseModel.RunGates(signed, v));
        }
    }

    [Fact]
    public void EnteringAndLeavingInvertsWhenNothingIsDoneInBetween()
    {
        // With H⁻¹ replaced by sign(H) the way in and out maps r to the polar factor Z Wᵀ of Mᵀ: M Z Wᵀ is then symmetric and positive.
        var layout = new HistoryLayout(5, [1, 2]);
        var (m, _) = TestSystems.RandomHistory(layout, seed: 4);
        var evolution = new ExactEvolution(Dilation.Of(m, layout));
        int n = layout.Qubits + 1;
        var through = new CompositeOperation("in, sign, out", n, [
            new Placement(evolution.Enter, [.. Enumerable.Range(0, n)]),
            Placement.On(Gate.Z, n - 1),
            new Placement(evolution.Leave, [.. Enumerable.Range(0, n)])]);
        var states = layout.BasisStates();
        var dense = m.ToDense();
        int rows = states.Length;
        var product = new double[rows, rows];
        for (int j = 0; j < rows; j++)
        {
            var column = DenseModel.RunGates(through, DenseModel.Basis(n, 2 * evolution.InputStates[j]));
            Assert.Equal(1, states.Sum(s => Math.Pow(column[2 * s + 1].Magnitude, 2)), 1e-10);
            for (int i = 0; i < rows; i++)
            {
                for (int k = 0; k < rows; k++)
                {
                    product[i, j] += dense[i, k] * column[2 * states[k] + 1].Real;
                }
            }
        }

        for (int i = 0; i < rows; i++)
        {
            Assert.True(product[i, i] > 0);
            Assert.All(Enumerable.Range(0, rows), j => Assert.Equal(product[i, j], product[j, i], 1e-10));
        }
    }

    [Fact]
    public void PhaseEstimationKeepsTheContract()
    {
        var layout = new HistoryLayout(2, [1]);
        var (m, _) = TestSystems.RandomHistory(layout, seed: 1);
        var dilation = Dilation.Of(m, layout);
        OperationContract.Holds(new PhaseEstimation(new ExactEvolution(dilation), 3, 0.9), controlled: false);
        OperationContract.Holds(new EigenvalueInversion(InversionFilter.Fit(4, 3)));
    }

    private static double Error(HamiltonianEvolution evolution, SparseMatrix m, HistoryLayout layout, double t)
    {
        var operation = evolution.Evolve(t);
        return Enumerable.Range(0, 4).Max(seed =>
        {
            var v = DenseModel.Random(operation.QubitCount, seed);
            var difference = DenseModel.RunGates(operation, v).Zip(Exponential(m, layout, t, v), (a, b) => a - b);
            return Math.Sqrt(difference.Sum(z => z.Real * z.Real + z.Imaginary * z.Imaginary));
        });
    }

    // e^{iHt} v with H from the definition: basis states |x, flag⟩ have index 2x + flag, and unused x are coupled by 1. Taylor series of
    // short steps.
    private static Complex[] Exponential(SparseMatrix m, HistoryLayout layout, double t, Complex[] v)
    {
        var states = layout.BasisStates();
        int size = 1 << layout.Qubits;
        var h = new double[2 * size, 2 * size];
        for (int x = 0; x < size; x++)
        {
            for (int y = 0; y < size; y++)
            {
                int row = Array.IndexOf(states, x);
                int column = Array.IndexOf(states, y);
                double value = row >= 0 && column >= 0 ? m[row, column] : x == y && row < 0 ? 1 : 0;
                h[2 * x, 2 * y + 1] = h[2 * y + 1, 2 * x] = value;
            }
        }

        int steps = (int)Math.Ceiling(10 * Math.Abs(t)) + 1;
        var result = (Complex[])v.Clone();
        for (int step = 0; step < steps; step++)
        {
            var term = result;
            for (int order = 1; order <= 14; order++)
            {
                var next = new Complex[2 * size];
                for (int i = 0; i < next.Length; i++)
                {
                    for (int j = 0; j < next.Length; j++)
                    {
                        next[i] += h[i, j] * term[j];
                    }

                    next[i] *= Complex.ImaginaryOne * t / steps / order;
                }

                term = next;
                result = [.. result.Zip(term, (a, b) => a + b)];
            }
        }

        return result;
    }
}
