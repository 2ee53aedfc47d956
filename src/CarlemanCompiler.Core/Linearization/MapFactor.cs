using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Linearization;

/// <summary>One term c · u_{w₁}…u_{w_ℓ} of an increment polynomial, as the recursion for the map multiplies with it.</summary>
internal sealed class MapFactor
{
    private MapFactor(int degree, int[] letters, int word, double coefficient)
    {
        Degree = degree;
        Letters = letters;
        Word = word;
        Coefficient = coefficient;
    }

    /// <summary>ℓ.</summary>
    public int Degree { get; }

    /// <summary>The ascending word of the monomial; used by the order of monomials alone.</summary>
    public int[] Letters { get; }

    /// <summary>w₁n^{ℓ−1}+…+w_ℓ; used by the order of words alone.</summary>
    public int Word { get; }

    /// <summary>c.</summary>
    public double Coefficient { get; }

    /// <summary>The variable u_<paramref name="letter"/>.</summary>
    public static MapFactor Variable(int letter) => new(1, [letter], letter, 1);

    /// <summary>
    /// The terms of each increment, degree ascending, those over <paramref name="order"/> left out: one per monomial, or one per word where the
    /// basis is Kronecker's (the monomial's coefficient spread equally, or as the tensors were given).
    /// </summary>
    public static MapFactor[][] OfIncrements(GradientDynamics dynamics, CarlemanBasis basis, int order)
    {
        int n = dynamics.WeightCount;
        if (basis == CarlemanBasis.Kronecker && dynamics.Placed is { } tensors)
        {
            var byDegree = tensors.Where(pair => pair.Key <= order).OrderBy(pair => pair.Key).ToArray();
            return [.. Enumerable.Range(0, n).Select(i => byDegree.SelectMany(pair => OfRow(pair.Key, pair.Value, i)).ToArray())];
        }

        var factors = new MapFactor[n][];
        for (int i = 0; i < n; i++)
        {
            var g = dynamics.Increments[i];
            var row = new List<MapFactor>(g.TermCount);
            for (int t = 0; t < g.TermCount && g.TermDegree(t) <= order; t++)
            {
                var exponents = g.Exponents(t);
                if (basis != CarlemanBasis.Kronecker)
                {
                    row.Add(new MapFactor(g.TermDegree(t), GradientTensor.WordOf(exponents, n), 0, g.Coefficients[t]));
                    continue;
                }

                var words = Words.ColumnsOf(exponents);
                foreach (int word in words)
                {
                    row.Add(new MapFactor(g.TermDegree(t), [], word, g.Coefficients[t] / words.Count));
                }
            }

            factors[i] = [.. row];
        }

        return factors;
    }

    private static IEnumerable<MapFactor> OfRow(int degree, SparseMatrix tensor, int row)
    {
        for (int k = tensor.RowStarts[row]; k < tensor.RowStarts[row + 1]; k++)
        {
            yield return new MapFactor(degree, [], tensor.Columns[k], tensor.Values[k]);
        }
    }
}
