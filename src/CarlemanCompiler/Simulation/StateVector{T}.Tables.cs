using System.Buffers;
using System.Numerics;

namespace CarlemanCompiler.Simulation;

/// <content>From an action's table to the kernel that runs it.</content>
public unsafe partial class StateVector<T>
{
    private void ApplyExchange(int target, uint controls)
    {
        var place = new PairPlace(target, controls);
        RangeRunner.Run(new ExchangeKernel<T>(re, im, place), place.Items<T>(StoredBits), 2 * Lanes<T>.Count, Threads);
    }

    private void ApplyReal(double m00, double m01, double m10, double m11, int target, uint controls)
    {
        var place = new PairPlace(target, controls);
        var kernel = new RealPairKernel<T>(re, im, place, m00, m01, m10, m11);
        RangeRunner.Run(kernel, place.Items<T>(StoredBits), 2 * Lanes<T>.Count, Threads);
    }

    private void ApplyComplex(Complex m00, Complex m01, Complex m10, Complex m11, int target, uint controls)
    {
        var place = new PairPlace(target, controls);
        var kernel = new ComplexPairKernel<T>(re, im, place, m00, m01, m10, m11);
        RangeRunner.Run(kernel, place.Items<T>(StoredBits), 2 * Lanes<T>.Count, Threads);
    }

    private void ApplyPhases(Complex zero, Complex one, int target, uint controls)
    {
        if (zero == Complex.One)
        {
            // Half of the state stays as it is: leave it unread.
            ApplyDiagonal([one], [], controls | (1u << target));
        }
        else
        {
            ApplyDiagonal([zero, one], [target], controls);
        }
    }

    /// <summary>One pass over the controlled part; a table that is 1 everywhere costs nothing.</summary>
    private void ApplyDiagonal(ReadOnlySpan<Complex> phases, ReadOnlySpan<int> bits, uint controls)
    {
        if (bits.Length == 1 && phases[0] == Complex.One)
        {
            ApplyDiagonal(phases[1..], [], controls | (1u << bits[0]));
            return;
        }

        if (bits.Length == 0 && phases[0] == Complex.One)
        {
            return;
        }

        uint highTargets = Mask(bits) >> Lanes<T>.Bits;
        int entries = Lanes<T>.Count << BitOperations.PopCount(highTargets);
        var table = Scratch(2 * entries);
        T* tableRe = table.Pointer;
        T* tableIm = tableRe + entries;
        uint low = Lanes<T>.Mask;
        for (int entry = 0; entry < entries; entry++)
        {
            // An entry is a lane under one value of the high targets; lanes outside the low controls keep their amplitude.
            uint index = (Bits.Deposit((uint)entry >> Lanes<T>.Bits, highTargets) << Lanes<T>.Bits) | ((uint)entry & low);
            var phase = (index & controls & low) == (controls & low) ? phases[(int)TableIndex(index, bits)] : Complex.One;
            tableRe[entry] = Lanes<T>.Of(phase.Real);
            tableIm[entry] = Lanes<T>.Of(phase.Imaginary);
        }

        uint highControls = controls >> Lanes<T>.Bits;
        var kernel = new DiagonalKernel<T>(re, im, highTargets, highControls, tableRe, tableIm);
        RangeRunner.Run(kernel, DiagonalKernel<T>.Items(StoredBits, highControls), Lanes<T>.Count, Threads);
        GC.KeepAlive(table);
    }

    /// <summary>One pass over the amplitudes that move; fixed points cost nothing.</summary>
    private void ApplyPermutation(int[] image, ReadOnlySpan<int> bits, uint controls)
    {
        if (image is [1, 0])
        {
            ApplyExchange(bits[0], controls);
            return;
        }

        if (image is [0, 1, 3, 2])
        {
            ApplyExchange(bits[1], controls | (1u << bits[0]));
            return;
        }

        // Cycles of length 2 and more, one after the other, with the start of each and a last start past the end.
        var offsets = new List<uint>();
        var starts = new List<int>();
        var seen = new bool[image.Length];
        for (int first = 0; first < image.Length; first++)
        {
            if (image[first] == first || seen[first])
            {
                continue;
            }

            starts.Add(offsets.Count);
            for (int at = first; !seen[at]; at = image[at])
            {
                InRange(image, at);
                seen[at] = true;
                offsets.Add(StateIndex((uint)at, bits));
            }
        }

        if (starts.Count == 0)
        {
            return;
        }

        starts.Add(offsets.Count);
        uint fixedMask = Mask(bits) | controls;
        int runLength = PermutationKernel<T>.RunLengthOf(fixedMask, StoredBits);
        uint runs = (1u << (StoredBits - BitOperations.PopCount(fixedMask))) / (uint)runLength;
        int cycles = starts.Count - 1;
        fixed (uint* offset = offsets.ToArray())
        fixed (int* start = starts.ToArray())
        {
            var kernel = new PermutationKernel<T>(re, im, fixedMask, controls, runLength, start, cycles, offset);
            RangeRunner.Run(kernel, checked(runs * (uint)cycles), (long)runLength * offsets.Count / cycles, Threads);
        }
    }

    /// <summary>One pass; 2^k real multiplications for each of an amplitude's two parts.</summary>
    private void ApplyOrthogonal(double[] matrix, ReadOnlySpan<int> bits, uint controls)
    {
        switch (bits.Length)
        {
            case 0:
                ApplyDiagonal([matrix[0]], [], controls);
                break;
            case 1:
                ApplyReal(matrix[0], matrix[1], matrix[2], matrix[3], bits[0], controls);
                break;
            default:
                ApplyOrthogonalDense(matrix, bits, controls);
                break;
        }
    }

    /// <summary>One pass; 2^k complex multiplications an amplitude.</summary>
    private void ApplyMatrix(Complex[] matrix, ReadOnlySpan<int> bits, uint controls)
    {
        switch (bits.Length)
        {
            case 0:
                ApplyDiagonal(matrix, [], controls);
                return;
            case 1:
                ApplyComplex(matrix[0], matrix[1], matrix[2], matrix[3], bits[0], controls);
                return;
        }

        T[] parts = ArrayPool<T>.Shared.Rent(2 * matrix.Length);
        for (int i = 0; i < matrix.Length; i++)
        {
            parts[i] = Lanes<T>.Of(matrix[i].Real);
            parts[matrix.Length + i] = Lanes<T>.Of(matrix[i].Imaginary);
        }

        fixed (T* entries = parts)
        {
            ApplyDense(entries, entries + matrix.Length, bits, controls);
        }

        ArrayPool<T>.Shared.Return(parts);
    }

    private void ApplyOrthogonalDense(double[] matrix, ReadOnlySpan<int> bits, uint controls)
    {
        if (matrix is T[] exact)
        {
            fixed (T* entries = exact)
            {
                ApplyDense(entries, null, bits, controls);
            }

            return;
        }

        T[] rounded = ArrayPool<T>.Shared.Rent(matrix.Length);
        for (int i = 0; i < matrix.Length; i++)
        {
            rounded[i] = Lanes<T>.Of(matrix[i]);
        }

        fixed (T* entries = rounded)
        {
            ApplyDense(entries, null, bits, controls);
        }

        ArrayPool<T>.Shared.Return(rounded);
    }

    private void ApplyDense(T* matrixRe, T* matrixIm, ReadOnlySpan<int> bits, uint controls)
    {
        int rows = 1 << bits.Length;
        uint[] offsets = ArrayPool<uint>.Shared.Rent(rows);
        for (int row = 0; row < rows; row++)
        {
            offsets[row] = StateIndex((uint)row, bits);
        }

        // Only the 2^n amplitudes in use count here: a matrix on all of them has one column.
        uint fixedMask = Mask(bits) | controls;
        int allColumns = 1 << (QubitCount - BitOperations.PopCount(fixedMask));
        int columns = DenseKernel<T>.PanelColumns(rows, allColumns);
        fixed (uint* rowOffsets = offsets)
        {
            var kernel = new DenseKernel<T>(re, im, fixedMask, controls, rows, rowOffsets, columns, matrixRe, matrixIm);
            RangeRunner.Run(kernel, (uint)(allColumns / columns), (long)rows * rows * columns, Threads);
        }

        ArrayPool<uint>.Shared.Return(offsets);
    }

    /// <summary>One pass over the controlled part.</summary>
    private void ApplyMultiplexed(Complex[] blocks, ReadOnlySpan<int> bits, uint controls)
    {
        if (bits.Length == 0)
        {
            throw new ArgumentException("A multiplexed action needs a target qubit.", nameof(bits));
        }

        var selectorBits = bits[..^1];
        uint selectors = Mask(selectorBits);
        Complex[] ordered = InOrder(selectorBits) ? blocks : Reordered(blocks, selectorBits, selectors);
        fixed (Complex* first = ordered)
        {
            var kernel = new MultiplexedKernel<T>(re, im, bits[^1], selectors, controls, first);
            RangeRunner.Run(kernel, kernel.Items(StoredBits), 2 * kernel.PairsPerItem, Threads);
        }
    }

    /// <summary>The blocks in the order of the selector bits' significance in the state.</summary>
    private static Complex[] Reordered(Complex[] blocks, ReadOnlySpan<int> selectorBits, uint selectors)
    {
        var ordered = new Complex[blocks.Length];
        for (uint block = 0; block < ordered.Length / 4; block++)
        {
            uint from = TableIndex(Bits.Deposit(block, selectors), selectorBits);
            blocks.AsSpan(4 * (int)from, 4).CopyTo(ordered.AsSpan(4 * (int)block, 4));
        }

        return ordered;
    }

    private static bool InOrder(ReadOnlySpan<int> bits)
    {
        for (int i = 1; i < bits.Length; i++)
        {
            if (bits[i] > bits[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    private static uint Mask(ReadOnlySpan<int> bits)
    {
        uint mask = 0;
        foreach (int bit in bits)
        {
            mask |= 1u << bit;
        }

        return mask;
    }

    /// <summary>The index into an action's table (first bit listed most significant) of an amplitude's index.</summary>
    private static uint TableIndex(uint stateIndex, ReadOnlySpan<int> bits)
    {
        uint index = 0;
        foreach (int bit in bits)
        {
            index = (index << 1) | ((stateIndex >> bit) & 1);
        }

        return index;
    }

    /// <summary>The inverse of <see cref="TableIndex"/>, the other bits 0.</summary>
    private static uint StateIndex(uint tableIndex, ReadOnlySpan<int> bits)
    {
        uint index = 0;
        for (int i = 0; i < bits.Length; i++)
        {
            index |= ((tableIndex >> (bits.Length - 1 - i)) & 1) << bits[i];
        }

        return index;
    }

    private PinnedBuffer<T> Scratch(int length) =>
        scratch is { } buffer && buffer.Length >= length ? buffer : scratch = new PinnedBuffer<T>(length);
}
