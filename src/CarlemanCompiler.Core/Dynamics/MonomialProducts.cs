using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Dynamics;

/// <summary>
/// Many monomials of one point with one multiplication each: every monomial is its prefix (one letter of its last variable less) times that
/// variable, and prefixes are shared. Prefixes that are not wanted themselves are added to the table.
/// </summary>
internal sealed class MonomialProducts
{
    private readonly int[] prefixes;
    private readonly int[] variables;
    private readonly int[] wanted;

    /// <param name="exponents">One exponent vector per wanted monomial.</param>
    public MonomialProducts(int[][] exponents)
    {
        var nodes = new WordTable();
        var nodeOfWord = new List<int>();
        var prefixList = new List<int>();
        var variableList = new List<int>();
        wanted = [.. exponents.Select(e => NodeOf(WordOf(e)))];
        prefixes = [.. prefixList];
        variables = [.. variableList];

        // Prefixes come before what they begin: the words that are new are found from the longest down and numbered from the shortest up.
        int NodeOf(int[] word)
        {
            int known = word.Length;
            while (known >= 0 && IsNew(word.AsSpan(0, known)))
            {
                known--;
            }

            int node = known < 0 ? -1 : nodeOfWord[nodes.NumberOf(word.AsSpan(0, known))];
            for (int length = known + 1; length <= word.Length; length++)
            {
                prefixList.Add(node);
                variableList.Add(length == 0 ? -1 : word[length - 1]);
                node = prefixList.Count - 1;
                nodeOfWord[nodes.NumberOf(word.AsSpan(0, length))] = node;
            }

            return node;
        }

        bool IsNew(ReadOnlySpan<int> word)
        {
            bool isNew = nodes.NumberOf(word) == nodeOfWord.Count;
            if (isNew)
            {
                nodeOfWord.Add(-1);
            }

            return isNew;
        }
    }

    private static int[] WordOf(int[] exponents)
    {
        var word = new List<int>();
        for (int v = 0; v < exponents.Length; v++)
        {
            for (int e = exponents[v]; e > 0; e--)
            {
                word.Add(v);
            }
        }

        return [.. word];
    }

    /// <summary>Length of the working space that <see cref="AddTo"/> needs.</summary>
    public int WorkingSize => prefixes.Length;

    /// <summary>sums[k] += monomial k at <paramref name="point"/>.</summary>
    /// <param name="sums">One number per wanted monomial.</param>
    /// <param name="point">One number per variable.</param>
    /// <param name="products">Working space, overwritten.</param>
    public void AddTo(double[] sums, ReadOnlySpan<double> point, double[] products)
    {
        for (int node = 0; node < products.Length; node++)
        {
            // Node order puts a prefix before what it begins; the constant has none.
            products[node] = prefixes[node] < 0 ? 1 : products[prefixes[node]] * point[variables[node]];
        }

        for (int k = 0; k < wanted.Length; k++)
        {
            sums[k] += products[wanted[k]];
        }
    }
}
