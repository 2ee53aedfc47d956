namespace CarlemanCompiler.Dynamics;

/// <summary>
/// Many monomials of one point with one multiplication each: every monomial is its prefix (one letter of its last variable less) times that variable,
/// and prefixes are shared. Prefixes that are not wanted themselves are added to the table.
/// </summary>
internal sealed class MonomialProducts
{
    private readonly int[] prefixes;
    private readonly int[] variables;
    private readonly int[] wanted;

    /// <param name="exponents">One exponent vector per wanted monomial.</param>
    public MonomialProducts(int[][] exponents)
    {
        var nodes = new Dictionary<string, int>(StringComparer.Ordinal);
        var prefixList = new List<int>();
        var variableList = new List<int>();
        wanted = [.. exponents.Select(e => NodeOf((int[])e.Clone()))];
        prefixes = [.. prefixList];
        variables = [.. variableList];

        int NodeOf(int[] monomial)
        {
            string key = string.Join(",", monomial);
            if (nodes.TryGetValue(key, out int node))
            {
                return node;
            }

            int last = Array.FindLastIndex(monomial, e => e > 0);
            int prefix = -1;
            if (last >= 0)
            {
                monomial[last]--;
                prefix = NodeOf(monomial);
            }

            nodes.Add(key, node = prefixList.Count);
            prefixList.Add(prefix);
            variableList.Add(last);
            return node;
        }
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
