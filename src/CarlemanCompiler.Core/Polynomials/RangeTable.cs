namespace CarlemanCompiler.Polynomials;

/// <summary>
/// Sums of terms whose codes lie in one range (base, last]: an open-addressing table that holds code and sum side by side, one access to
/// memory a pair. Codes are exact sums and are held as distances from the base, which are never zero, so that zero marks a free slot.
/// </summary>
internal sealed class RangeTable
{
    private readonly MonomialLayout layout;
    private readonly int termLimit;
    private Slot[] slots;
    private ulong[] slotKeys;
    private int shift;
    private ulong[] keys = [];
    private double[] sums = [];

    public RangeTable(MonomialLayout layout, bool codesAreKeys, int expectedTerms, int termLimit)
    {
        this.layout = layout;
        this.termLimit = termLimit;
        shift = 63;
        while (1L << (64 - shift) < 2L * expectedTerms)
        {
            shift--;
        }

        slots = new Slot[1 << (64 - shift)];
        slotKeys = codesAreKeys ? [] : new ulong[slots.Length];
    }

    /// <summary>Distinct monomials in the table, those whose sum is zero among them.</summary>
    public int Count { get; private set; }

    /// <summary>Terms that are already elsewhere and count against the limit too.</summary>
    public int Flushed { get; set; }

    /// <summary>Under all codes of the range; changed only while the table is empty.</summary>
    public ulong Base { get; set; } = ulong.MaxValue;

    /// <summary>
    /// Adds factor · times · coefficients[j] at rowCode + columns.Codes[j] for j from <paramref name="start"/> to <paramref name="stop"/> −
    /// 1, or until that code is over <paramref name="lastCode"/>. <paramref name="times"/> is a power of two, which rounds nothing.
    /// </summary>
    /// <returns>The first j not added.</returns>
    public int AddRow(
        ulong rowCode, ulong rowKey, double factor, double times, ProductColumns columns, int start, int stop, ulong lastCode)
    {
        var columnCodes = columns.Codes;
        var columnCoefficients = columns.Coefficients;
        ulong row = rowCode - Base;
        ulong last = lastCode - Base;
        var table = slots;
        int j = start;
        for (; j < stop; j++)
        {
            ulong code = row + columnCodes[j];
            if (code > last)
            {
                break;
            }

            double coefficient = factor * columnCoefficients[j] * times;
            int at = (int)(code * 0x9E3779B97F4A7C15UL >> shift);
            while (true)
            {
                ref var slot = ref table[at];
                if (slot.Code == code)
                {
                    slot.Sum += coefficient;
                    break;
                }

                if (slot.Code == 0)
                {
                    slot.Code = code;
                    slot.Sum = coefficient;
                    if (slotKeys.Length > 0)
                    {
                        slotKeys[at] = layout.Merge(rowKey, columns.Keys[j]);
                    }

                    if (2 * ++Count > table.Length)
                    {
                        Grow();
                        table = slots;
                    }

                    break;
                }

                at = (at + 1) & (table.Length - 1);
            }
        }

        return j;
    }

    /// <summary>Keys and sums in the order of the slots, zeros dropped, and an empty table.</summary>
    public (ulong[] Keys, double[] Sums, int Count) Drain()
    {
        if (keys.Length < Count)
        {
            keys = new ulong[slots.Length / 2 + 1];
            sums = new double[slots.Length / 2 + 1];
        }

        int count = 0;
        for (int at = 0; at < slots.Length; at++)
        {
            if (slots[at].Sum != 0)
            {
                keys[count] = slotKeys.Length > 0 ? slotKeys[at] : slots[at].Code + Base;
                sums[count++] = slots[at].Sum;
            }
        }

        Array.Clear(slots, 0, slots.Length);
        Count = 0;
        return (keys, sums, count);
    }

    private void Grow()
    {
        if (Count + Flushed > termLimit)
        {
            throw new SizeLimitException(
                $"The product has more than {termLimit} terms, the limit of this computation: use fewer variables or a lower degree.");
        }

        var oldSlots = slots;
        var oldKeys = slotKeys;
        shift--;
        slots = new Slot[2 * oldSlots.Length];
        slotKeys = oldKeys.Length > 0 ? new ulong[slots.Length] : [];
        for (int from = 0; from < oldSlots.Length; from++)
        {
            if (oldSlots[from].Code == 0)
            {
                continue;
            }

            int at = (int)(oldSlots[from].Code * 0x9E3779B97F4A7C15UL >> shift);
            while (slots[at].Code != 0)
            {
                at = (at + 1) & (slots.Length - 1);
            }

            slots[at] = oldSlots[from];
            if (oldKeys.Length > 0)
            {
                slotKeys[at] = oldKeys[from];
            }
        }
    }

    private struct Slot
    {
        public ulong Code;
        public double Sum;
    }
}
