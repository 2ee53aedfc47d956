namespace CarlemanCompiler.Polynomials;

/// <summary>
/// One 64-bit number per monomial to be hashed in place of the whole key; where it can be had, one that adds when monomials multiply and
/// that no other monomial has.
/// </summary>
/// <remarks>
/// In the one-word exponent layout the key is the code. Otherwise, for monomials of up to d letters, the code is made of power sums: with a
/// prime q over both the number of variables and d, variable v counts as the number v of GF(q), and the code holds the degree and, for k =
/// 1..d, Σ (v^k mod q) over the letters. By Newton's identities the power sums modulo q determine the elementary symmetric functions of the
/// letters and so the letters: the code is exact where its d fields of ⌈log₂ d·q⌉ bits fit, which is up to degree 7 for 30 variables, 6 for
/// 80 and 5 for 400. Beyond that letters are hashed by their key, which is exact and no sum; keys of several words by a sum of mixed
/// numbers, which is not exact: whoever finds equal codes compares the keys.
/// </remarks>
internal sealed class MonomialCode
{
    private readonly MonomialLayout layout;
    private readonly ulong[] weights;

    private MonomialCode(MonomialLayout layout, ulong[] weights, bool isExact, bool isSum, int capacity)
    {
        this.layout = layout;
        this.weights = weights;
        IsExact = isExact;
        IsSum = isSum;
        Capacity = capacity;
    }

    /// <summary>Whether different monomials have different codes.</summary>
    public bool IsExact { get; }

    /// <summary>Whether the code of a product is the sum of the codes of its factors.</summary>
    public bool IsSum { get; }

    /// <summary>Whether the code is the key.</summary>
    public bool IsKey => weights.Length == 0;

    /// <summary>The largest degree for which this code is meant.</summary>
    public int Capacity { get; }

    /// <summary>The code for monomials of a layout up to a degree. O(variables · degree).</summary>
    public static MonomialCode For(MonomialLayout layout, int degree)
    {
        if (layout.IsSingleSum)
        {
            return new MonomialCode(layout, [], true, true, Polynomial.MaximumDegree);
        }

        if (!layout.HasLetters)
        {
            return new MonomialCode(layout, Mixed(layout.VariableCount), false, true, Polynomial.MaximumDegree);
        }

        int capacity = 1;
        while (Fits(layout.VariableCount, capacity + 1))
        {
            capacity++;
        }

        return capacity >= degree
            ? new MonomialCode(layout, PowerSums(layout.VariableCount, capacity), true, true, capacity)
            : new MonomialCode(layout, [], true, false, Polynomial.MaximumDegree);
    }

    /// <summary>The codes of all terms.</summary>
    public ulong[] Of(PackedTerms terms)
    {
        if (IsKey)
        {
            return terms.Keys;
        }

        var codes = new ulong[terms.Count];
        for (int t = 0; t < codes.Length; t++)
        {
            codes[t] = Of(terms.Key(t));
        }

        return codes;
    }

    public ulong Of(ReadOnlySpan<ulong> key)
    {
        if (IsKey)
        {
            return key[0];
        }

        int degree = layout.Degree(key);
        Span<int> letters = stackalloc int[degree];
        layout.Letters(key, letters);
        ulong code = 0;
        for (int p = 0; p < degree; p++)
        {
            code += weights[letters[p]];
        }

        return code;
    }

    private static bool Fits(int variableCount, int degree) =>
        MonomialLayout.BitLength(degree) + degree * SumBits(variableCount, degree) <= 63;

    private static int SumBits(int variableCount, int degree) =>
        MonomialLayout.BitLength((long)degree * (Prime(variableCount, degree) - 1));

    private static ulong[] PowerSums(int variableCount, int degree)
    {
        long q = Prime(variableCount, degree);
        int bits = SumBits(variableCount, degree);
        var weights = new ulong[variableCount];
        for (int v = 0; v < weights.Length; v++)
        {
            long power = 1;
            ulong weight = 1;
            for (int k = 1; k <= degree; k++)
            {
                power = power * v % q;
                weight = weight << bits | (ulong)power;
            }

            weights[v] = weight;
        }

        return weights;
    }

    /// <summary>Below 2⁵⁵, so that the codes of 255 letters do not pass 2⁶³ and keep their order in sums.</summary>
    private static ulong[] Mixed(int variableCount)
    {
        var weights = new ulong[variableCount];
        ulong state = 0;
        for (int v = 0; v < weights.Length; v++)
        {
            state += 0x9E3779B97F4A7C15UL;
            ulong mixed = (state ^ state >> 30) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBUL;
            weights[v] = (mixed ^ mixed >> 31) >> 9;
        }

        return weights;
    }

    /// <summary>The smallest prime with as many residues as variables and over <paramref name="degree"/>.</summary>
    private static long Prime(int variableCount, int degree)
    {
        long candidate = Math.Max(variableCount, degree + 1);
        while (!IsPrime(candidate))
        {
            candidate++;
        }

        return candidate;
    }

    private static bool IsPrime(long number)
    {
        for (long divisor = 2; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
            {
                return false;
            }
        }

        return number > 1;
    }
}
