using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Core.Tests.Polynomials;

/// <summary>The reference: a dictionary from exponents, written out, to coefficients.</summary>
internal static class NaivePolynomial
{
    public static SortedDictionary<string, double> Terms(Polynomial p)
    {
        var terms = Empty();
        for (int t = 0; t < p.TermCount; t++)
        {
            terms.Add(Key(p.Exponents(t)), p.Coefficients[t]);
        }

        return terms;
    }

    public static SortedDictionary<string, double> Product(Polynomial a, Polynomial b)
    {
        var terms = Empty();
        for (int i = 0; i < a.TermCount; i++)
        {
            for (int j = 0; j < b.TermCount; j++)
            {
                string key = Key([.. a.Exponents(i).Zip(b.Exponents(j), (x, y) => x + y)]);
                terms[key] = terms.GetValueOrDefault(key) + a.Coefficients[i] * b.Coefficients[j];
            }
        }

        foreach (string key in terms.Where(t => t.Value == 0).Select(t => t.Key).ToArray())
        {
            terms.Remove(key);
        }

        return terms;
    }

    /// <summary>Whether the terms stand in canonical order, by its definition and not by the keys.</summary>
    public static bool IsCanonical(Polynomial p)
    {
        for (int t = 1; t < p.TermCount; t++)
        {
            int byDegree = p.Exponents(t - 1).Sum().CompareTo(p.Exponents(t).Sum());
            bool ascending = byDegree != 0
                ? byDegree < 0
                : p.Exponents(t - 1).Zip(p.Exponents(t), (x, y) => y.CompareTo(x)).First(order => order != 0) < 0;
            if (!ascending)
            {
                return false;
            }
        }

        return p.Coefficients.IndexOf(0) < 0;
    }

    private static SortedDictionary<string, double> Empty() => new(StringComparer.Ordinal);

    private static string Key(int[] exponents) => string.Join(",", exponents);
}
