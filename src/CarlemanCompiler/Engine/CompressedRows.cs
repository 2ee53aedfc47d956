using System.Numerics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Engine;

/// <summary>A sparse matrix for products alone: values in the precision of the vectors, columns in 16 bits where that is enough.</summary>
internal abstract class CompressedRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected CompressedRows(SparseMatrix matrix)
    {
        Starts = matrix.RowStarts;
        Values = new T[matrix.NonzeroCount];
        for (int k = 0; k < Values.Length; k++)
        {
            Values[k] = T.CreateChecked(matrix.Values[k]);
        }
    }

    /// <summary>Bytes of all arrays.</summary>
    public abstract long Bytes { get; }

    /// <summary>Rows of the matrix.</summary>
    public int RowCount => Starts.Length - 1;

    private protected int[] Starts { get; }

    private protected T[] Values { get; }

    /// <summary>The rows of a square matrix.</summary>
    public static CompressedRows<T> Of(SparseMatrix matrix) => matrix.ColumnCount <= ushort.MaxValue + 1
        ? new CompressedRows<T, ushort>(matrix)
        : new CompressedRows<T, int>(matrix);

    /// <summary>result[i] = x[i] + Σ_k A[i, k] x[k] for rows first..end−1.</summary>
    public abstract void AddProduct(ReadOnlySpan<T> x, Span<T> result, int first, int end);
}

/// <summary>The rows with columns of one width.</summary>
internal sealed class CompressedRows<T, TIndex> : CompressedRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TIndex : unmanaged, IBinaryInteger<TIndex>
{
    private readonly TIndex[] columns;

    public CompressedRows(SparseMatrix matrix)
        : base(matrix)
    {
        columns = new TIndex[matrix.NonzeroCount];
        for (int k = 0; k < columns.Length; k++)
        {
            columns[k] = TIndex.CreateTruncating(matrix.Columns[k]);
        }
    }

    public override unsafe long Bytes => (long)Values.Length * (sizeof(T) + sizeof(TIndex)) + (long)Starts.Length * sizeof(int);

    public override void AddProduct(ReadOnlySpan<T> x, Span<T> result, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            int k = Starts[i];
            int last = Starts[i + 1];

            // Two sums hide the latency of additions; always split alike, so the bits are fixed.
            T even = x[i];
            T odd = T.Zero;
            for (; k < last - 1; k += 2)
            {
                even += Values[k] * x[int.CreateTruncating(columns[k])];
                odd += Values[k + 1] * x[int.CreateTruncating(columns[k + 1])];
            }

            result[i] = k < last ? even + odd + Values[k] * x[int.CreateTruncating(columns[k])] : even + odd;
        }
    }
}
