namespace CarlemanCompiler.Polynomials;

/// <summary>
/// A sum of terms under construction: an open-addressing hash table from packed monomials to coefficients, written out in canonical order.
/// Expected O(1) per added term, O(k log k) to write k distinct terms. Sums are formed in the order of <see cref="Add"/>, so equal calls
/// give equal bits.
/// </summary>
internal sealed class TermAccumulator
{
    private readonly int variableCount;
    private readonly int words;
    private readonly int termLimit;
    private ulong[] keys;
    private double[] coefficients;
    private int[] slots;
    private int count;

    public TermAccumulator(int variableCount, int expectedTerms, int termLimit = Polynomial.DefaultTermLimit)
    {
        this.variableCount = variableCount;
        this.termLimit = termLimit;
        words = PackedTerms.WordsFor(variableCount);
        int capacity = Math.Max(4, Math.Min(expectedTerms, 1 << 20));
        keys = new ulong[capacity * words];
        coefficients = new double[capacity];
        slots = new int[TableSize(capacity)];
    }

    public void Add(ReadOnlySpan<ulong> key, double coefficient)
    {
        int mask = slots.Length - 1;
        int slot = (int)(Hash(key) & (ulong)mask);
        while (slots[slot] != 0)
        {
            int term = slots[slot] - 1;
            if (keys.AsSpan(term * words, words).SequenceEqual(key))
            {
                coefficients[term] += coefficient;
                return;
            }

            slot = (slot + 1) & mask;
        }

        if (count == termLimit)
        {
            throw new SizeLimitException($"The polynomial has more than {termLimit} terms, the limit of this computation.");
        }

        if (count == coefficients.Length)
        {
            Grow();
            Add(key, coefficient);
            return;
        }

        key.CopyTo(keys.AsSpan(count * words));
        coefficients[count] = coefficient;
        slots[slot] = ++count;
    }

    public PackedTerms ToTerms()
    {
        var order = new List<int>(count);
        for (int t = 0; t < count; t++)
        {
            if (coefficients[t] != 0)
            {
                order.Add(t);
            }
        }

        order.Sort((a, b) => PackedTerms.Compare(keys.AsSpan(a * words, words), keys.AsSpan(b * words, words)));
        var sortedKeys = new ulong[order.Count * words];
        var sortedCoefficients = new double[order.Count];
        for (int i = 0; i < order.Count; i++)
        {
            keys.AsSpan(order[i] * words, words).CopyTo(sortedKeys.AsSpan(i * words));
            sortedCoefficients[i] = coefficients[order[i]];
        }

        return new PackedTerms(variableCount, sortedKeys, sortedCoefficients);
    }

    private static int TableSize(int capacity)
    {
        int size = 8;
        while (size < 2 * capacity)
        {
            size *= 2;
        }

        return size;
    }

    /// <summary>
    /// Exponents sit in the high bytes of a word, and a product carries bits upwards only: without the second round the low bits, which choose the slot,
    /// would be zero for polynomials in few variables.
    /// </summary>
    private static ulong Hash(ReadOnlySpan<ulong> key)
    {
        ulong hash = 0;
        foreach (ulong word in key)
        {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15UL;
            hash ^= hash >> 32;
        }

        hash *= 0xD6E8FEB86659FD93UL;
        return hash ^ hash >> 32;
    }

    private void Grow()
    {
        Array.Resize(ref keys, keys.Length * 2);
        Array.Resize(ref coefficients, coefficients.Length * 2);
        slots = new int[TableSize(coefficients.Length)];
        int mask = slots.Length - 1;
        for (int t = 0; t < count; t++)
        {
            int slot = (int)(Hash(keys.AsSpan(t * words, words)) & (ulong)mask);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = t + 1;
        }
    }
}
