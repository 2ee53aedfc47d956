using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Simulation;
using CsCheck;

namespace CarlemanCompiler.Tests.Simulation;

/// <summary>Streams of gates, fused and in tiles, against the same gates one by one.</summary>
public sealed class GateFusionTests
{
    [Fact]
    public void FusedCircuitsAreTheirGates() =>
        Gen.Select(Gen.Int[1, 11], Gen.Int[4, 8], Gen.Int).Sample(
            (n, tileBits, seed) =>
            {
                var random = new RandomQuantum(seed);
                var gates = Gates(random, n, 10 + random.Below(300));
                var start = random.State(n);
                AssertClose(OneByOne(start, gates), Fused<double>(start, gates, tileBits), 1e-12);
                AssertClose(OneByOne(start, gates), Fused<float>(start, gates, tileBits), 1e-5);
            },
            iter: 200);

    [Fact]
    public void StreamsLongerThanTheWindowAreTheirGates()
    {
        var random = new RandomQuantum(11);
        var gates = Gates(random, 7, 20_000);
        var start = random.State(7);
        AssertClose(OneByOne(start, gates), Fused<double>(start, gates, 4), 1e-11);
    }

    [Fact]
    public void EveryPairOfQubitsInEveryPrecision()
    {
        // Two-qubit matrices, controlled ones on either value of the control, and phases, on every ordered pair of seven qubits: inside and
        // outside of registers and tiles.
        const int n = 7;
        var random = new RandomQuantum(12);
        var start = random.State(n);
        var full = new MatrixAction(random.Unitary(4, real: false));
        var real = new OrthogonalAction([.. random.Unitary(4, real: true).Select(a => a.Real)]);
        var multiplexed = new MultiplexedAction([.. random.Unitary(2, real: false), .. random.Unitary(2, real: true)]);
        var controlled = new ControlledAction(1, new MatrixAction(random.Unitary(2, real: false)));
        var controlledReal = new ControlledAction(1, new OrthogonalAction([0.6, -0.8, 0.8, 0.6]));
        var phases = new DiagonalAction([1, Complex.ImaginaryOne, -1, new Complex(0.6, 0.8)]);
        var swap = new PermutationAction([0, 2, 1, 3]);
        var cx = new PermutationAction([0, 1, 3, 2]);
        var zeroCx = new PermutationAction([1, 0, 2, 3]);
        foreach (QubitAction action in new QubitAction[] { full, real, multiplexed, controlled, controlledReal, phases, swap, cx, zeroCx })
        {
            for (int a = 0; a < n; a++)
            {
                for (int b = 0; b < n; b++)
                {
                    if (a != b)
                    {
                        var expected = DenseModel.Multiply(DenseModel.Embed(action, [a, b], n), start);
                        AssertClose(expected, ByAction<double>(start, action, a, b), 1e-13);
                        AssertClose(expected, ByAction<float>(start, action, a, b), 1e-6);
                    }
                }
            }
        }
    }

    [Fact]
    public void ControlledGatesOnEveryTripleOfQubits()
    {
        const int n = 6;
        var random = new RandomQuantum(13);
        var start = random.State(n);
        var toffoli = new ControlledAction(2, new PermutationAction([1, 0]));
        var matrix = new ControlledAction(2, new MatrixAction(random.Unitary(2, real: false)));
        for (int i = 0; i < n * n * n; i++)
        {
            int[] qubits = [i % n, i / n % n, i / n / n];
            if (qubits.Distinct().Count() == 3)
            {
                foreach (var action in new[] { toffoli, matrix })
                {
                    var expected = DenseModel.Multiply(DenseModel.Embed(action, qubits, n), start);
                    AssertClose(expected, ByAction<double>(start, action, qubits), 1e-13);
                    AssertClose(expected, ByAction<float>(start, action, qubits), 1e-6);
                }
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(12)]
    public void TheFourierTransformIsTheFourierMatrix(int n)
    {
        var gates = new QuantumFourierTransform(n).Flatten([.. Enumerable.Range(0, n)]).ToArray();
        int size = 1 << n;
        var random = new RandomQuantum(n);
        for (int run = 0; run < 3; run++)
        {
            int t = random.Below(size);
            var start = new Complex[size];
            start[t] = 1;
            var expected = Enumerable.Range(0, size)
                .Select(k => Complex.FromPolarCoordinates(1 / Math.Sqrt(size), 2 * Math.PI * ((long)t * k % size) / size))
                .ToArray();
            AssertClose(expected, Fused<double>(start, gates, 6), 1e-12);
            AssertClose(expected, Fused<float>(start, gates, 6), 1e-5);
            AssertClose(expected, Fused<double>(start, gates, 14), 1e-12);
        }
    }

    [Fact]
    public void DiagonalGatesInAnyOrderAreOneProduct() =>
        Gen.Select(Gen.Int[2, 9], Gen.Int).Sample(
            (n, seed) =>
            {
                // Rotations about Z and their conjugates by CX: pivots are chosen, turned and given up.
                var random = new RandomQuantum(seed);
                var gates = new List<GatePlacement>();
                for (int i = 0; i < 40; i++)
                {
                    int[] pair = random.Qubits(2, n);
                    gates.Add(new(Gate.RZ(random.Gauss()), [random.Below(n)]));
                    gates.Add(new(Gate.CX, [.. pair]));
                    gates.Add(new(Gate.RZ(random.Gauss()), [pair[1]]));
                    gates.Add(new(Gate.CX, [.. pair]));
                    gates.Add(new(Gate.GlobalPhase(random.Gauss()), []));
                }

                var start = random.State(n);
                AssertClose(OneByOne(start, gates), Fused<double>(start, gates, 5), 1e-12);
                AssertClose(OneByOne(start, gates), Fused<float>(start, gates, 5), 1e-5);
            },
            iter: 100);

    [Fact]
    public void TheNumberOfThreadsChangesNoBit()
    {
        SameBits<double>();
        SameBits<float>();

        static void SameBits<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            const int n = 18;
            var random = new RandomQuantum(14);
            var gates = Enumerable.Range(0, n).Select(q => new GatePlacement(Gate.H, [q])).Concat(Gates(random, n, 400)).ToArray();
            var expected = Run(1);
            Assert.True(expected.AsSpan().SequenceEqual(Run(2)));
            Assert.True(expected.AsSpan().SequenceEqual(Run(3)));

            Complex[] Run(int threads)
            {
                var state = new StateVector<T>(n, threads) { TileBits = 12 };
                state.ApplyGates(gates);
                return state.ToArray();
            }
        }
    }

    [Fact]
    public void AllocationsDoNotGrowWithTheGates()
    {
        var random = new RandomQuantum(15);
        GatePlacement[] few = [.. Gates(random, 9, 6_000)];
        GatePlacement[] many = [.. few, .. few, .. few, .. few];
        var state = new StateVector(9, threads: 1) { TileBits = 6, RunBits = 4 };
        state.ApplyGates(many);
        Assert.Equal(Allocated(few), Allocated(many));

        long Allocated(GatePlacement[] gates)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            state.ApplyGates(gates);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void SeveralThreadsAllocateNoMoreThanOne()
    {
        var random = new RandomQuantum(16);
        IEnumerable<GatePlacement> gates = Gates(random, 17, 200);
        var state = new StateVector(17, threads: 3) { TileBits = 10 };
        state.ApplyGates(gates);
        state.ApplyGates(gates);
        long before = GC.GetAllocatedBytesForCurrentThread();
        state.ApplyGates(gates);

        // The enumerator, and now and then a segment of the pool's queue.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000);
    }

    [Fact]
    public void SinglePrecisionDoublesWhatFits()
    {
        Assert.Equal(17, new StateVector<float>(17, memoryLimit: 1 << 20).QubitCount);
        var refused = Assert.Throws<SizeLimitException>(() => new StateVector(17, memoryLimit: 1 << 20));
        Assert.Contains("at most 16 qubits fit. In single precision it fits.", refused.Message, StringComparison.Ordinal);
        Assert.Throws<SizeLimitException>(() => new StateVector<float>(18, memoryLimit: 1 << 20));
        Assert.Throws<NotSupportedException>(() => new StateVector<Half>(3));
    }

    private static ImmutableArray<GatePlacement> Gates(RandomQuantum random, int n, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Gate(n)).Select(p => new GatePlacement((Gate)p.Operation, p.Qubits))];

    private static Complex[] OneByOne(Complex[] start, IEnumerable<GatePlacement> gates)
    {
        var state = StateVector.FromAmplitudes(start);
        foreach (var placement in gates)
        {
            state.Apply(placement.Gate, placement.Qubits.AsSpan());
        }

        return state.ToArray();
    }

    private static StateVector<T> Fused<T>(Complex[] start, IEnumerable<GatePlacement> gates, int tileBits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var state = Starting<T>(start);
        state.TileBits = tileBits;
        state.ApplyGates(gates);
        return state;
    }

    private static StateVector<T> ByAction<T>(Complex[] start, QubitAction action, params int[] qubits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var state = Starting<T>(start);
        state.Apply(action, qubits);
        return state;
    }

    private static StateVector<T> Starting<T>(Complex[] start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var state = new StateVector<T>(BitOperations.Log2((uint)start.Length));
        state.Set(start);

        // The narrowest tiles that the copies of runs allow.
        state.RunBits = typeof(T) == typeof(double) ? 4 : 5;
        return state;
    }

    private static void AssertClose<T>(Complex[] expected, StateVector<T> state, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True((expected[i] - state[i]).Magnitude < tolerance, $"amplitude {i}: {state[i]}, expected {expected[i]}");
        }
    }
}
