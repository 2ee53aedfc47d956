using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Simulation;
using CsCheck;

namespace CarlemanCompiler.Tests.Simulation;

/// <summary>The kernels against full matrices.</summary>
public sealed class StateVectorActionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void EveryKindOfActionIsItsMatrix(int kind) =>
        Gen.Select(Gen.Int[1, 7], Gen.Int).Sample(
            (n, seed) =>
            {
                var random = new RandomQuantum(seed);
                int k = 1 + random.Below(n);
                AssertIsMatrix(random.Action(kind, k), random.Qubits(k, n), random.State(n));
            },
            iter: 200);

    [Fact]
    public void EightQubitsToo()
    {
        var random = new RandomQuantum(8);
        for (int kind = 0; kind < RandomQuantum.ActionKinds; kind++)
        {
            foreach (int k in new[] { 2, 5, 8 })
            {
                AssertIsMatrix(random.Action(kind, k), random.Qubits(k, 8), random.State(8));
            }
        }
    }

    [Fact]
    public void EveryGateOnEveryQubitIsItsAction()
    {
        var random = new RandomQuantum(1);
        const int n = 5;
        for (int i = 0; i < 400; i++)
        {
            var placement = random.Gate(n);
            var start = random.State(n);
            var state = StateVector.FromAmplitudes(start);
            state.Apply(placement.Operation, placement.Qubits.AsSpan());
            AssertClose(DenseModel.Multiply(DenseModel.Embed(placement.Operation.Action, [.. placement.Qubits], n), start), state);
        }
    }

    [Fact]
    public void GatesUnderControlsAreTheirActionsUnderControls() =>
        Gen.Select(Gen.Int[2, 7], Gen.Int).Sample(
            (n, seed) =>
            {
                var random = new RandomQuantum(seed);
                int controls = 1 + random.Below(n - 1);
                var sequence = new SequenceAction([.. Enumerable.Range(0, 4).Select(_ => random.Gate(n - controls))]);
                AssertIsMatrix(new ControlledAction(controls, sequence), random.Qubits(n, n), random.State(n));
            },
            iter: 200);

    [Fact]
    public void RunningByActionsAndByGatesGivesOneState() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int).Sample(
            (n, seed) =>
            {
                var circuit = new RandomQuantum(seed).Circuit(n, 60);
                AssertClose(StateVector.Run(circuit).ToArray(), StateVector.RunGates(circuit));
            },
            iter: 50);

    [Fact]
    public void AThousandActionsKeepTheNorm()
    {
        var random = new RandomQuantum(3);
        var state = StateVector.FromAmplitudes(random.State(10));
        for (int i = 0; i < 1000; i++)
        {
            int k = 1 + random.Below(4);
            state.Apply(random.Action(i % RandomQuantum.ActionKinds, k), random.Qubits(k, 10));
        }

        Assert.Equal(1, state.SquaredNorm(), 1e-12);
    }

    [Fact]
    public void TheNumberOfThreadsChangesNoBit()
    {
        var random = new RandomQuantum(4);
        const int n = 18;
        StateVector[] states = [new(n, threads: 1), new(n, threads: 2), new(n, threads: 3)];
        for (int qubit = 0; qubit < n; qubit++)
        {
            Apply(new OrthogonalAction([0.6, 0.8, 0.8, -0.6]), [qubit]);
        }

        for (int i = 0; i < 5 * RandomQuantum.ActionKinds; i++)
        {
            int k = 1 + random.Below(6);
            Apply(random.Action(i % RandomQuantum.ActionKinds, k), random.Qubits(k, n));
        }

        var expected = states[0].ToArray();
        foreach (var state in states[1..])
        {
            Assert.True(expected.AsSpan().SequenceEqual(state.ToArray()));
            Assert.Equal(states[0].SquaredNorm(), state.SquaredNorm());
            Assert.Equal(states[0].Probability(5, 1), state.Probability(5, 1));
            Assert.Equal(states[0].InnerProduct(states[0]), state.InnerProduct(states[1]));
        }

        void Apply(QubitAction action, int[] qubits)
        {
            foreach (var state in states)
            {
                state.Apply(action, qubits);
            }
        }
    }

    [Fact]
    public void GatesAllocateNothing()
    {
        var random = new RandomQuantum(5);
        var placements = Enumerable.Range(0, 500).Select(_ => random.Gate(8)).ToArray();
        var state = new StateVector(8, threads: 1);
        ApplyAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ApplyAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void ApplyAll()
        {
            foreach (var placement in placements)
            {
                state.Apply(placement.Operation, placement.Qubits.AsSpan());
            }
        }
    }

    [Fact]
    public void BadPlacementsAndTablesAreNamed()
    {
        var state = new StateVector(3);
        Assert.Contains(
            "CX acts on 2 qubits; 1 were given",
            Assert.Throws<ArgumentException>(() => state.Apply(Gate.CX, 0)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Qubit 1 is listed twice",
            Assert.Throws<ArgumentException>(() => state.Apply(Gate.CX, 1, 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("0..2", Assert.Throws<ArgumentOutOfRangeException>(() => state.Apply(Gate.X, 3)).Message, StringComparison.Ordinal);
        var wrong = Assert.Throws<ArgumentException>(() => state.Apply(new DiagonalAction([1, 1, 1]), 0, 1));
        Assert.Contains("DiagonalAction has 3 entries; its qubits need 4", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStateThatDoesNotFitIsRefusedWithWhatWouldFit()
    {
        var refused = Assert.Throws<SizeLimitException>(() => new StateVector(20, memoryLimit: 1 << 20));
        Assert.Contains("at most 16 qubits fit", refused.Message, StringComparison.Ordinal);
        Assert.Throws<SizeLimitException>(() => new StateVector(31, memoryLimit: long.MaxValue));
        Assert.Throws<SizeLimitException>(() => new StateVector(1000));
        Assert.Equal(16, new StateVector(16, memoryLimit: 1 << 20).QubitCount);
    }

    [Fact]
    public void ScatteredBitsAreReadAndWrittenWithoutHardwareSupportToo() =>
        Gen.Select(Gen.UInt, Gen.UInt).Sample((value, mask) =>
        {
            Assert.Equal(Bits.Extract(value, mask), Bits.ExtractPortable(value, mask));
            Assert.Equal(Bits.Deposit(value, mask), Bits.DepositPortable(value, mask));
            Assert.Equal(value & mask, Bits.DepositPortable(Bits.ExtractPortable(value, mask), mask));
        });

    private static void AssertIsMatrix(QubitAction action, int[] qubits, Complex[] start)
    {
        var state = StateVector.FromAmplitudes(start);
        state.Apply(action, qubits);
        AssertClose(DenseModel.Multiply(DenseModel.Embed(action, qubits, state.QubitCount), start), state);
    }

    private static void AssertClose(Complex[] expected, StateVector state)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True((expected[i] - state[i]).Magnitude < 1e-12, $"amplitude {i}: {state[i]}, expected {expected[i]}");
        }
    }
}
