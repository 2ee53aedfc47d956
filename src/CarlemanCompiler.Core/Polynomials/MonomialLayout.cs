namespace CarlemanCompiler.Polynomials;

/// <summary>
/// How the monomials of a polynomial are packed into 64-bit words: a function of the number of variables and the degree alone, so that
/// equal polynomials have equal keys. In every layout the canonical order (degree ascending, then exponents descending lexicographic) is
/// the ascending order of the words as unsigned numbers.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><b>Exponents</b>, up to 21 variables of small degree in one word, everything else in several: field v holds the degree in the
/// variables v, v+1, …, so field 0 is the total degree and e_v the difference of two neighbours. Keys of a product add, word by word: no
/// field outgrows the total degree, so none overflows into its neighbour.</item>
/// <item><b>Letters</b>, one word for many variables of low degree (44 variables up to degree 10, 400 up to degree 6): the degree, then the
/// variables of the monomial in ascending order, each as often as it occurs. Keys of a product merge.</item>
/// </list>
/// Fields are as wide as the words allow and not as narrow as the degree does: most polynomials in the same variables share a layout.
/// </remarks>
internal sealed record MonomialLayout
{
    private const int WidestSingleWord = 21;

    /// <summary>A one in every first, second, …, eighth bit of a word.</summary>
    private static readonly ulong[] OnesEvery =
    [
        0, ulong.MaxValue, 0x5555555555555555, 0x9249249249249249, 0x1111111111111111,
        0x1084210842108421, 0x1041041041041041, 0x8102040810204081, 0x0101010101010101,
    ];

    /// <summary>The number one in each field of a word.</summary>
    private readonly ulong ones;
    private readonly int fieldsPerWord;
    private readonly int degreeShift;

    private MonomialLayout(int variableCount, int bits, int words, int letters)
    {
        VariableCount = variableCount;
        Bits = bits;
        Words = words;
        LetterCapacity = letters;
        int fields = Math.Max(1, variableCount);
        fieldsPerWord = words == 1 ? fields : (fields + words - 1) / words;
        degreeShift = bits * (letters > 0 ? letters : fieldsPerWord - 1);
        int used = bits * fieldsPerWord;
        ones = letters > 0 ? 0 : OnesEvery[bits] & ulong.MaxValue >> (64 - used);
    }

    public int VariableCount { get; }

    /// <summary>Bits of a field: of an exponent sum, or of a letter.</summary>
    public int Bits { get; }

    /// <summary>64-bit words of a monomial; a polynomial without variables still has one, so that the constant term has a key.</summary>
    public int Words { get; }

    /// <summary>The most letters that fit; 0 in the exponent layout.</summary>
    public int LetterCapacity { get; }

    public bool HasLetters => LetterCapacity > 0;

    /// <summary>Whether a key of one word is the sum of the keys of its factors.</summary>
    public bool IsSingleSum => Words == 1 && LetterCapacity == 0;

    /// <summary>Up to this degree polynomials in the same variables that have this layout keep it.</summary>
    public int LargestDegree => HasLetters ? LetterCapacity : (1 << Bits) - 1;

    /// <summary>
    /// The layout of polynomials in <paramref name="variableCount"/> variables of total degree <paramref name="degree"/>.
    /// </summary>
    /// <exception cref="SizeLimitException">The degree is over <see cref="Polynomial.MaximumDegree"/>.</exception>
    public static MonomialLayout For(int variableCount, int degree)
    {
        if (degree > Polynomial.MaximumDegree)
        {
            throw new SizeLimitException(
                $"A term of total degree {degree} is over {Polynomial.MaximumDegree}, the largest that packed exponents hold: "
                + "lower the degree.");
        }

        int fields = Math.Max(1, variableCount);
        int bits = Math.Min(8, 64 / fields);
        if (fields <= WidestSingleWord && degree < 1 << bits)
        {
            return new MonomialLayout(variableCount, bits, 1, 0);
        }

        int letterBits = BitLength(fields - 1);
        int capacity = 63 / letterBits;
        while (BitLength(capacity) + capacity * letterBits > 64)
        {
            capacity--;
        }

        if (degree <= capacity)
        {
            return new MonomialLayout(variableCount, letterBits, 1, capacity);
        }

        int perWord = 64 / BitLength(degree);
        int words = (fields + perWord - 1) / perWord;
        perWord = (fields + words - 1) / words;
        return new MonomialLayout(variableCount, Math.Min(8, 64 / perWord), words, 0);
    }

    /// <summary>By what the rest follows from.</summary>
    public bool Equals(MonomialLayout? other) => other is not null && VariableCount == other.VariableCount
        && Bits == other.Bits && Words == other.Words && LetterCapacity == other.LetterCapacity;

    /// <inheritdoc/>
    public override int GetHashCode() => ((VariableCount * 31 + Bits) * 31 + Words) * 31 + LetterCapacity;

    /// <summary>Whether all monomials of another layout of the same variables fit: layouts grow with the degree.</summary>
    public bool Holds(MonomialLayout other) => LargestDegree >= other.LargestDegree;

    /// <summary>Total degree of checked exponents: as many as variables, none negative.</summary>
    public static int DegreeOf(int variableCount, ReadOnlySpan<int> exponents)
    {
        if (exponents.Length != variableCount)
        {
            throw new ArgumentException($"{exponents.Length} exponents were given for {variableCount} variables.", nameof(exponents));
        }

        long degree = 0;
        for (int v = 0; v < exponents.Length; v++)
        {
            if (exponents[v] < 0)
            {
                throw new ArgumentException($"The exponent {exponents[v]} of variable {v} is negative.", nameof(exponents));
            }

            degree += exponents[v];
        }

        return (int)Math.Min(degree, int.MaxValue);
    }

    public static int BitLength(long value)
    {
        int bits = 0;
        for (; value > 0; value >>= 1)
        {
            bits++;
        }

        return bits;
    }

    public void Pack(ReadOnlySpan<int> exponents, Span<ulong> key)
    {
        key.Clear();
        if (HasLetters)
        {
            int at = 0;
            for (int v = 0; v < exponents.Length; v++)
            {
                for (int e = exponents[v]; e > 0; e--)
                {
                    key[0] |= (ulong)v << LetterShift(at++);
                }
            }

            key[0] |= (ulong)at << degreeShift;
            return;
        }

        ulong sum = 0;
        for (int v = exponents.Length - 1; v >= 0; v--)
        {
            sum += (ulong)exponents[v];
            key[v / fieldsPerWord] |= sum << FieldShift(v);
        }
    }

    public int Degree(ReadOnlySpan<ulong> key) => (int)(key[0] >> degreeShift);

    public int Exponent(ReadOnlySpan<ulong> key, int variable)
    {
        if (!HasLetters)
        {
            return Field(key, variable) - (variable + 1 < VariableCount ? Field(key, variable + 1) : 0);
        }

        int count = 0;
        for (int p = Degree(key) - 1; p >= 0; p--)
        {
            count += Letter(key[0], p) == variable ? 1 : 0;
        }

        return count;
    }

    /// <summary>The variables of a monomial in ascending order, each as often as it occurs; the number written is the degree.</summary>
    public int Letters(ReadOnlySpan<ulong> key, Span<int> letters)
    {
        int degree = Degree(key);
        if (HasLetters)
        {
            for (int p = 0; p < degree; p++)
            {
                letters[p] = Letter(key[0], p);
            }

            return degree;
        }

        ulong mask = (1UL << Bits) - 1;
        int left = degree;
        int at = 0;
        int variable = -1;
        for (int w = 0; w < Words && left > 0; w++)
        {
            int fields = Math.Min(fieldsPerWord, VariableCount - w * fieldsPerWord);
            int shift = Bits * fieldsPerWord;
            for (int f = 0; f < fields; f++, variable++)
            {
                // What is missing from one field to the next is the exponent of the variable between them.
                shift -= Bits;
                int rest = (int)(key[w] >> shift & mask);
                for (; left > rest; left--)
                {
                    letters[at++] = variable;
                }
            }
        }

        for (; left > 0; left--)
        {
            letters[at++] = VariableCount - 1;
        }

        return degree;
    }

    /// <summary>The key of a product.</summary>
    public void Multiply(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> product)
    {
        if (HasLetters)
        {
            product[0] = Merge(left[0], right[0]);
            return;
        }

        for (int w = 0; w < product.Length; w++)
        {
            product[w] = left[w] + right[w];
        }
    }

    /// <summary>The key of a product in the letter layout.</summary>
    public ulong Merge(ulong left, ulong right)
    {
        int leftCount = (int)(left >> degreeShift);
        int rightCount = (int)(right >> degreeShift);
        int head = 64 - degreeShift;
        int next = 64 - Bits;
        left <<= head;
        right <<= head;
        ulong product = (ulong)(leftCount + rightCount);
        int missing = LetterCapacity - leftCount - rightCount;
        while (leftCount > 0 && rightCount > 0)
        {
            // Of the next letters the smaller one; the shorter word has run out when its count is zero.
            ulong leftLetter = left >> next;
            ulong rightLetter = right >> next;
            if (leftLetter <= rightLetter)
            {
                product = product << Bits | leftLetter;
                left <<= Bits;
                leftCount--;
            }
            else
            {
                product = product << Bits | rightLetter;
                right <<= Bits;
                rightCount--;
            }
        }

        for (; leftCount > 0; leftCount--, left <<= Bits)
        {
            product = product << Bits | left >> next;
        }

        for (; rightCount > 0; rightCount--, right <<= Bits)
        {
            product = product << Bits | right >> next;
        }

        return product << (missing * Bits);
    }

    /// <summary>Takes one factor of <paramref name="variable"/>, which must occur, out of a monomial in place.</summary>
    public void Divide(Span<ulong> key, int variable)
    {
        if (HasLetters)
        {
            int at = 0;
            while (Letter(key[0], at) != variable)
            {
                at++;
            }

            ulong behind = (1UL << LetterShift(at)) - 1;
            ulong before = ~0UL << (LetterShift(at) + Bits);
            key[0] = (key[0] & before | (key[0] & behind) << Bits) - (1UL << degreeShift);
            return;
        }

        for (int w = 0; w < key.Length; w++)
        {
            key[w] -= Unit(variable, w);
        }
    }

    /// <summary>
    /// Word <paramref name="word"/> of the key of one variable in the exponent layout: a one in each field up to its own.
    /// </summary>
    public ulong Unit(int variable, int word)
    {
        int field = variable - word * fieldsPerWord;
        return field < 0 ? 0 : ones & ~0UL << (Bits * Math.Max(0, fieldsPerWord - 1 - field));
    }

    /// <summary>Ascending order of keys: the canonical order of monomials.</summary>
    public static int Compare(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        for (int w = 0; w < a.Length; w++)
        {
            if (a[w] != b[w])
            {
                return a[w] < b[w] ? -1 : 1;
            }
        }

        return 0;
    }

    private int LetterShift(int place) => Bits * (LetterCapacity - 1 - place);

    private int Letter(ulong key, int place) => (int)(key >> LetterShift(place) & (1UL << Bits) - 1);

    private int FieldShift(int field) => Bits * (fieldsPerWord - 1 - field % fieldsPerWord);

    private int Field(ReadOnlySpan<ulong> key, int field) => (int)(key[field / fieldsPerWord] >> FieldShift(field) & (1UL << Bits) - 1);
}
