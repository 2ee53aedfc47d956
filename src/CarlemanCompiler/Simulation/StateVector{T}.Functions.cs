using System.Buffers;
using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Simulation;

/// <content>Actions that are stated without a table of 2^k or 4^k entries.</content>
public unsafe partial class StateVector<T>
{
    /// <summary>
    /// Follows the cycles of a permutation, each for all values of the other bits together. Two calls of the function for each of the 2^k
    /// values, 2^k/8 bytes.
    /// </summary>
    private void ApplyPermutation(Func<int, int> image, ReadOnlySpan<int> bits, uint controls)
    {
        int size = 1 << bits.Length;
        ulong[] seen = ArrayPool<ulong>.Shared.Rent(size / 64 + 1);
        Array.Clear(seen);
        uint held = Mask(bits) | controls;
        var cycle = new List<uint>();
        for (int first = 0; first < size; first++)
        {
            if (Seen(first))
            {
                continue;
            }

            cycle.Clear();
            int at = first;
            do
            {
                seen[at >> 6] |= 1UL << at;
                cycle.Add(StateIndex((uint)at, bits));
                int next = image(at);
                if ((uint)next >= (uint)size || (next != first && Seen(next)))
                {
                    throw new ArgumentException(
                        $"A permutation of {size} states sends {at} to {next}, which is outside or the image of another state.",
                        nameof(image));
                }

                at = next;
            }
            while (at != first);
            if (cycle.Count > 1)
            {
                FollowCycle(cycle, held, controls);
            }
        }

        ArrayPool<ulong>.Shared.Return(seen);

        bool Seen(int index) => (seen[index >> 6] >> index & 1) != 0;
    }

    private void FollowCycle(List<uint> cycle, uint held, uint controls)
    {
        uint columns = 1u << (StoredBits - BitOperations.PopCount(held));
        uint origin = controls;
        for (uint column = 0; column < columns; column++, origin = Bits.Next(origin & ~held, held) | controls)
        {
            uint from = origin + cycle[^1];
            var (savedRe, savedIm) = (re[from], im[from]);
            for (int step = cycle.Count - 1; step > 0; step--)
            {
                from = origin + cycle[step - 1];
                uint to = origin + cycle[step];
                (re[to], im[to]) = (re[from], im[from]);
            }

            (re[origin + cycle[0]], im[origin + cycle[0]]) = (savedRe, savedIm);
        }
    }

    /// <summary>One call of the function for each of the 2^k values, one pass over the controlled part.</summary>
    private void ApplyPhases(Func<int, double> angle, ReadOnlySpan<int> bits, uint controls)
    {
        uint held = Mask(bits) | controls;
        uint columns = 1u << (StoredBits - BitOperations.PopCount(held));
        for (int value = 0; value < 1 << bits.Length; value++)
        {
            var (sine, cosine) = Math.SinCos(angle(value));
            uint start = StateIndex((uint)value, bits) | controls;
            uint walk = 0;
            for (uint column = 0; column < columns; column++, walk = Bits.Next(walk, held))
            {
                uint at = walk | start;
                double r = Lanes<T>.ToDouble(re[at]);
                double i = Lanes<T>.ToDouble(im[at]);
                re[at] = Lanes<T>.Of(cosine * r - sine * i);
                im[at] = Lanes<T>.Of(cosine * i + sine * r);
            }
        }
    }

    /// <summary>As many multiplications as the matrix has entries for each value of the other bits; 16·2^k bytes.</summary>
    private void ApplySparse(SparseMatrixAction action, ReadOnlySpan<int> bits, uint controls)
    {
        int size = 1 << bits.Length;
        Sized(action.RowStarts, size + 1L, action);
        Sized(action.Values, action.Columns.Length, action);
        if (action.RowStarts[0] != 0 || action.RowStarts[size] != action.Columns.Length)
        {
            throw new ArgumentException(
                $"The rows of a sparse matrix run from {action.RowStarts[0]} to {action.RowStarts[size]}; it has {action.Columns.Length} "
                + "entries.",
                nameof(action));
        }

        Complex[] before = ArrayPool<Complex>.Shared.Rent(size);
        uint held = Mask(bits) | controls;
        uint columns = 1u << (StoredBits - BitOperations.PopCount(held));
        uint walk = 0;
        for (uint column = 0; column < columns; column++, walk = Bits.Next(walk, held))
        {
            uint origin = walk | controls;
            for (int value = 0; value < size; value++)
            {
                before[value] = AmplitudeAt(origin | StateIndex((uint)value, bits));
            }

            for (int row = 0; row < size; row++)
            {
                Complex sum = 0;
                for (int p = action.RowStarts[row]; p < action.RowStarts[row + 1]; p++)
                {
                    sum += action.Values[p] * before[action.Columns[p]];
                }

                uint to = origin | StateIndex((uint)row, bits);
                re[to] = Lanes<T>.Of(sum.Real);
                im[to] = Lanes<T>.Of(sum.Imaginary);
            }
        }

        ArrayPool<Complex>.Shared.Return(before);
    }
}
