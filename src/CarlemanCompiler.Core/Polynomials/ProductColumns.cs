namespace CarlemanCompiler.Polynomials;

/// <summary>One factor of a product, as <see cref="TermTable.AddRow"/> reads it: parallel arrays of codes, keys and coefficients.</summary>
internal sealed class ProductColumns(ulong[] codes, ulong[] keys, double[] coefficients)
{
    public ulong[] Codes { get; } = codes;

    public ulong[] Keys { get; } = keys;

    public double[] Coefficients { get; } = coefficients;

    public int Count => Codes.Length;

    public static ProductColumns Of(PackedTerms terms, MonomialCode code) => new(code.Of(terms), terms.Keys, terms.Coefficients);

    /// <summary>The same terms with ascending codes.</summary>
    public ProductColumns Sorted(CancellationToken cancellation)
    {
        var sorted = (ulong[])Codes.Clone();
        var order = TermOrder.Sort(sorted, Count, new SortScratch(), cancellation);
        var keys = new ulong[Count];
        var coefficients = new double[Count];
        for (int j = 0; j < Count; j++)
        {
            keys[j] = Keys[order[j]];
            coefficients[j] = Coefficients[order[j]];
        }

        return new ProductColumns(sorted, keys, coefficients);
    }
}
