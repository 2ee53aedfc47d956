namespace CarlemanCompiler.Polynomials;

/// <summary>Terms written one after the other: growing arrays of keys of one word and nonzero coefficients.</summary>
internal sealed class TermOutput(int expectedTerms)
{
    private ulong[] keys = new ulong[expectedTerms];
    private double[] coefficients = new double[expectedTerms];

    public int Count { get; private set; }

    /// <summary>Appends the sums of a table, zeros dropped; with keys that are codes in ascending order.</summary>
    public void Append(TermTable table, SortScratch scratch, bool ordered, CancellationToken cancellation)
    {
        Reserve(table.Count);
        var from = table.Keys;
        var sums = table.Sums;
        var order = ordered ? TermOrder.Sort(from, table.Count, scratch, cancellation) : default;
        int at = Count;
        for (int t = 0; t < table.Count; t++)
        {
            double sum = sums[ordered ? order[t] : t];
            keys[at] = from[t];
            coefficients[at] = sum;
            at += sum != 0 ? 1 : 0;
        }

        Count = at;
    }

    /// <summary>What was written, as it stands where it is ordered, else sorted.</summary>
    public PackedTerms ToTerms(MonomialLayout layout, bool ordered, CancellationToken cancellation)
    {
        if (!ordered)
        {
            return TermOrder.Collect(layout, keys, coefficients, Count, cancellation);
        }

        Array.Resize(ref keys, Count);
        Array.Resize(ref coefficients, Count);
        return new PackedTerms(layout, keys, coefficients).Normalized();
    }

    private void Reserve(int more)
    {
        // One place more than needed: a zero sum is written and then written over.
        int needed = Count + more + 1;
        if (needed > keys.Length)
        {
            int size = (int)Math.Max(needed, Math.Min(2L * keys.Length, int.MaxValue / 2));
            Array.Resize(ref keys, size);
            Array.Resize(ref coefficients, size);
        }
    }
}
