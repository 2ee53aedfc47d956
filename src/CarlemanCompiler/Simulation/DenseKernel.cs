using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// A dense 2^k × 2^k matrix on k qubits under controls. The amplitudes form a matrix of 2^k rows (target bits) and as many columns as the
/// other bits have values; panels of columns are gathered, multiplied as a small dense product and scattered back. An item is one panel.
/// </summary>
/// <remarks>
/// Real and imaginary parts are neighbouring columns of the same panel, so a real matrix costs one real product and a complex one two, the
/// second against the panel multiplied by i. A panel is stored in blocks of two registers' (or one's) columns that stay in the first-level
/// cache.
/// </remarks>
internal readonly unsafe struct DenseKernel<T>(
    T* re, T* im, uint fixedMask, uint controls, int rows, uint* rowOffsets, int columns, T* matrixRe, T* matrixIm)
    : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Amplitudes in one panel; two of them with real and imaginary parts fit the second-level cache.</summary>
    private const int PanelAmplitudes = 1 << 14;

    /// <summary>Panel columns for a matrix of <paramref name="rows"/> rows when there are <paramref name="columns"/> in all; both powers of
    /// two.</summary>
    public static int PanelColumns(int rows, int columns) => Math.Min(columns, Math.Max(4, PanelAmplitudes / rows));

    private int Stride => Math.Max(Lanes<T>.Count, 2 * columns);

    private int BlockWidth => Math.Min(Stride, 2 * Lanes<T>.Count);

    public void Run(uint begin, uint end)
    {
        int panelLength = rows * Stride;
        T[] storage = ArrayPool<T>.Shared.Rent(3 * panelLength);
        uint[] columnStarts = ArrayPool<uint>.Shared.Rent(columns);
        fixed (T* panel = storage)
        {
            T* product = panel + panelLength;
            T* turned = product + panelLength;
            new Span<T>(panel, 3 * panelLength).Clear();
            for (uint item = begin; item < end; item++)
            {
                uint walk = Bits.Deposit(item * (uint)columns, ~fixedMask);
                for (int column = 0; column < columns; column++, walk = Bits.Next(walk, fixedMask))
                {
                    columnStarts[column] = walk | controls;
                }

                Gather(panel, turned, columnStarts);
                Multiply(matrixRe, panel, product, accumulate: false);
                if (matrixIm != null)
                {
                    Multiply(matrixIm, turned, product, accumulate: true);
                }

                Scatter(product, columnStarts);
            }
        }

        ArrayPool<uint>.Shared.Return(columnStarts);
        ArrayPool<T>.Shared.Return(storage);
    }

    /// <summary>Where column c of row 0 lies in a panel; row r is r·BlockWidth further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ColumnStart(int column)
    {
        int width = BlockWidth;
        return column / width * (rows * width) + column % width;
    }

    private void Gather(T* panel, T* turned, uint[] starts)
    {
        int width = BlockWidth;
        int group = Math.Min(columns, Lanes<T>.Count);
        for (int column = 0; column < columns; column += group)
        {
            var from = starts.AsSpan(column, group);
            T* toRe = panel + ColumnStart(column);
            T* toIm = panel + ColumnStart(column + columns);
            bool adjacent = group == Lanes<T>.Count && from[group - 1] == from[0] + Lanes<T>.Mask;
            for (int row = 0; row < rows; row++, toRe += width, toIm += width)
            {
                T* r = re + rowOffsets[row];
                T* i = im + rowOffsets[row];
                if (adjacent)
                {
                    Vector512.Load(r + from[0]).Store(toRe);
                    Vector512.Load(i + from[0]).Store(toIm);
                    continue;
                }

                for (int j = 0; j < from.Length; j++)
                {
                    toRe[j] = r[from[j]];
                    toIm[j] = i[from[j]];
                }
            }

            if (matrixIm != null)
            {
                Turn(column, group, panel, turned);
            }
        }
    }

    /// <summary>Writes i times a gathered group of columns.</summary>
    private void Turn(int column, int group, T* panel, T* turned)
    {
        int width = BlockWidth;
        int realStart = ColumnStart(column);
        int imaginaryStart = ColumnStart(column + columns);
        for (int row = 0; row < rows * width; row += width)
        {
            for (int j = 0; j < group; j++)
            {
                turned[realStart + row + j] = -panel[imaginaryStart + row + j];
                turned[imaginaryStart + row + j] = panel[realStart + row + j];
            }
        }
    }

    private void Scatter(T* product, uint[] starts)
    {
        int width = BlockWidth;
        int group = Math.Min(columns, Lanes<T>.Count);
        for (int column = 0; column < columns; column += group)
        {
            var to = starts.AsSpan(column, group);
            T* fromRe = product + ColumnStart(column);
            T* fromIm = product + ColumnStart(column + columns);
            bool adjacent = group == Lanes<T>.Count && to[group - 1] == to[0] + Lanes<T>.Mask;
            for (int row = 0; row < rows; row++, fromRe += width, fromIm += width)
            {
                T* r = re + rowOffsets[row];
                T* i = im + rowOffsets[row];
                if (adjacent)
                {
                    Vector512.Load(fromRe).Store(r + to[0]);
                    Vector512.Load(fromIm).Store(i + to[0]);
                    continue;
                }

                for (int j = 0; j < to.Length; j++)
                {
                    r[to[j]] = fromRe[j];
                    i[to[j]] = fromIm[j];
                }
            }
        }
    }

    private void Multiply(T* matrix, T* panel, T* product, bool accumulate)
    {
        int width = BlockWidth;
        for (int block = 0; block < Stride / width; block++)
        {
            long at = (long)block * rows * width;
            if (width > Lanes<T>.Count)
            {
                MultiplyTwo(matrix, panel + at, product + at, accumulate);
            }
            else
            {
                MultiplyOne(matrix, panel + at, product + at, accumulate);
            }
        }
    }

    /// <summary>Four rows by two registers of columns; rows ≥ 4 because k ≥ 2.</summary>
    private void MultiplyTwo(T* matrix, T* panel, T* product, bool accumulate)
    {
        int half = Lanes<T>.Count;
        int width = 2 * half;
        for (int row = 0; row < rows; row += 4)
        {
            T* a = matrix + (long)row * rows;
            T* b = a + rows;
            T* c = b + rows;
            T* d = c + rows;
            T* into = product + row * width;
            Vector512<T> a0, a1, b0, b1, c0, c1, d0, d1;
            if (accumulate)
            {
                (a0, a1) = (Vector512.Load(into), Vector512.Load(into + half));
                (b0, b1) = (Vector512.Load(into + width), Vector512.Load(into + width + half));
                (c0, c1) = (Vector512.Load(into + 2 * width), Vector512.Load(into + 2 * width + half));
                (d0, d1) = (Vector512.Load(into + 3 * width), Vector512.Load(into + 3 * width + half));
            }
            else
            {
                a0 = a1 = b0 = b1 = c0 = c1 = d0 = d1 = Vector512<T>.Zero;
            }

            T* from = panel;
            for (int j = 0; j < rows; j++, from += width)
            {
                var p = Vector512.Load(from);
                var q = Vector512.Load(from + half);
                var m = Vector512.Create(a[j]);
                a0 = Lanes<T>.Fma(m, p, a0);
                a1 = Lanes<T>.Fma(m, q, a1);
                m = Vector512.Create(b[j]);
                b0 = Lanes<T>.Fma(m, p, b0);
                b1 = Lanes<T>.Fma(m, q, b1);
                m = Vector512.Create(c[j]);
                c0 = Lanes<T>.Fma(m, p, c0);
                c1 = Lanes<T>.Fma(m, q, c1);
                m = Vector512.Create(d[j]);
                d0 = Lanes<T>.Fma(m, p, d0);
                d1 = Lanes<T>.Fma(m, q, d1);
            }

            a0.Store(into);
            a1.Store(into + half);
            b0.Store(into + width);
            b1.Store(into + width + half);
            c0.Store(into + 2 * width);
            c1.Store(into + 2 * width + half);
            d0.Store(into + 3 * width);
            d1.Store(into + 3 * width + half);
        }
    }

    private void MultiplyOne(T* matrix, T* panel, T* product, bool accumulate)
    {
        int width = Lanes<T>.Count;
        for (int row = 0; row < rows; row++)
        {
            T* a = matrix + (long)row * rows;
            T* into = product + row * width;
            var sum = accumulate ? Vector512.Load(into) : Vector512<T>.Zero;
            for (int j = 0; j < rows; j++)
            {
                sum = Lanes<T>.Fma(Vector512.Create(a[j]), Vector512.Load(panel + j * width), sum);
            }

            sum.Store(into);
        }
    }
}
