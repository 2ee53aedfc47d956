namespace CarlemanCompiler.Polynomials;

/// <summary>
/// The storage of a <see cref="Polynomial"/>: packed monomials and coefficients as parallel arrays in canonical order.
/// Word w of term t stands at Keys[t·Words + w]; variable v is byte v mod 8 of word v/8, counted from the most significant.
/// </summary>
internal readonly struct PackedTerms(int variableCount, ulong[] keys, double[] coefficients)
{
    public int VariableCount { get; } = variableCount;

    public ulong[] Keys { get; } = keys;

    public double[] Coefficients { get; } = coefficients;

    public int Words => WordsFor(VariableCount);

    public static PackedTerms Empty(int variableCount) => new(variableCount, [], []);

    /// <summary>64-bit words of a monomial; a polynomial without variables still has one, so that the constant term has a key.</summary>
    public static int WordsFor(int variableCount) => Math.Max(1, (variableCount + 7) / 8);

    /// <summary>Where variable <paramref name="variable"/> sits: its bit offset in its word.</summary>
    public static int ShiftOf(int variable) => 56 - 8 * (variable & 7);

    public static void Pack(int variableCount, ReadOnlySpan<int> exponents, Span<ulong> key)
    {
        if (exponents.Length != variableCount)
        {
            throw new ArgumentException($"{exponents.Length} exponents were given for {variableCount} variables.", nameof(exponents));
        }

        key.Clear();
        long degree = 0;
        for (int v = 0; v < exponents.Length; v++)
        {
            if (exponents[v] < 0)
            {
                throw new ArgumentException($"The exponent {exponents[v]} of variable {v} is negative.", nameof(exponents));
            }

            degree += exponents[v];
            if (degree > Polynomial.MaximumDegree)
            {
                throw new SizeLimitException($"A term's total degree is over {Polynomial.MaximumDegree}, the largest that packed exponents hold.");
            }

            key[v >> 3] |= (ulong)exponents[v] << ShiftOf(v);
        }
    }

    public ReadOnlySpan<ulong> Key(int term) => Keys.AsSpan(term * Words, Words);

    public int Exponent(int term, int variable) => (int)(Keys[term * Words + (variable >> 3)] >> ShiftOf(variable)) & 0xFF;

    public int Degree(int term) => DegreeOf(Key(term));

    /// <summary>Sum of all bytes of a packed monomial; exact because it is at most 255.</summary>
    public static int DegreeOf(ReadOnlySpan<ulong> key)
    {
        int degree = 0;
        foreach (ulong word in key)
        {
            degree += (int)(word * 0x0101010101010101UL >> 56);
        }

        return degree;
    }

    /// <summary>Canonical order: degree ascending, then exponents descending lexicographic.</summary>
    public static int Compare(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        int byDegree = DegreeOf(a).CompareTo(DegreeOf(b));
        if (byDegree != 0)
        {
            return byDegree;
        }

        for (int w = 0; w < a.Length; w++)
        {
            if (a[w] != b[w])
            {
                return a[w] > b[w] ? -1 : 1;
            }
        }

        return 0;
    }
}
