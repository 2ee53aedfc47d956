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
/// second against the panel multiplied by i. A panel is stored in blocks of 8 (or 4) columns that stay in the first-level cache.
/// </remarks>
internal readonly unsafe struct DenseKernel(
    double* re, double* im, uint fixedMask, uint controls, int rows, uint* rowOffsets, int columns, double* matrixRe, double* matrixIm)
    : IRangeKernel
{
    /// <summary>Amplitudes in one panel; two of them with real and imaginary parts fit the second-level cache.</summary>
    private const int PanelAmplitudes = 1 << 14;

    /// <summary>Panel columns for a matrix of <paramref name="rows"/> rows when there are <paramref name="columns"/> in all; both powers of
    /// two.</summary>
    public static int PanelColumns(int rows, int columns) => Math.Min(columns, Math.Max(4, PanelAmplitudes / rows));

    private int Stride => Math.Max(4, 2 * columns);

    private int BlockWidth => Stride >= 8 ? 8 : 4;

    public void Run(uint begin, uint end)
    {
        int panelLength = rows * Stride;
        double[] storage = ArrayPool<double>.Shared.Rent(3 * panelLength);
        uint[] columnStarts = ArrayPool<uint>.Shared.Rent(columns);
        fixed (double* panel = storage)
        {
            double* product = panel + panelLength;
            double* turned = product + panelLength;
            new Span<double>(panel, 3 * panelLength).Clear();
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
        ArrayPool<double>.Shared.Return(storage);
    }

    /// <summary>Where column c of row 0 lies in a panel; row r is r·BlockWidth further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ColumnStart(int column)
    {
        int width = BlockWidth;
        return column / width * (rows * width) + column % width;
    }

    private void Gather(double* panel, double* turned, uint[] starts)
    {
        int width = BlockWidth;
        int group = Math.Min(columns, 8);
        for (int column = 0; column < columns; column += group)
        {
            var from = starts.AsSpan(column, group);
            double* toRe = panel + ColumnStart(column);
            double* toIm = panel + ColumnStart(column + columns);
            bool adjacent = group == 8 && from[7] == from[0] + 7;
            for (int row = 0; row < rows; row++, toRe += width, toIm += width)
            {
                double* r = re + rowOffsets[row];
                double* i = im + rowOffsets[row];
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
    private void Turn(int column, int group, double* panel, double* turned)
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

    private void Scatter(double* product, uint[] starts)
    {
        int width = BlockWidth;
        int group = Math.Min(columns, 8);
        for (int column = 0; column < columns; column += group)
        {
            var to = starts.AsSpan(column, group);
            double* fromRe = product + ColumnStart(column);
            double* fromIm = product + ColumnStart(column + columns);
            bool adjacent = group == 8 && to[7] == to[0] + 7;
            for (int row = 0; row < rows; row++, fromRe += width, fromIm += width)
            {
                double* r = re + rowOffsets[row];
                double* i = im + rowOffsets[row];
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

    private void Multiply(double* matrix, double* panel, double* product, bool accumulate)
    {
        int width = BlockWidth;
        for (int block = 0; block < Stride / width; block++)
        {
            long at = (long)block * rows * width;
            if (width == 8)
            {
                MultiplyEight(matrix, panel + at, product + at, accumulate);
            }
            else
            {
                MultiplyFour(matrix, panel + at, product + at, accumulate);
            }
        }
    }

    /// <summary>Four rows by eight columns in registers; rows ≥ 4 because k ≥ 2.</summary>
    private void MultiplyEight(double* matrix, double* panel, double* product, bool accumulate)
    {
        for (int row = 0; row < rows; row += 4)
        {
            double* a = matrix + (long)row * rows;
            double* b = a + rows;
            double* c = b + rows;
            double* d = c + rows;
            double* into = product + row * 8;
            Vector256<double> a0, a1, b0, b1, c0, c1, d0, d1;
            if (accumulate)
            {
                (a0, a1, b0, b1) = (Vector256.Load(into), Vector256.Load(into + 4), Vector256.Load(into + 8), Vector256.Load(into + 12));
                (c0, c1, d0, d1) = (
                    Vector256.Load(into + 16), Vector256.Load(into + 20), Vector256.Load(into + 24), Vector256.Load(into + 28));
            }
            else
            {
                a0 = a1 = b0 = b1 = c0 = c1 = d0 = d1 = Vector256<double>.Zero;
            }

            double* from = panel;
            for (int j = 0; j < rows; j++, from += 8)
            {
                var p = Vector256.Load(from);
                var q = Vector256.Load(from + 4);
                var m = Vector256.Create(a[j]);
                a0 = Vector256.FusedMultiplyAdd(m, p, a0);
                a1 = Vector256.FusedMultiplyAdd(m, q, a1);
                m = Vector256.Create(b[j]);
                b0 = Vector256.FusedMultiplyAdd(m, p, b0);
                b1 = Vector256.FusedMultiplyAdd(m, q, b1);
                m = Vector256.Create(c[j]);
                c0 = Vector256.FusedMultiplyAdd(m, p, c0);
                c1 = Vector256.FusedMultiplyAdd(m, q, c1);
                m = Vector256.Create(d[j]);
                d0 = Vector256.FusedMultiplyAdd(m, p, d0);
                d1 = Vector256.FusedMultiplyAdd(m, q, d1);
            }

            a0.Store(into);
            a1.Store(into + 4);
            b0.Store(into + 8);
            b1.Store(into + 12);
            c0.Store(into + 16);
            c1.Store(into + 20);
            d0.Store(into + 24);
            d1.Store(into + 28);
        }
    }

    private void MultiplyFour(double* matrix, double* panel, double* product, bool accumulate)
    {
        for (int row = 0; row < rows; row++)
        {
            double* a = matrix + (long)row * rows;
            double* into = product + row * 4;
            var sum = accumulate ? Vector256.Load(into) : Vector256<double>.Zero;
            for (int j = 0; j < rows; j++)
            {
                sum = Vector256.FusedMultiplyAdd(Vector256.Create(a[j]), Vector256.Load(panel + j * 4), sum);
            }

            sum.Store(into);
        }
    }
}
