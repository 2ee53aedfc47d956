namespace CarlemanCompiler.Dynamics;

/// <summary>Words (i₁..i_ℓ) over the alphabet 0..n−1 and the monomials that they spell.</summary>
internal static class Words
{
    /// <summary>
    /// The columns i₁n^{ℓ−1}+…+i_ℓ of all distinct words with the given occupation numbers, ascending. Their count is |α|!/α!.
    /// </summary>
    public static List<int> ColumnsOf(int[] exponents)
    {
        var columns = new List<int>();
        Extend(exponents.Sum(), 0);
        return columns;

        void Extend(int remaining, int prefix)
        {
            if (remaining == 0)
            {
                columns.Add(prefix);
                return;
            }

            for (int i = 0; i < exponents.Length; i++)
            {
                if (exponents[i] > 0)
                {
                    exponents[i]--;
                    Extend(remaining - 1, prefix * exponents.Length + i);
                    exponents[i]++;
                }
            }
        }
    }

    /// <summary>|α|!/α!, the number of distinct words with the given occupation numbers.</summary>
    public static double CountOf(int[] exponents)
    {
        double count = 1;
        int letters = 0;
        foreach (int exponent in exponents)
        {
            for (int e = 1; e <= exponent; e++)
            {
                count = count * ++letters / e;
            }
        }

        return count;
    }
}
