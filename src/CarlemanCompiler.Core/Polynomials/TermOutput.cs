namespace CarlemanCompiler.Polynomials;

/// <summary>Terms written one after the other: growing arrays of keys of one word and nonzero coefficients.</summary>
internal sealed class TermOutput(int expectedTerms, int termLimit)
{
    private ulong[] keys = new ulong[expectedTerms];
    private double[] coefficients = new double[expectedTerms];

    public int Count { get; private set; }

    /// <summary>Moves the terms of a table to the end; where codes are keys, in ascending order.</summary>
    public void Append(RangeTable table, SortScratch scratch, bool ordered, CancellationToken cancellation)
    {
        var (newKeys, sums, count) = table.Drain();
        Reserve(count);
        var order = ordered ? TermOrder.Sort(newKeys, count, scratch, cancellation) : default;
        Array.Copy(newKeys, 0, keys, Count, count);
        for (int t = 0; t < count; t++)
        {
            coefficients[Count + t] = sums[ordered ? order[t] : t];
        }

        Count += count;
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
        int needed = Count + more;
        if (needed > termLimit)
        {
            throw new SizeLimitException(
                $"The product has more than {termLimit} terms, the limit of this computation: use fewer variables or a lower degree.");
        }

        if (needed > keys.Length)
        {
            int size = (int)Math.Max(needed, Math.Min(2L * keys.Length, termLimit));
            Array.Resize(ref keys, size);
            Array.Resize(ref coefficients, size);
        }
    }
}
