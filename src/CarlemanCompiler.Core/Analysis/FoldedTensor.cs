using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// F_ℓ with one column per monomial in place of the words that spell it: a monomial that w words spell carries c/w in each, and the
/// n × (monomials) matrix of c/√w has the same singular values, because the words of a monomial make one unit vector of the symmetric
/// subspace.
/// </summary>
internal sealed class FoldedTensor
{
    private readonly double[] coefficients;
    private readonly int[] rows;
    private readonly int[] columns;
    private readonly double[] wordCounts;
    private readonly Lazy<double> spectralNorm;

    private FoldedTensor(int degree, int weightCount, int[] rows, int[] columns, double[] coefficients, double[] wordCounts)
    {
        Degree = degree;
        this.rows = rows;
        this.columns = columns;
        this.coefficients = coefficients;
        this.wordCounts = wordCounts;
        Matrix = SparseMatrix.FromCoordinates(
            weightCount, wordCounts.Length, rows, columns, [.. coefficients.Select((c, k) => c / Math.Sqrt(wordCounts[columns[k]]))]);
        spectralNorm = new Lazy<double>(Matrix.SpectralNorm);
    }

    /// <summary>ℓ.</summary>
    public int Degree { get; }

    /// <summary>n × (monomials that occur).</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>‖F_ℓ‖ as a plain number, to about 1e-12.</summary>
    public double SpectralNorm => spectralNorm.Value;

    /// <summary>
    /// No smaller than ‖F_ℓ‖ of the coefficients at hand. An entry c/√w is off by two roundings, and by those of w where that is over 2⁵³:
    /// two for each letter of the word.
    /// </summary>
    public double SpectralNormBound => Matrix.SpectralNormBound((2 + 2 * Degree) * 2 * Rounding.Unit, SpectralNorm);

    /// <summary>All tensors of a descent, ℓ = 0..q.</summary>
    public static FoldedTensor[] AllOf(GradientDynamics dynamics) =>
        [.. Enumerable.Range(0, dynamics.Degree + 1).Select(l => Of(dynamics, l))];

    /// <summary>Folds F_ℓ. O(terms · n).</summary>
    public static FoldedTensor Of(GradientDynamics dynamics, int degree)
    {
        int n = dynamics.WeightCount;
        var monomials = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<int>();
        var columns = new List<int>();
        var coefficients = new List<double>();
        var wordCounts = new List<double>();
        for (int i = 0; i < n; i++)
        {
            var g = dynamics.Increments[i];
            for (int t = 0; t < g.TermCount; t++)
            {
                if (g.TermDegree(t) != degree)
                {
                    continue;
                }

                var exponents = g.Exponents(t);
                string key = new([.. exponents.Select(e => (char)e)]);
                if (!monomials.TryGetValue(key, out int column))
                {
                    monomials.Add(key, column = monomials.Count);
                    wordCounts.Add(Words.CountOf(exponents));
                }

                rows.Add(i);
                columns.Add(column);
                coefficients.Add(g.Coefficients[t]);
            }
        }

        return new FoldedTensor(degree, n, [.. rows], [.. columns], [.. coefficients], [.. wordCounts]);
    }

    /// <summary>Counts of the n × n^ℓ matrix.</summary>
    public SparsityCount Count()
    {
        int n = Matrix.RowCount;
        double threshold = SparseMatrix.NegligibleRatio
            * coefficients.Select((c, k) => Math.Abs(c) / wordCounts[columns[k]]).DefaultIfEmpty(0).Max();
        var rowCounts = new double[n];
        var columnCounts = new int[wordCounts.Length];
        for (int k = 0; k < coefficients.Length; k++)
        {
            if (Math.Abs(coefficients[k]) / wordCounts[columns[k]] > threshold)
            {
                rowCounts[rows[k]] += wordCounts[columns[k]];
                columnCounts[columns[k]]++;
            }
        }

        return new SparsityCount(
            n,
            Combinations.Power(n, Degree),
            (long)rowCounts.Sum(),
            (int)Math.Min(int.MaxValue, rowCounts.Max()),
            columnCounts.DefaultIfEmpty(0).Max());
    }
}
