using System.Numerics;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <content>What a measurement would give: probabilities, samples, post-selection.</content>
public unsafe partial class StateVector<T>
{
    /// <summary>Amplitudes in one partial sum: fixed, so that a sum does not depend on the number of threads.</summary>
    private const int SumBlock = 1 << 12;

    /// <summary>‖ψ‖², 1 up to rounding after unitary operations. One pass.</summary>
    public double SquaredNorm() => Sum(0, 0);

    /// <summary>|⟨index|ψ⟩|².</summary>
    public double Probability(int index)
    {
        ThrowIfOutside(index);
        double probability = WeightAt(index);
        GC.KeepAlive(this);
        return probability;
    }

    /// <summary>The probability of a value of one qubit. Half a pass.</summary>
    public double Probability(int qubit, int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
        uint bit = 1u << BitOf(qubit);
        return Sum(bit, value == 1 ? bit : 0);
    }

    /// <summary>
    /// The distribution of the listed qubits when all are measured: 2^m numbers, the first qubit listed the most significant bit. One pass.
    /// </summary>
    public double[] Probabilities(params ReadOnlySpan<int> qubits)
    {
        Span<int> bits = stackalloc int[qubits.Length];
        BitsOf(qubits, bits);
        var distribution = new double[1 << qubits.Length];
        var outcomes = new OutcomeReader(bits);
        for (int i = 0; i < Length; i++)
        {
            distribution[outcomes.Of((uint)i)] += WeightAt(i);
        }

        GC.KeepAlive(this);
        return distribution;
    }

    /// <summary>⟨this|other⟩. One pass over both.</summary>
    public Complex InnerProduct(StateVector<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.QubitCount != QubitCount)
        {
            throw new ArgumentException($"States of {QubitCount} and {other.QubitCount} qubits have no inner product.", nameof(other));
        }

        uint blocks = Blocks(1u << StoredBits);
        var partial = new double[2 * blocks];
        fixed (double* sums = partial)
        {
            RangeRunner.Run(new InnerProductKernel(re, im, other.re, other.im, BlockLength, sums), blocks, SumBlock, Threads);
        }

        double real = 0;
        double imaginary = 0;
        for (int block = 0; block < blocks; block++)
        {
            real += partial[2 * block];
            imaginary += partial[2 * block + 1];
        }

        GC.KeepAlive(this);
        GC.KeepAlive(other);
        return new Complex(real, imaginary);
    }

    /// <summary>
    /// Keeps the part of the state where a qubit has a value and normalises it. Two passes.
    /// </summary>
    /// <returns>The probability that this value would have been measured.</returns>
    /// <exception cref="InvalidOperationException">The value has probability 0.</exception>
    public double PostSelect(int qubit, int value)
    {
        double probability = Probability(qubit, value);
        if (!(probability > 0))
        {
            throw new InvalidOperationException($"Qubit {qubit} is never measured as {value} in this state.");
        }

        uint bit = 1u << BitOf(qubit);
        Keep(bit, value == 1 ? bit : 0, 1 / Math.Sqrt(probability));
        GC.KeepAlive(this);
        return probability;
    }

    /// <summary>
    /// Measures the listed qubits: the state becomes the part with their outcome, normalised. Two passes at most.
    /// </summary>
    /// <param name="uniform">
    /// A random number in (0, 1]: the outcome is that of the basis state at which the probabilities, summed in order, reach it. The same
    /// number gives the same outcome whatever the threads.
    /// </param>
    /// <param name="qubits">The first is the most significant bit of the outcome.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="InvalidOperationException">The state is 0 everywhere.</exception>
    public int Measure(double uniform, params ReadOnlySpan<int> qubits)
    {
        if (!(uniform > 0 && uniform <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(uniform), uniform, "A number in (0, 1] is needed.");
        }

        Span<int> bits = stackalloc int[qubits.Length];
        BitsOf(qubits, bits);
        uint mask = Mask(bits);
        uint index = IndexAt(uniform);
        double probability = Sum(mask, index & mask);
        Keep(mask, index & mask, 1 / Math.Sqrt(probability));
        GC.KeepAlive(this);
        return (int)TableIndex(index, bits);
    }

    /// <summary>
    /// Measures the listed qubits in <paramref name="shots"/> fresh copies of the state. The same seed gives the same counts. One pass and
    /// O(min(shots, 2^n)) random numbers, with no more memory than the outcomes seen.
    /// </summary>
    /// <param name="shots">Number of measurements, at least 0.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="qubits">The first is the most significant bit of an outcome.</param>
    public SampleCounts Sample(long shots, int seed, params ReadOnlySpan<int> qubits) => Sample(shots, new Xoshiro256((uint)seed), qubits);

    internal SampleCounts Sample(long shots, Xoshiro256 random, ReadOnlySpan<int> qubits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shots);
        Span<int> bits = stackalloc int[qubits.Length];
        BitsOf(qubits, bits);
        var outcomes = new OutcomeReader(bits);
        var seen = new Dictionary<int, long>();
        foreach (var (index, hits) in shots < Length ? OrderedShots(shots, random) : SplitShots(shots, random))
        {
            int outcome = outcomes.Of((uint)index);
            seen[outcome] = seen.GetValueOrDefault(outcome) + hits;
        }

        GC.KeepAlive(this);
        return new SampleCounts(qubits.Length, seen);
    }

    /// <summary>
    /// Few shots: their uniform numbers are made in ascending order, so that one walk along the cumulative probabilities serves all. With m
    /// left above x the next one is 1 − (1 − x) v^{1/m}, v uniform.
    /// </summary>
    private IEnumerable<(int Index, long Hits)> OrderedShots(long left, Xoshiro256 random)
    {
        double total = SquaredNorm();
        double logAbove = 0;
        double next = 0;
        double cumulative = 0;
        int last = 0;
        for (int i = 0; i < Length && left > 0; i++)
        {
            double probability = WeightAt(i);
            if (probability == 0)
            {
                continue;
            }

            last = i;
            cumulative += probability;
            long hits = 0;
            while (left > 0)
            {
                if (next == 0)
                {
                    logAbove += Math.Log(random.NextUnit()) / left;
                    next = -double.ExpM1(logAbove) * total;
                }

                if (next > cumulative)
                {
                    break;
                }

                hits++;
                left--;
                next = 0;
            }

            if (hits > 0)
            {
                yield return (i, hits);
            }
        }

        // Rounding of the running sum can leave a number above its end.
        if (left > 0)
        {
            yield return (last, left);
        }
    }

    /// <summary>Many shots: each outcome takes a binomial share of the shots that the outcomes before it left.</summary>
    private IEnumerable<(int Index, long Hits)> SplitShots(long left, Xoshiro256 random)
    {
        double remaining = SquaredNorm();
        int last = 0;
        for (int i = 0; i < Length && left > 0; i++)
        {
            double probability = WeightAt(i);
            if (probability == 0)
            {
                continue;
            }

            last = i;
            long hits = Binomial.Sample(random, left, remaining > 0 ? probability / remaining : 1);
            remaining -= probability;
            left -= hits;
            if (hits > 0)
            {
                yield return (i, hits);
            }
        }

        if (left > 0)
        {
            yield return (last, left);
        }
    }

    /// <summary>|amplitude|² at an index.</summary>
    private double WeightAt(long index)
    {
        double r = Lanes<T>.ToDouble(re[index]);
        double i = Lanes<T>.ToDouble(im[index]);
        return r * r + i * i;
    }

    /// <summary>The basis state at which the running sum of probabilities reaches a part of its end; never one of probability 0.</summary>
    private uint IndexAt(double uniform)
    {
        var sums = BlockSums(0, 0);
        double goal = uniform * sums.Sum();
        double reached = 0;
        uint last = uint.MaxValue;
        for (uint block = 0; block < sums.Length; block++)
        {
            // Rounding can leave the goal above the last sum: then the last possible basis state is the one.
            double before = reached;
            reached += sums[block];
            if (sums[block] == 0 || (reached < goal && sums.AsSpan((int)block + 1).ContainsAnyExcept(0)))
            {
                continue;
            }

            double inside = before;
            for (uint i = block * (uint)BlockLength; i < (block + 1) * (uint)BlockLength; i++)
            {
                double weight = WeightAt(i);
                inside += weight;
                last = weight > 0 ? i : last;
                if (weight > 0 && inside >= goal)
                {
                    return i;
                }
            }

            return last;
        }

        throw new InvalidOperationException("A state that is 0 everywhere cannot be measured.");
    }

    /// <summary>Scales the amplitudes whose bits under the mask have a value, and clears the others. One pass.</summary>
    private void Keep(uint mask, uint value, double scale)
    {
        uint blocks = Blocks(1u << StoredBits);
        RangeRunner.Run(new KeepKernel(re, im, mask, value, scale, BlockLength), blocks, SumBlock, Threads);
    }

    private int BlockLength => Math.Min(SumBlock, 1 << StoredBits);

    private static uint Blocks(uint amplitudes) => Math.Max(1, amplitudes / SumBlock);

    /// <summary>Σ |amplitude|² over the indices whose bits under <paramref name="mask"/> equal <paramref name="value"/>.</summary>
    private double Sum(uint mask, uint value) => BlockSums(mask, value).Sum();

    private double[] BlockSums(uint mask, uint value)
    {
        uint blocks = Blocks(1u << StoredBits);
        var partial = new double[blocks];
        fixed (double* sums = partial)
        {
            RangeRunner.Run(new SquaredSumKernel(re, im, mask, value, BlockLength, sums), blocks, SumBlock, Threads);
        }

        GC.KeepAlive(this);
        return partial;
    }

    /// <summary>Partial sums of squared moduli, eight amplitudes at a time; bits inside the eight mask lanes.</summary>
    private readonly struct SquaredSumKernel(T* re, T* im, uint mask, uint value, int length, double* sums) : IRangeKernel
    {
        public void Run(uint begin, uint end)
        {
            var kept = Lanes<double>.Where(mask & 7, value & 7);
            for (uint block = begin; block < end; block++)
            {
                var sum = Vector512<double>.Zero;
                uint start = block * (uint)length;
                for (uint i = start; i < start + (uint)length; i += 8)
                {
                    if ((i & mask & ~7u) != (value & ~7u))
                    {
                        continue;
                    }

                    var r = Lanes<T>.Load(re + i) & kept;
                    var s = Lanes<T>.Load(im + i) & kept;
                    sum = Vector512.FusedMultiplyAdd(r, r, Vector512.FusedMultiplyAdd(s, s, sum));
                }

                sums[block] = Vector512.Sum(sum);
            }
        }
    }

    private readonly struct KeepKernel(T* re, T* im, uint mask, uint value, double scale, int length) : IRangeKernel
    {
        public void Run(uint begin, uint end)
        {
            uint low = Lanes<T>.Mask;
            var kept = Lanes<T>.Where(mask & low, value & low) & Lanes<T>.All(scale);
            for (uint i = begin * (uint)length; i < end * (uint)length; i += (uint)Lanes<T>.Count)
            {
                var factor = (i & mask & ~low) == (value & ~low) ? kept : Vector512<T>.Zero;
                (Vector512.Load(re + i) * factor).Store(re + i);
                (Vector512.Load(im + i) * factor).Store(im + i);
            }
        }
    }

    private readonly struct InnerProductKernel(T* re, T* im, T* otherRe, T* otherIm, int length, double* sums)
        : IRangeKernel
    {
        public void Run(uint begin, uint end)
        {
            for (uint block = begin; block < end; block++)
            {
                var real = Vector512<double>.Zero;
                var imaginary = Vector512<double>.Zero;
                uint start = block * (uint)length;
                for (uint i = start; i < start + (uint)length; i += 8)
                {
                    var r = Lanes<T>.Load(re + i);
                    var s = Lanes<T>.Load(im + i);
                    var otherR = Lanes<T>.Load(otherRe + i);
                    var otherS = Lanes<T>.Load(otherIm + i);
                    real = Vector512.FusedMultiplyAdd(r, otherR, Vector512.FusedMultiplyAdd(s, otherS, real));
                    imaginary += r * otherS - s * otherR;
                }

                sums[2 * block] = Vector512.Sum(real);
                sums[2 * block + 1] = Vector512.Sum(imaginary);
            }
        }
    }

    /// <summary>The outcome that an amplitude's index belongs to.</summary>
    private readonly struct OutcomeReader
    {
        private readonly uint mask;
        private readonly int[]? bits;

        public OutcomeReader(ReadOnlySpan<int> bits)
        {
            mask = Mask(bits);
            this.bits = InOrder(bits) ? null : bits.ToArray();
        }

        public int Of(uint index) => (int)(bits is null ? Bits.Extract(index, mask) : TableIndex(index, bits));
    }
}
