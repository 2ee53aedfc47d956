using System.Numerics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// Some rows of A and b, one after the other, for products alone: values in the precision of the vectors, columns in 16 bits where that is enough.
/// </summary>
internal abstract class CompressedRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected CompressedRows(int first, int[] starts, T[] values, T[] shift)
    {
        First = first;
        Starts = starts;
        Values = values;
        Shift = shift;
    }

    /// <summary>Bytes of all arrays.</summary>
    public abstract long Bytes { get; }

    /// <summary>Row of A that the first one is.</summary>
    public int First { get; }

    private protected int[] Starts { get; }

    private protected T[] Values { get; }

    /// <summary>b; empty where all of it is 0.</summary>
    private protected T[] Shift { get; }

    /// <summary>result = x + A x + times · b in these rows.</summary>
    public abstract void Product(ReadOnlySpan<T> x, Span<T> result, T times);

    /// <summary>sum += (I + A)ᵀ x, as far as these rows go.</summary>
    public abstract void AddTransposedProduct(ReadOnlySpan<T> x, Span<T> sum);

    /// <summary>Collects rows; of use for one block after the other.</summary>
    public sealed class Builder(bool isNarrow)
    {
        private readonly List<int> starts = [0];
        private readonly List<T> shift = [];
        private int[] columns = new int[1024];
        private T[] values = new T[1024];
        private int count;
        private bool hasShift;

        /// <summary>Adds the next row; columns ascend.</summary>
        public void Add(double constant, ReadOnlySpan<long> rowColumns, ReadOnlySpan<double> rowValues)
        {
            int end = checked(count + rowColumns.Length);
            if (end > values.Length)
            {
                int capacity = Math.Max(end, (int)Math.Min(2L * values.Length, Array.MaxLength));
                Array.Resize(ref columns, capacity);
                Array.Resize(ref values, capacity);
            }

            for (int k = 0; k < rowColumns.Length; k++)
            {
                columns[count + k] = (int)rowColumns[k];
                values[count + k] = T.CreateTruncating(rowValues[k]);
            }

            count = end;
            starts.Add(end);
            shift.Add(T.CreateTruncating(constant));
            hasShift |= constant != 0;
        }

        /// <summary>The rows since the last call; the first of them is row <paramref name="first"/> of A.</summary>
        public CompressedRows<T> Take(int first)
        {
            CompressedRows<T> rows = isNarrow ? Take<ushort>(first) : Take<int>(first);
            starts.RemoveRange(1, starts.Count - 1);
            shift.Clear();
            count = 0;
            hasShift = false;
            return rows;
        }

        private CompressedRows<T, TIndex> Take<TIndex>(int first)
            where TIndex : unmanaged, IBinaryInteger<TIndex>
        {
            var narrowed = new TIndex[count];
            for (int k = 0; k < count; k++)
            {
                narrowed[k] = TIndex.CreateTruncating(columns[k]);
            }

            return new CompressedRows<T, TIndex>(first, [.. starts], narrowed, values[..count], hasShift ? [.. shift] : []);
        }
    }
}

/// <summary>The rows with columns of one width.</summary>
internal sealed class CompressedRows<T, TIndex>(int first, int[] starts, TIndex[] columns, T[] values, T[] shift)
    : CompressedRows<T>(first, starts, values, shift)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    public override unsafe long Bytes =>
        (long)Values.Length * (sizeof(T) + sizeof(TIndex)) + (long)Starts.Length * sizeof(int) + (long)Shift.Length * sizeof(T);

    public override void Product(ReadOnlySpan<T> x, Span<T> result, T times)
    {
        bool isShifted = Shift.Length > 0 && times != T.Zero;
        for (int i = 0; i < Starts.Length - 1; i++)
        {
            int k = Starts[i];
            int last = Starts[i + 1];

            // Two sums hide the latency of additions; always split alike, so the bits are fixed.
            T even = x[First + i];
            T odd = T.Zero;
            for (; k < last - 1; k += 2)
            {
                even += Values[k] * x[int.CreateTruncating(columns[k])];
                odd += Values[k + 1] * x[int.CreateTruncating(columns[k + 1])];
            }

            T sum = k < last ? even + odd + Values[k] * x[int.CreateTruncating(columns[k])] : even + odd;
            result[First + i] = isShifted ? sum + times * Shift[i] : sum;
        }
    }

    public override void AddTransposedProduct(ReadOnlySpan<T> x, Span<T> sum)
    {
        for (int i = 0; i < Starts.Length - 1; i++)
        {
            T factor = x[First + i];
            sum[First + i] += factor;
            for (int k = Starts[i]; k < Starts[i + 1]; k++)
            {
                sum[int.CreateTruncating(columns[k])] += Values[k] * factor;
            }
        }
    }
}
