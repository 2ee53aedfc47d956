namespace CarlemanCompiler.Polynomials;

/// <summary>
/// Brings packed monomials into canonical order, which is the ascending order of their words. Radix sort by bytes from the least
/// significant one, bytes in which all keys agree skipped: O(k · differing bytes), stable; insertion for a few.
/// </summary>
internal static class TermOrder
{
    private const int FewTerms = 48;
    private const int BlockBetweenChecks = 1 << 18;

    /// <summary>The permutation that sorts one-word keys, stable; the keys end up sorted with it.</summary>
    /// <param name="keys">The first <paramref name="count"/> are sorted in place.</param>
    /// <param name="count">Number of keys.</param>
    /// <param name="scratch">Working space; kept for the next call.</param>
    /// <param name="cancellation">Looked at every quarter of a million keys.</param>
    public static ReadOnlySpan<int> Sort(ulong[] keys, int count, SortScratch scratch, CancellationToken cancellation)
    {
        scratch.Reserve(count, FewTerms);
        var order = scratch.Order;
        for (int t = 0; t < count; t++)
        {
            order[t] = t;
        }

        if (count <= FewTerms)
        {
            Insert(keys, order, count);
            return order.AsSpan(0, count);
        }

        ulong differing = 0;
        for (int t = 1; t < count; t++)
        {
            differing |= keys[t] ^ keys[0];
        }

        var from = keys;
        var to = scratch.Keys;
        var toOrder = scratch.OtherOrder;
        var starts = scratch.Starts;
        for (int shift = 0; shift < 64; shift += 8)
        {
            if ((differing >> shift & 0xFF) == 0)
            {
                continue;
            }

            Array.Clear(starts, 0, starts.Length);
            for (int t = 0; t < count; t++)
            {
                starts[(int)(from[t] >> shift) & 0xFF]++;
            }

            int start = 0;
            for (int digit = 0; digit < starts.Length; digit++)
            {
                int size = starts[digit];
                starts[digit] = start;
                start += size;
            }

            for (int first = 0; first < count; first += BlockBetweenChecks)
            {
                cancellation.ThrowIfCancellationRequested();
                int last = Math.Min(count, first + BlockBetweenChecks);
                for (int t = first; t < last; t++)
                {
                    ulong key = from[t];
                    int at = starts[(int)(key >> shift) & 0xFF]++;
                    to[at] = key;
                    toOrder[at] = order[t];
                }
            }

            (from, to) = (to, from);
            (order, toOrder) = (toOrder, order);
        }

        if (!ReferenceEquals(from, keys))
        {
            Array.Copy(from, keys, count);
        }

        return order.AsSpan(0, count);
    }

    /// <summary>Terms in canonical order, equal monomials added up in the order in which they stand, zeros dropped.</summary>
    /// <param name="layout">Layout of the keys.</param>
    /// <param name="keys">Words · count or more; overwritten.</param>
    /// <param name="coefficients">As many as <paramref name="count"/> or more.</param>
    /// <param name="count">Number of terms.</param>
    /// <param name="cancellation">See <see cref="Sort"/>.</param>
    public static PackedTerms Collect(
        MonomialLayout layout, ulong[] keys, double[] coefficients, int count, CancellationToken cancellation = default)
    {
        int words = layout.Words;
        var scratch = new SortScratch();
        var order = words == 1 ? Sort(keys, count, scratch, cancellation) : SortWords(keys, words, count, scratch, cancellation);
        var sortedKeys = new ulong[count * words];
        var sums = new double[count];
        int last = -1;
        for (int t = 0; t < count; t++)
        {
            if (t % BlockBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var key = words == 1 ? keys.AsSpan(t, 1) : keys.AsSpan(order[t] * words, words);
            if (last >= 0 && key.SequenceEqual(sortedKeys.AsSpan(last * words, words)))
            {
                sums[last] += coefficients[order[t]];
                continue;
            }

            // A sum that came to zero gives its place up.
            last += last < 0 || sums[last] != 0 ? 1 : 0;
            key.CopyTo(sortedKeys.AsSpan(last * words));
            sums[last] = coefficients[order[t]];
        }

        int kept = last < 0 || sums[last] != 0 ? last + 1 : last;
        if (kept < count)
        {
            Array.Resize(ref sortedKeys, kept * words);
            Array.Resize(ref sums, kept);
        }

        return new PackedTerms(layout, sortedKeys, sums).Normalized();
    }

    private static void Insert(ulong[] keys, int[] order, int count)
    {
        for (int t = 1; t < count; t++)
        {
            ulong key = keys[t];
            int index = order[t];
            int at = t;
            for (; at > 0 && keys[at - 1] > key; at--)
            {
                keys[at] = keys[at - 1];
                order[at] = order[at - 1];
            }

            keys[at] = key;
            order[at] = index;
        }
    }

    /// <summary>Sorts by the first word; inside runs of equal first words by the second; and so on.</summary>
    private static int[] SortWords(ulong[] keys, int words, int count, SortScratch scratch, CancellationToken cancellation)
    {
        var order = new int[count];
        for (int t = 0; t < count; t++)
        {
            order[t] = t;
        }

        var column = new ulong[count];
        var copy = new int[count];
        SortFrom(0, 0, count);
        return order;

        void SortFrom(int word, int start, int length)
        {
            for (int t = 0; t < length; t++)
            {
                copy[t] = order[start + t];
                column[t] = keys[copy[t] * words + word];
            }

            var sorted = Sort(column, length, scratch, cancellation);
            for (int t = 0; t < length; t++)
            {
                order[start + t] = copy[sorted[t]];
            }

            if (word + 1 == words)
            {
                return;
            }

            for (int run = start; run < start + length;)
            {
                ulong value = keys[order[run] * words + word];
                int end = run + 1;
                while (end < start + length && keys[order[end] * words + word] == value)
                {
                    end++;
                }

                if (end - run > 1)
                {
                    SortFrom(word + 1, run, end - run);
                }

                run = end;
            }
        }
    }
}
