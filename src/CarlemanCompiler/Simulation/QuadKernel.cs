using System.Numerics;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// A 4 × 4 matrix on two bits, real or complex. Four sources, the amplitudes with the four values of the two bits, give one result each: a
/// bit above the lanes chooses among registers, a bit inside among the register and its copy with the lanes exchanged.
/// </summary>
/// <param name="re">Real parts.</param>
/// <param name="im">Imaginary parts.</param>
/// <param name="high">The bit that is the more significant in the matrix.</param>
/// <param name="low">The other bit.</param>
/// <param name="table">What <see cref="FillTable"/> wrote for the two bits.</param>
/// <param name="isReal">Whether the entries have no imaginary parts.</param>
internal readonly unsafe struct QuadKernel<T>(T* re, T* im, int high, int low, T* table, bool isReal) : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers in a table: for every result its four coefficients, real and imaginary, each a register.</summary>
    public static int TableLength => 32 * Lanes<T>.Count;

    private bool HighInside => high < Lanes<T>.Bits;

    private bool LowInside => low < Lanes<T>.Bits;

    private uint Fixed => (HighInside ? 0 : 1u << (high - Lanes<T>.Bits)) | (LowInside ? 0 : 1u << (low - Lanes<T>.Bits));

    /// <summary>Groups of one, two or four registers in a state of 2^bits amplitudes.</summary>
    public uint Items(int bits) => 1u << (bits - Lanes<T>.Bits - BitOperations.PopCount(Fixed));

    public void Run(uint begin, uint end)
    {
        uint fixedMask = Fixed;
        uint vector = Bits.Deposit(begin, ~fixedMask);
        long highStep = HighInside ? 0 : 1L << high;
        long lowStep = LowInside ? 0 : 1L << low;
        for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
        {
            long at = (long)vector << Lanes<T>.Bits;
            T* r = re + at;
            T* i = im + at;
            var r0 = Vector512.Load(r);
            var i0 = Vector512.Load(i);
            Vector512<T> r1, r2, r3, i1, i2, i3;
            if (LowInside)
            {
                var partners = Lanes<T>.Exchange(1u << low);
                r1 = Lanes<T>.Permute(r0, partners);
                i1 = Lanes<T>.Permute(i0, partners);
                if (HighInside)
                {
                    var across = Lanes<T>.Exchange(1u << high);
                    r2 = Lanes<T>.Permute(r0, across);
                    i2 = Lanes<T>.Permute(i0, across);
                }
                else
                {
                    r2 = Vector512.Load(r + highStep);
                    i2 = Vector512.Load(i + highStep);
                }

                r3 = Lanes<T>.Permute(r2, partners);
                i3 = Lanes<T>.Permute(i2, partners);
            }
            else
            {
                r1 = Vector512.Load(r + lowStep);
                i1 = Vector512.Load(i + lowStep);
                if (HighInside)
                {
                    var across = Lanes<T>.Exchange(1u << high);
                    r2 = Lanes<T>.Permute(r0, across);
                    i2 = Lanes<T>.Permute(i0, across);
                    r3 = Lanes<T>.Permute(r1, across);
                    i3 = Lanes<T>.Permute(i1, across);
                }
                else
                {
                    r2 = Vector512.Load(r + highStep);
                    i2 = Vector512.Load(i + highStep);
                    r3 = Vector512.Load(r + highStep + lowStep);
                    i3 = Vector512.Load(i + highStep + lowStep);
                }
            }

            for (int result = 0; result < 4; result++)
            {
                if ((HighInside && result >= 2) || (LowInside && (result & 1) != 0))
                {
                    continue;
                }

                T* c = table + 8 * Lanes<T>.Count * result;
                long to = (result >> 1) * highStep + (result & 1) * lowStep;
                var c0 = Vector512.Load(c);
                var c1 = Vector512.Load(c + Lanes<T>.Count);
                var c2 = Vector512.Load(c + 2 * Lanes<T>.Count);
                var c3 = Vector512.Load(c + 3 * Lanes<T>.Count);
                var real = Lanes<T>.Fma(c0, r0, c1 * r1) + Lanes<T>.Fma(c2, r2, c3 * r3);
                var imaginary = Lanes<T>.Fma(c0, i0, c1 * i1) + Lanes<T>.Fma(c2, i2, c3 * i3);
                if (!isReal)
                {
                    c0 = Vector512.Load(c + 4 * Lanes<T>.Count);
                    c1 = Vector512.Load(c + 5 * Lanes<T>.Count);
                    c2 = Vector512.Load(c + 6 * Lanes<T>.Count);
                    c3 = Vector512.Load(c + 7 * Lanes<T>.Count);
                    real -= Lanes<T>.Fma(c0, i0, c1 * i1) + Lanes<T>.Fma(c2, i2, c3 * i3);
                    imaginary += Lanes<T>.Fma(c0, r0, c1 * r1) + Lanes<T>.Fma(c2, r2, c3 * r3);
                }

                real.Store(r + to);
                imaginary.Store(i + to);
            }
        }
    }

    /// <summary>
    /// Coefficient of source s for result t in lane l: row and column take a bit above the lanes from t and s; of a bit inside, the row has
    /// the lane's value and the column that value exchanged where s says so.
    /// </summary>
    /// <param name="table"><see cref="TableLength"/> numbers, on the boundary of a register.</param>
    /// <param name="high">The bit that is the more significant in the matrix.</param>
    /// <param name="low">The other bit.</param>
    /// <param name="matrix">16 entries, row-major.</param>
    public static void FillTable(T* table, int high, int low, ReadOnlySpan<Complex> matrix)
    {
        bool highInside = high < Lanes<T>.Bits;
        bool lowInside = low < Lanes<T>.Bits;
        for (int result = 0; result < 4; result++)
        {
            for (int source = 0; source < 4; source++)
            {
                for (int lane = 0; lane < Lanes<T>.Count; lane++)
                {
                    int highRow = highInside ? (lane >> high) & 1 : result >> 1;
                    int lowRow = lowInside ? (lane >> low) & 1 : result & 1;
                    int highColumn = highInside ? highRow ^ (source >> 1) : source >> 1;
                    int lowColumn = lowInside ? lowRow ^ (source & 1) : source & 1;
                    var entry = matrix[4 * (2 * highRow + lowRow) + 2 * highColumn + lowColumn];
                    T* at = table + 8 * Lanes<T>.Count * result + lane;
                    at[source * Lanes<T>.Count] = Lanes<T>.Of(entry.Real);
                    at[(4 + source) * Lanes<T>.Count] = Lanes<T>.Of(entry.Imaginary);
                }
            }
        }
    }
}
