using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CarlemanCompiler.Data;

/// <summary>
/// Four samples at a time in the lanes of vectors: what a generated mean gradient runs on. It brings blocks of row-major samples into lanes,
/// holds the partial sums, and makes means of them. The result depends on no instruction set: lane k always holds every fourth sample.
/// </summary>
/// <remarks>
/// The first block is the short one when the number of samples is no multiple of four; its empty lanes repeat a sample, and what they add
/// is taken out again before the second block.
/// </remarks>
public ref struct SampleLanes
{
    /// <summary>Samples in one block.</summary>
    public const int Count = 4;

    /// <summary>Doubles that align the vectors.</summary>
    private const int Slack = 8;

    private readonly ReadOnlySpan<double> samples;
    private readonly int sampleCount;
    private readonly double[]? rented;
    private int done;

    /// <summary>Starts before the first block.</summary>
    /// <param name="weights">θ; every lane gets its own copy.</param>
    /// <param name="weightCount">n.</param>
    /// <param name="samples">Row-major, one or more.</param>
    /// <param name="sampleWidth">Numbers in a sample, 1 or more.</param>
    /// <param name="sumCount">Partial sums.</param>
    /// <param name="valueCount">Vectors for intermediate values.</param>
    /// <param name="scratch">
    /// <see cref="ScratchSize"/> numbers or more; empty to rent them, and then <see cref="Dispose"/> gives them back.
    /// </param>
    /// <exception cref="ArgumentException">The weights are not n, or the samples not one or more whole ones.</exception>
    public SampleLanes(
        ReadOnlySpan<double> weights, int weightCount, ReadOnlySpan<double> samples, int sampleWidth, int sumCount, int valueCount,
        Span<double> scratch)
    {
        if (weights.Length != weightCount)
        {
            throw new ArgumentException($"{weights.Length} weights were given; the model has {weightCount}.", nameof(weights));
        }

        if (samples.IsEmpty || samples.Length % sampleWidth != 0)
        {
            throw new ArgumentException($"{samples.Length} numbers are not one or more samples of {sampleWidth}.", nameof(samples));
        }

        this.samples = samples;
        sampleCount = samples.Length / sampleWidth;
        int size = ScratchSize(weightCount + sampleWidth + sumCount + valueCount);
        if (scratch.IsEmpty)
        {
            scratch = rented = ArrayPool<double>.Shared.Rent(size);
        }
        else if (scratch.Length < size)
        {
            throw new ArgumentException($"The scratch has {scratch.Length} numbers; {size} are needed.", nameof(scratch));
        }

        var lanes = Align(scratch);
        Weights = lanes[..weightCount];
        Sample = lanes.Slice(weightCount, sampleWidth);
        Sums = lanes.Slice(weightCount + sampleWidth, sumCount);
        Values = lanes.Slice(weightCount + sampleWidth + sumCount, valueCount);
        Sums.Clear();
        for (int i = 0; i < weights.Length; i++)
        {
            Weights[i] = Vector256.Create(weights[i]);
        }
    }

    /// <summary>θ, the same in every lane.</summary>
    public Span<Vector256<double>> Weights { get; }

    /// <summary>The numbers of the current block's samples.</summary>
    public Span<Vector256<double>> Sample { get; }

    /// <summary>The partial sums, zero at the start: the loop adds to them.</summary>
    public Span<Vector256<double>> Sums { get; }

    /// <summary>Room for intermediate values.</summary>
    public Span<Vector256<double>> Values { get; }

    /// <summary>Doubles that <paramref name="vectors"/> vectors take.</summary>
    public static int ScratchSize(int vectors) => Count * vectors + Slack;

    /// <summary>Loads the next block; false after the last one.</summary>
    public bool Next()
    {
        RemoveRepeated();
        if (done == sampleCount)
        {
            return false;
        }

        int width = Sample.Length;
        if (done == 0 && sampleCount % Count != 0)
        {
            done = sampleCount % Count;
            for (int v = 0; v < width; v++)
            {
                Sample[v] = Vector256.Create(
                    samples[v], samples[done > 1 ? width + v : v], samples[done > 2 ? 2 * width + v : v], samples[v]);
            }

            return true;
        }

        ref double block = ref Unsafe.Add(ref MemoryMarshal.GetReference(samples), (nint)done * width);
        done += Count;
        Transpose(ref block, width, Sample);
        return true;
    }

    /// <summary>The partial sums over the number of samples.</summary>
    public readonly Span<double> Means() => Means(sampleCount);

    /// <summary>The partial sums over one of them: where a sample has a weight, over the sum of the weights.</summary>
    public readonly Span<double> MeansBy(int sum) => Means(Vector256.Sum(Sums[sum]));

    /// <summary>Gives rented room back.</summary>
    public readonly void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>Element k lies where lane 0 of sum k/4 was: it is written after that sum was read.</summary>
    private readonly Span<double> Means(double divisor)
    {
        var means = MemoryMarshal.Cast<Vector256<double>, double>(Sums);
        for (int k = 0; k < Sums.Length; k++)
        {
            means[k] = Vector256.Sum(Sums[k]) / divisor;
        }

        return means[..Sums.Length];
    }

    private readonly void RemoveRepeated()
    {
        if (done is > 0 and < Count)
        {
            var real = Vector256.LessThan(Vector256.Create(0.0, 1.0, 2.0, 3.0), Vector256.Create((double)done));
            foreach (ref var sum in Sums)
            {
                sum = Vector256.ConditionalSelect(real, sum, Vector256<double>.Zero);
            }
        }
    }

    /// <summary>A 4 × width block of rows to width vectors of columns.</summary>
    private static void Transpose(ref double rows, int width, Span<Vector256<double>> columns)
    {
        int v = 0;
        if (Avx.IsSupported)
        {
            for (; v <= width - Count; v += Count)
            {
                var r0 = Vector256.LoadUnsafe(ref rows, (nuint)v);
                var r1 = Vector256.LoadUnsafe(ref rows, (nuint)(width + v));
                var r2 = Vector256.LoadUnsafe(ref rows, (nuint)(2 * width + v));
                var r3 = Vector256.LoadUnsafe(ref rows, (nuint)(3 * width + v));
                var (even01, odd01) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
                var (even23, odd23) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
                columns[v] = Avx.Permute2x128(even01, even23, 0x20);
                columns[v + 1] = Avx.Permute2x128(odd01, odd23, 0x20);
                columns[v + 2] = Avx.Permute2x128(even01, even23, 0x31);
                columns[v + 3] = Avx.Permute2x128(odd01, odd23, 0x31);
            }
        }

        for (; v < width; v++)
        {
            columns[v] = Vector256.Create(
                Unsafe.Add(ref rows, v), Unsafe.Add(ref rows, width + v), Unsafe.Add(ref rows, 2 * width + v),
                Unsafe.Add(ref rows, 3 * width + v));
        }
    }

    /// <summary>Vectors that share no cache line where they need not; memory on the stack does not move.</summary>
    private static unsafe Span<Vector256<double>> Align(Span<double> scratch)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(scratch));
        int offset = (int)((64 - address % 64) % 64 / sizeof(double));
        return MemoryMarshal.Cast<double, Vector256<double>>(scratch[offset..]);
    }
}
