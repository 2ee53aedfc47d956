namespace CarlemanCompiler.Polynomials;

/// <summary>
/// The storage of a <see cref="Polynomial"/>: packed monomials and coefficients as parallel arrays in canonical order.
/// Word w of term t stands at Keys[t·Words + w]; <see cref="MonomialLayout"/> says what is in it.
/// </summary>
internal readonly struct PackedTerms(MonomialLayout layout, ulong[] keys, double[] coefficients)
{
    public MonomialLayout Layout { get; } = layout;

    public ulong[] Keys { get; } = keys;

    public double[] Coefficients { get; } = coefficients;

    public int VariableCount => Layout.VariableCount;

    public int Words => Layout.Words;

    public int Count => Coefficients.Length;

    public int DegreeOfAll => Count == 0 ? 0 : Degree(Count - 1);

    public static PackedTerms Empty(int variableCount) => new(MonomialLayout.For(variableCount, 0), [], []);

    public ReadOnlySpan<ulong> Key(int term) => Keys.AsSpan(term * Words, Words);

    public int Exponent(int term, int variable) => Layout.Exponent(Key(term), variable);

    public int Degree(int term) => Layout.Degree(Key(term));

    /// <summary>The same terms in another layout that holds them; the order stays, every layout has the same.</summary>
    public PackedTerms In(MonomialLayout layout)
    {
        if (layout == Layout)
        {
            return this;
        }

        return new PackedTerms(layout, Repack(Layout, Keys, Count, layout), Coefficients);
    }

    /// <summary>In the layout of their own degree, which is the one to compare in; sums in one word are the first of all layouts.</summary>
    public PackedTerms Normalized() => Layout.IsSingleSum ? this : In(MonomialLayout.For(VariableCount, DegreeOfAll));

    /// <summary>The keys of <paramref name="count"/> monomials in another layout.</summary>
    public static ulong[] Repack(MonomialLayout from, ulong[] keys, int count, MonomialLayout to)
    {
        var packed = new ulong[count * to.Words];
        var exponents = new int[from.VariableCount];
        Span<int> letters = stackalloc int[Polynomial.MaximumDegree];
        for (int t = 0; t < count; t++)
        {
            int degree = from.Letters(keys.AsSpan(t * from.Words, from.Words), letters);
            for (int p = 0; p < degree; p++)
            {
                exponents[letters[p]]++;
            }

            to.Pack(exponents, packed.AsSpan(t * to.Words, to.Words));
            for (int p = 0; p < degree; p++)
            {
                exponents[letters[p]] = 0;
            }
        }

        return packed;
    }
}
