namespace CarlemanCompiler.Polynomials;

/// <summary>
/// Sums of terms by monomial: an open-addressing table from codes to entries, which stand in the order of their first addition. Expected
/// O(1) per added term. Sums are formed in the order of the calls, so equal calls give equal bits.
/// </summary>
internal sealed class TermTable
{
    private readonly int words;
    private readonly bool codesAreKeys;
    private readonly int termLimit;
    private int[] slots;
    private int shift;
    private ulong[] codes;
    private ulong[] keys;
    private double[] sums;

    public TermTable(MonomialLayout layout, bool codesAreKeys, int expectedTerms, int termLimit)
    {
        Layout = layout;
        words = layout.Words;
        this.codesAreKeys = codesAreKeys;
        this.termLimit = termLimit;
        int capacity = Math.Max(8, Math.Min(expectedTerms, Math.Min(termLimit, 1 << 16)));
        codes = new ulong[capacity];
        keys = codesAreKeys ? codes : new ulong[capacity * words];
        sums = new double[capacity];
        slots = NewSlots(capacity);
    }

    public MonomialLayout Layout { get; }

    /// <summary>Distinct monomials so far, those whose sum is zero among them.</summary>
    public int Count { get; private set; }

    public ulong[] Keys => keys;

    public double[] Sums => sums;

    /// <summary>Adds to the monomial of an exact code that is its key.</summary>
    public void Add(ulong code, double coefficient)
    {
        int entry = EntryOf(code);
        if (entry == Count)
        {
            Append(code, coefficient);
        }
        else
        {
            sums[entry] += coefficient;
        }
    }

    /// <summary>Adds to a monomial given by code and key; the keys decide.</summary>
    public void Add(ulong code, ReadOnlySpan<ulong> key, double coefficient)
    {
        int mask = slots.Length - 1;
        int slot = (int)(code * 0x9E3779B97F4A7C15UL >> shift);
        for (int entry; (entry = slots[slot] - 1) >= 0; slot = (slot + 1) & mask)
        {
            if (codes[entry] == code && keys.AsSpan(entry * words, words).SequenceEqual(key))
            {
                sums[entry] += coefficient;
                return;
            }
        }

        Reserve(code, ref slot);
        key.CopyTo(keys.AsSpan(Count * words));
        codes[Count] = code;
        sums[Count] = coefficient;
        slots[slot] = ++Count;
    }

    /// <summary>
    /// Adds factor · times · coefficients[j] at rowCode + columns.Codes[j] for j from <paramref name="start"/> to <paramref name="stop"/> −
    /// 1. Codes are exact sums; <paramref name="times"/> is a power of two, which rounds nothing.
    /// </summary>
    public void AddRow(ulong rowCode, ulong rowKey, double factor, double times, ProductColumns columns, int start, int stop)
    {
        var columnCodes = columns.Codes;
        var columnCoefficients = columns.Coefficients;
        var table = slots;
        for (int j = start; j < stop; j++)
        {
            ulong code = rowCode + columnCodes[j];
            double coefficient = factor * columnCoefficients[j] * times;
            int slot = (int)(code * 0x9E3779B97F4A7C15UL >> shift);
            int entry;
            while ((entry = table[slot] - 1) >= 0 && codes[entry] != code)
            {
                slot = (slot + 1) & (table.Length - 1);
            }

            if (entry >= 0)
            {
                sums[entry] += coefficient;
                continue;
            }

            Reserve(code, ref slot);
            table = slots;
            if (!codesAreKeys)
            {
                keys[Count] = Layout.Merge(rowKey, columns.Keys[j]);
            }

            codes[Count] = code;
            sums[Count] = coefficient;
            table[slot] = ++Count;
        }
    }

    /// <summary>The sums in canonical order, zeros dropped. The table stays as it is.</summary>
    public PackedTerms ToTerms(CancellationToken cancellation) =>
        TermOrder.Collect(Layout, keys.AsSpan(0, Count * words).ToArray(), sums, Count, cancellation);

    private static int SizeFor(int capacity)
    {
        int size = 16;
        while (size < 2 * capacity)
        {
            size *= 2;
        }

        return size;
    }

    private int EntryOf(ulong code)
    {
        int mask = slots.Length - 1;
        int slot = (int)(code * 0x9E3779B97F4A7C15UL >> shift);
        int entry;
        while ((entry = slots[slot] - 1) >= 0 && codes[entry] != code)
        {
            slot = (slot + 1) & mask;
        }

        return entry >= 0 ? entry : Count;
    }

    private void Append(ulong code, double coefficient)
    {
        int slot = 0;
        Reserve(code, ref slot);
        int mask = slots.Length - 1;
        slot = (int)(code * 0x9E3779B97F4A7C15UL >> shift);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        codes[Count] = code;
        sums[Count] = coefficient;
        slots[slot] = ++Count;
    }

    private int[] NewSlots(int capacity)
    {
        int size = SizeFor(capacity);
        shift = 64;
        for (int s = size; s > 1; s >>= 1)
        {
            shift--;
        }

        return new int[size];
    }

    /// <summary>Makes room for one more entry, and finds its slot again where the table grew.</summary>
    private void Reserve(ulong code, ref int slot)
    {
        if (Count >= termLimit)
        {
            throw new SizeLimitException(
                $"The polynomial has more than {termLimit} terms, the limit of this computation: use fewer variables or a lower degree.");
        }

        if (Count < codes.Length)
        {
            return;
        }

        int capacity = (int)Math.Min(termLimit, 2L * codes.Length);
        Array.Resize(ref codes, capacity);
        Array.Resize(ref sums, capacity);
        if (codesAreKeys)
        {
            keys = codes;
        }
        else
        {
            Array.Resize(ref keys, capacity * words);
        }

        slots = NewSlots(capacity);
        int mask = slots.Length - 1;
        for (int entry = 0; entry < Count; entry++)
        {
            int at = (int)(codes[entry] * 0x9E3779B97F4A7C15UL >> shift);
            while (slots[at] != 0)
            {
                at = (at + 1) & mask;
            }

            slots[at] = entry + 1;
        }

        slot = (int)(code * 0x9E3779B97F4A7C15UL >> shift);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }
    }
}
