using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Simulation;

namespace CarlemanCompiler.Tests.Simulation;

/// <summary>Actions that stand for circuits too large to run, against those circuits where they are not.</summary>
public sealed class EmulationTests
{
    [Fact]
    public void ALookUpIsItsMultiControlledGates()
    {
        // |x⟩|y⟩ ↦ |x⟩|y ⊕ f(x)⟩ on 4 + 3 qubits.
        var random = new RandomQuantum(1);
        int[] table = [.. Enumerable.Range(0, 16).Select(_ => random.Below(8))];
        var gates = new List<Placement>();
        for (int x = 0; x < 16; x++)
        {
            int[] open = [.. Enumerable.Range(0, 4).Where(q => (x >> (3 - q) & 1) == 0)];
            gates.AddRange(open.Select(q => Placement.On(Gate.X, q)));
            for (int y = 0; y < 3; y++)
            {
                if ((table[x] >> (2 - y) & 1) != 0)
                {
                    gates.Add(Placement.On(new MultiControlledX(4), 0, 1, 2, 3, 4 + y));
                }
            }

            gates.AddRange(open.Select(q => Placement.On(Gate.X, q)));
        }

        var action = new PermutationFunctionAction(i => i ^ table[i >> 3]);
        AssertSame(new CompositeOperation("look-up", 7, [.. gates]), action, [6, 1, 3, 7, 0, 8, 4], 9);
    }

    [Fact]
    public void PhaseEstimationThroughTheSpectrumIsItsGates()
    {
        // H = V diag(λ) Vᵀ on 3 qubits, a clock of 4: by gates the powers run one after the other, by actions all at once.
        const int clock = 4;
        var random = new RandomQuantum(2);
        double[] eigenvalues = [.. Enumerable.Range(0, 8).Select(_ => random.Gauss())];
        var rows = random.Unitary(8, real: true);
        var vectors = new double[8, 8];
        for (int i = 0; i < 64; i++)
        {
            vectors[i / 8, i % 8] = rows[i].Real;
        }

        var basis = OrthogonalTransform.Of(vectors);
        ImmutableArray<int> system = [4, 5, 6];
        var parts = new List<Placement> { new(basis.Adjoint(), system) };
        parts.AddRange(Enumerable.Range(0, clock).Select(q => Placement.On(Gate.H, q)));
        for (int q = 0; q < clock; q++)
        {
            int power = 1 << (clock - 1 - q);
            var evolution = new DiagonalPhase([.. eigenvalues.Select(lambda => lambda * power)]);
            parts.Add(new Placement(evolution.Controlled(), [q, .. system]));
        }

        parts.Add(new Placement(new QuantumFourierTransform(clock).Adjoint(), [0, 1, 2, 3]));
        parts.Add(new Placement(basis, system));
        var byGates = new CompositeOperation("phase estimation", 7, [.. parts]);

        var start = random.State(7);
        int[] all = [.. Enumerable.Range(0, 7)];
        var expected = StateVector.FromAmplitudes(start);
        expected.ApplyGates(byGates.Flatten([.. all]));

        var state = StateVector.FromAmplitudes(start);
        var transposed = new double[64];
        for (int i = 0; i < 64; i++)
        {
            transposed[i % 8 * 8 + i / 8] = rows[i].Real;
        }

        state.Apply(new OrthogonalAction(transposed), 4, 5, 6);
        foreach (int q in all[..clock])
        {
            state.Apply(Gate.H, q);
        }

        state.Apply(new PhaseFunctionAction(i => eigenvalues[i & 7] * (i >> 3)), all);
        state.Apply(new QuantumFourierTransform(clock).Adjoint(), 0, 1, 2, 3);
        state.Apply(new OrthogonalAction([.. rows.Select(r => r.Real)]), 4, 5, 6);
        AssertClose(expected.ToArray(), state);
    }

    [Fact]
    public void ASparseBlockEncodingHoldsItsMatrix()
    {
        // Three diagonals a S⁻¹ + b + c S with signs: |j⟩ is prepared with amplitudes √(w_j/α), the row moves by j, and signs are phases.
        const int n = 6;
        const int size = 1 << n;
        double[] weights = [0.5, 1.25, 0.75, 0];
        double[] signs = [1, -1, 1, 1];
        int[] shifts = [-1, 0, 1, 0];
        double alpha = weights.Sum();
        var prepare = new DenseStatePreparation([.. weights.Select(w => Math.Sqrt(w / alpha))]);
        int[] all = [.. Enumerable.Range(0, n + 2)];
        var random = new RandomQuantum(3);
        var system = random.State(n);
        var state = StateVector.FromAmplitudes([.. system, .. new Complex[3 * size]]);
        state.Apply(prepare, 0, 1);
        state.Apply(new PhaseFunctionAction(j => signs[j] < 0 ? Math.PI : 0), 0, 1);
        state.Apply(new PermutationFunctionAction(i => (i & ~(size - 1)) | ((i + shifts[i >> n]) & (size - 1))), all);
        state.Apply(prepare.Adjoint(), 0, 1);
        var block = state.AmplitudesWhere(0, 0, 1);
        for (int row = 0; row < size; row++)
        {
            var terms = weights.Select((w, j) => signs[j] * w * system[(row - shifts[j] + size) % size]);
            Assert.True((terms.Aggregate((x, y) => x + y) / alpha - block[row]).Magnitude < 1e-12);
        }

        Assert.Equal(1, state.SquaredNorm(), 1e-12);
    }

    [Fact]
    public void FunctionsThatAreNoPermutationsAreRefused()
    {
        var state = new StateVector(5);
        foreach (var image in new Func<int, int>[] { i => 0, i => i / 2, i => i + 1, i => i == 3 ? 2 : i })
        {
            var refused = Assert.Throws<ArgumentException>(() => state.Apply(new PermutationFunctionAction(image), 0, 2, 4));
            Assert.Contains("permutation of 8 states", refused.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => state.Apply(new SparseMatrixAction([0, 1, 3], [0, 1], [1, 1]), 0));
    }

    [Fact]
    public void FourMillionStatesNeedNoTable()
    {
        // 22 qubits: an addition modulo 2^22 and a phase on all of them.
        const int n = 22;
        const int mask = (1 << n) - 1;
        var state = new StateVector<float>(n);
        int[] all = [.. Enumerable.Range(0, n)];
        state.Apply(new PermutationFunctionAction(i => (i + 12345) & mask), all);
        state.Apply(new PhaseFunctionAction(i => i * 1e-3), all);
        Assert.True((Complex.FromPolarCoordinates(1, 12.345) - state[12345]).Magnitude < 1e-6);
    }

    private static void AssertSame(Operation operation, QubitAction action, int[] qubits, int n)
    {
        var start = new RandomQuantum(n).State(n);
        var byGates = StateVector.FromAmplitudes(start);
        byGates.ApplyGates(operation.Flatten([.. qubits]));
        var byAction = StateVector.FromAmplitudes(start);
        byAction.Apply(action, qubits);
        AssertClose(byGates.ToArray(), byAction);
    }

    private static void AssertClose(Complex[] expected, StateVector state)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True((expected[i] - state[i]).Magnitude < 1e-10, $"amplitude {i}: {state[i]}, expected {expected[i]}");
        }
    }
}
