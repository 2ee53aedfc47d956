using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// Runs a <see cref="TilePass{T}"/>. An item is a tile: it is worked on where it lies if its bits are the lowest, else in a copy.
/// </summary>
internal readonly unsafe struct TileKernel<T>(T* re, T* im, TilePass<T> pass) : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs that are asked for before they are read: they lie too far apart for the processor to foresee.</summary>
    private const int RunsAhead = 8;

    [ThreadStatic]
    private static PinnedBuffer<T>? copies;

    public void Run(uint begin, uint end)
    {
        uint local = pass.Local;
        int tileBits = pass.TileBits;
        bool inPlace = local == (uint)((1L << tileBits) - 1);
        int size = 1 << tileBits;
        PinnedBuffer<T>? copy = null;
        if (!inPlace)
        {
            copy = copies is { } kept && kept.Length >= 2 * size ? kept : copies = new PinnedBuffer<T>(2 * size);
        }

        var steps = CollectionsMarshal.AsSpan(pass.Steps);
        uint origin = Bits.Deposit(begin, ~local);
        for (uint tile = begin; tile < end; tile++, origin = Bits.Next(origin, local))
        {
            if (inPlace)
            {
                RunSteps(steps, re + origin, im + origin, origin);
            }
            else
            {
                T* tileRe = copy!.Pointer;
                T* tileIm = tileRe + size;
                Move<Gather>(re + origin, tileRe);
                Move<Gather>(im + origin, tileIm);
                RunSteps(steps, tileRe, tileIm, origin);
                Move<Scatter>(re + origin, tileRe);
                Move<Scatter>(im + origin, tileIm);
            }
        }

        GC.KeepAlive(copy);
    }

    /// <summary>Which way <see cref="Move"/> copies.</summary>
    private interface IDirection
    {
        static abstract bool ToTile { get; }
    }

    private readonly struct Gather : IDirection
    {
        public static bool ToTile => true;
    }

    private readonly struct Scatter : IDirection
    {
        public static bool ToTile => false;
    }

    /// <summary>Copies the runs of consecutive amplitudes that the tile consists of.</summary>
    private void Move<TDirection>(T* state, T* tile)
        where TDirection : struct, IDirection
    {
        uint local = pass.Local;
        int runBits = BitOperations.TrailingZeroCount(~local);
        int run = 1 << runBits;
        uint high = local >> runBits << runBits;
        uint offset = 0;
        int runs = 1 << (pass.TileBits - runBits);
        for (int r = 0; r < runs; r++, offset = Bits.Next(offset, ~high))
        {
            if (TDirection.ToTile)
            {
                Prefetch(state + Bits.Deposit((uint)(r + RunsAhead), high), run);
            }

            T* there = state + offset;
            T* here = tile + (long)r * run;
            for (int k = 0; k < run; k += 2 * Lanes<T>.Count)
            {
                T* from = TDirection.ToTile ? there : here;
                T* to = TDirection.ToTile ? here : there;
                var a = Vector512.Load(from + k);
                var b = Vector512.Load(from + k + Lanes<T>.Count);
                a.Store(to + k);
                b.Store(to + k + Lanes<T>.Count);
            }
        }
    }

    private static void Prefetch(T* from, int count)
    {
        if (Sse.IsSupported)
        {
            for (int k = 0; k < count; k += Lanes<T>.Count)
            {
                Sse.Prefetch1(from + k);
            }
        }
    }

    /// <summary>
    /// Steps one after the other; where several stay within pieces that fit the first-level cache, they run piece by piece.
    /// </summary>
    private void RunSteps(ReadOnlySpan<TileStep> steps, T* tileRe, T* tileIm, uint origin)
    {
        int bits = pass.TileBits;
        int pieceBits = Math.Min(bits, sizeof(T) == sizeof(double) ? 10 : 11);
        for (int first = 0; first < steps.Length;)
        {
            int after = first;
            while (after < steps.Length && steps[after].StaysBelow(pieceBits))
            {
                after++;
            }

            if (after - first < 2)
            {
                RunStep(steps[first++], tileRe, tileIm, bits, 0, origin);
                continue;
            }

            for (uint piece = 0; piece < 1u << (bits - pieceBits); piece++)
            {
                long at = (long)piece << pieceBits;
                for (int i = first; i < after; i++)
                {
                    RunStep(steps[i], tileRe + at, tileIm + at, pieceBits, piece, origin);
                }
            }

            first = after;
        }
    }

    /// <summary>A step on 2^bits amplitudes, a piece of the tile that starts at <paramref name="origin"/>.</summary>
    private void RunStep(in TileStep step, T* re, T* im, int bits, uint piece, uint origin)
    {
        uint above = piece << bits;
        uint low = (uint)((1L << bits) - 1);
        var place = step.Place;
        if ((origin & step.FarControls) != step.FarValues || (above & place.Controls & ~low) != (place.Values & ~low))
        {
            return;
        }

        place = new PairPlace(place.Target, place.Controls & low, place.Values & low);
        switch (step.Kind)
        {
            case FusedKind.Exchange:
                new ExchangeKernel<T>(re, im, place).Run(0, place.Items<T>(bits));
                break;
            case FusedKind.RealPair:
                var real = pass.Pair(step.Matrix);
                new RealPairKernel<T>(re, im, place, real.M00.Real, real.M01.Real, real.M10.Real, real.M11.Real)
                    .Run(0, place.Items<T>(bits));
                break;
            case FusedKind.ComplexPair:
                var complex = pass.Pair(step.Matrix);
                new ComplexPairKernel<T>(re, im, place, complex.M00, complex.M01, complex.M10, complex.M11)
                    .Run(0, place.Items<T>(bits));
                break;
            case FusedKind.Diagonal:
                RunDiagonal(step.Matrix, re, im, bits, piece, origin);
                break;
            default:
                var quad = new QuadKernel<T>(re, im, place.Target, step.Second, pass.Quad(step.Matrix), step.Kind == FusedKind.RealQuad);
                quad.Run(0, quad.Items(bits));
                break;
        }
    }

    /// <summary>
    /// A diagonal on a piece of a tile: the factors of the bits outside it are one number for each value of the pivot, those of its upper
    /// bits one for each stretch of 2^inner amplitudes, those of the inner bits come from a table.
    /// </summary>
    private void RunDiagonal(int index, T* pieceRe, T* pieceIm, int bits, uint piece, uint origin)
    {
        var product = pass.Product(index);
        var zero = Far(product, 0, origin);
        var one = Far(product, 1, origin);
        int innerBits = pass.InnerBitsOfTile;
        int innerSize = 1 << innerBits;
        int outerSize = 1 << pass.OuterBitsOfTile;
        Complex* outer = pass.Outer(index);
        T* table = pass.Inner(index);
        int pivot = product.Pivot;
        int pivotInTile = pivot >= 0 && (pass.Local >> pivot & 1) != 0
            ? BitOperations.PopCount(pass.Local & ((1u << pivot) - 1))
            : -1;
        int begin = (int)piece << (bits - innerBits);
        for (int stretch = begin; stretch < begin + (1 << (bits - innerBits)); stretch++)
        {
            var factorZero = zero * outer[stretch];
            var factorOne = one * outer[outerSize + stretch];
            T* r = pieceRe + ((long)(stretch - begin) << innerBits);
            T* i = pieceIm + ((long)(stretch - begin) << innerBits);
            if (pivotInTile >= 0 && pivotInTile < innerBits)
            {
                RunMixed(factorZero, factorOne, pivotInTile, table, innerSize, r, i);
                continue;
            }

            // One value of the pivot in the whole stretch.
            int x = pivot < 0 ? 0
                : pivotInTile >= 0 ? stretch >> (pivotInTile - innerBits) & 1
                : (int)(origin >> pivot & 1);
            RunPlain(x == 0 ? factorZero : factorOne, table + x * innerSize, innerSize, r, i);
        }
    }

    private static void RunPlain(Complex factor, T* table, int innerSize, T* re, T* im)
    {
        var fRe = Lanes<T>.All(factor.Real);
        var fIm = Lanes<T>.All(factor.Imaginary);
        for (int k = 0; k < innerSize; k += Lanes<T>.Count)
        {
            Multiply(fRe, fIm, table + k, 2 * innerSize, re + k, im + k);
        }
    }

    /// <summary>Both values of the pivot: in the lanes of each register, or in one register after the other.</summary>
    private static void RunMixed(Complex zero, Complex one, int pivot, T* table, int innerSize, T* re, T* im)
    {
        bool inside = pivot < Lanes<T>.Bits;
        var select = inside ? Lanes<T>.Where(1u << pivot, 0) : Vector512<T>.AllBitsSet;
        var zeroRe = Vector512.ConditionalSelect(select, Lanes<T>.All(zero.Real), Lanes<T>.All(one.Real));
        var zeroIm = Vector512.ConditionalSelect(select, Lanes<T>.All(zero.Imaginary), Lanes<T>.All(one.Imaginary));
        var oneRe = Lanes<T>.All(one.Real);
        var oneIm = Lanes<T>.All(one.Imaginary);
        for (int k = 0; k < innerSize; k += Lanes<T>.Count)
        {
            bool second = !inside && (k >> pivot & 1) != 0;
            Multiply(second ? oneRe : zeroRe, second ? oneIm : zeroIm, table + k, 2 * innerSize, re + k, im + k);
        }
    }

    private static void Multiply(Vector512<T> fRe, Vector512<T> fIm, T* table, int imaginary, T* re, T* im)
    {
        var tRe = Vector512.Load(table);
        var tIm = Vector512.Load(table + imaginary);
        var c = Lanes<T>.FmaNegated(tIm, fIm, tRe * fRe);
        var s = Lanes<T>.Fma(tIm, fRe, tRe * fIm);
        var r = Vector512.Load(re);
        var i = Vector512.Load(im);
        Lanes<T>.FmaNegated(s, i, c * r).Store(re);
        Lanes<T>.Fma(c, i, s * r).Store(im);
    }

    /// <summary>The factors of the bits outside the tile.</summary>
    private Complex Far(PhaseProduct product, int pivotValue, uint origin)
    {
        var value = product.Scalar(pivotValue);
        uint far = product.Touched & ~pass.Local;
        if (product.Pivot >= 0)
        {
            far &= ~(1u << product.Pivot);
        }

        for (; far != 0; far &= far - 1)
        {
            int bit = BitOperations.TrailingZeroCount(far);
            value *= product.Factor(pivotValue, bit, (int)(origin >> bit & 1));
        }

        return value;
    }
}
