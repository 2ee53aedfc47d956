namespace CarlemanCompiler.Linearization;

/// <summary>
/// Words of up to N letters as 64-bit keys, and their places in [1; u; u^{⊗2}; …] in 64 bits. A key is the degree above the letters, the
/// first letter the most significant digit, so that keys ascend as the places do. Nothing here has a size that grows with D.
/// </summary>
/// <remarks>
/// Where entries are monomials their words ascend, and the place of w₁ ≤ … ≤ w_d counted from the end of its degree is
/// Σ_i C(n − 1 − w_i + d − i, d − i + 1): the words that follow it, by the first place in which they differ. In both orders
/// multiplication by a fixed word keeps the order of keys, which is what merging sorted products rests on.
/// </remarks>
internal sealed class PackedWords
{
    private readonly bool everyWord;
    private readonly int bits;
    private readonly ulong letterMask;
    private readonly int degreeShift;
    private readonly long[] offsets;

    // following[m · n + a] = C(n − 1 − a + m − 1, m): ascending words of m letters that begin with a letter above a; or n^m where every
    // word counts.
    private readonly long[] following;

    private PackedWords(int variableCount, int order, bool everyWord, int bits, long[] offsets)
    {
        VariableCount = variableCount;
        Order = order;
        this.everyWord = everyWord;
        this.bits = bits;
        this.offsets = offsets;
        letterMask = (1UL << bits) - 1;
        degreeShift = order * bits;
        following = new long[everyWord ? order + 1 : (order + 1) * variableCount];
        for (int m = 0; m <= order; m++)
        {
            if (everyWord)
            {
                following[m] = Combinations.Power(variableCount, m);
                continue;
            }

            for (int a = 0; m > 0 && a < variableCount; a++)
            {
                following[m * variableCount + a] = Combinations.Choose((long)variableCount - 1 - a + m - 1, m);
            }
        }
    }

    /// <summary>n.</summary>
    public int VariableCount { get; }

    /// <summary>N.</summary>
    public int Order { get; }

    /// <summary>The key of the empty word.</summary>
    public static ulong Empty => 0;

    /// <summary>Checks that keys and places fit in 64 bits. O(n · N).</summary>
    public static PackedWords Create(CarlemanBasis basis, int variableCount, int order)
    {
        int bits = BitsOf(variableCount - 1);
        if (order * bits + BitsOf(order) > 64)
        {
            int largest = order;
            while (largest * bits + BitsOf(largest) > 64)
            {
                largest--;
            }

            throw new SizeLimitException(
                $"Words of {order} letters out of {variableCount} do not fit in the 64 bits of a packed monomial. "
                + $"The largest order that fits is {largest}.");
        }

        bool everyWord = basis == CarlemanBasis.Kronecker;
        var offsets = new long[order + 2];
        for (int d = 0; d <= order; d++)
        {
            long size = everyWord ? Combinations.Power(variableCount, d) : Combinations.Choose((long)variableCount + d - 1, d);
            offsets[d + 1] = Combinations.Add(offsets[d], size);
            if (offsets[d + 1] == long.MaxValue)
            {
                throw new SizeLimitException(
                    $"The lifted vector of {variableCount} weights at order {order} in the {basis} basis has 2^63 entries or more. "
                    + $"The largest order that can be indexed is {d - 1}.");
            }
        }

        return new PackedWords(variableCount, order, everyWord, bits, offsets);
    }

    /// <summary>First place of a degree.</summary>
    public long Offset(int degree) => offsets[degree];

    public int DegreeOf(ulong key) => (int)(degreeShift == 64 ? 0 : key >> degreeShift);

    /// <summary>Key · letters, none above order N; the letters of a monomial are put where they belong.</summary>
    public ulong Multiply(ulong key, ReadOnlySpan<int> letters)
    {
        int degree = DegreeOf(key);
        ulong word = key - ((ulong)degree << degreeShift);
        foreach (int letter in letters)
        {
            int above = 0;
            if (!everyWord)
            {
                // The letters behind the new one: from the end, while they are larger.
                ulong rest = word;
                while (above < degree && (int)(rest & letterMask) > letter)
                {
                    rest >>= bits;
                    above++;
                }
            }

            int shift = above * bits;
            ulong low = word & ((1UL << shift) - 1);
            word = (((word >> shift) << bits) | (uint)letter) << shift | low;
            degree++;
        }

        return ((ulong)degree << degreeShift) | word;
    }

    /// <summary>The place of a word in [1; u; …]. O(its length).</summary>
    public long IndexOf(ulong key)
    {
        int degree = DegreeOf(key);
        ulong word = key;
        long index = everyWord ? offsets[degree] : offsets[degree + 1] - 1;
        for (int m = 1; m <= degree; m++)
        {
            int letter = (int)(word & letterMask);
            word >>= bits;
            index += everyWord ? letter * following[m - 1] : -following[m * VariableCount + letter];
        }

        return index;
    }

    /// <summary>The letters of the word at a place of degree letters.Length. O(length · log n).</summary>
    public void LettersAt(long index, Span<int> letters)
    {
        int degree = letters.Length;
        if (everyWord)
        {
            long rest = index - offsets[degree];
            for (int k = degree - 1; k >= 0; k--)
            {
                letters[k] = (int)(rest % VariableCount);
                rest /= VariableCount;
            }

            return;
        }

        long behind = offsets[degree + 1] - 1 - index;
        for (int k = 0; k < degree; k++)
        {
            // The smallest letter with no more words behind it than are left; counts fall as letters grow.
            int row = (degree - k) * VariableCount;
            int low = 0;
            int high = VariableCount - 1;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (following[row + middle] <= behind)
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            letters[k] = low;
            behind -= following[row + low];
        }
    }

    /// <summary>Makes <paramref name="letters"/> the next word of its length.</summary>
    /// <returns>The first letter that changed; −1 behind the last word.</returns>
    public int Advance(Span<int> letters)
    {
        int at = letters.Length - 1;
        while (at >= 0 && letters[at] == VariableCount - 1)
        {
            at--;
        }

        if (at >= 0)
        {
            letters[at]++;
            letters[(at + 1)..].Fill(everyWord ? 0 : letters[at]);
        }

        return at;
    }

    /// <summary>|α|!/α!, the words that spell the monomial of an ascending word. O(its length).</summary>
    public double WordCount(ulong key)
    {
        int degree = DegreeOf(key);
        ulong word = key;
        double count = 1;
        int run = 0;
        ulong previous = 0;
        for (int k = 1; k <= degree; k++)
        {
            ulong letter = word & letterMask;
            word >>= bits;
            run = k > 1 && letter == previous ? run + 1 : 1;
            count = count * k / run;
            previous = letter;
        }

        return count;
    }

    private static int BitsOf(int value)
    {
        int bits = 0;
        for (; value > 0; value >>= 1)
        {
            bits++;
        }

        return bits;
    }
}
