using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Analysis;

/// <summary>Sparsity and norms of one symmetrised F_ℓ, without spelling its n^ℓ columns out.</summary>
/// <param name="Degree">ℓ.</param>
/// <param name="Sparsity">Counts of the n × n^ℓ matrix.</param>
/// <param name="FrobeniusNorm">√Σ of squares over all words.</param>
/// <param name="SpectralNorm">‖F_ℓ‖, the largest singular value.</param>
public sealed record TensorProfile(int Degree, SparsityCount Sparsity, double FrobeniusNorm, double SpectralNorm)
{
    /// <summary>
    /// Profiles F_ℓ. A monomial that w words spell carries c/w in each; the n × (monomials) matrix of c/√w has the same singular values,
    /// because the words of a monomial make one unit vector of the symmetric subspace. O(terms), and the norm of that matrix.
    /// </summary>
    /// <param name="dynamics">Gradient descent on n weights.</param>
    /// <param name="degree">ℓ ≥ 0.</param>
    public static TensorProfile Of(GradientDynamics dynamics, int degree)
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

        var folded = SparseMatrix.FromCoordinates(
            n, monomials.Count, rows, columns, [.. coefficients.Select((c, k) => c / Math.Sqrt(wordCounts[columns[k]]))]);
        return new TensorProfile(degree, Count(), folded.FrobeniusNorm, folded.SpectralNorm());

        SparsityCount Count()
        {
            double threshold = SparseMatrix.NegligibleRatio
                * coefficients.Select((c, k) => Math.Abs(c) / wordCounts[columns[k]]).DefaultIfEmpty(0).Max();
            var rowCounts = new double[n];
            var columnCounts = new int[monomials.Count];
            for (int k = 0; k < coefficients.Count; k++)
            {
                if (Math.Abs(coefficients[k]) / wordCounts[columns[k]] > threshold)
                {
                    rowCounts[rows[k]] += wordCounts[columns[k]];
                    columnCounts[columns[k]]++;
                }
            }

            return new SparsityCount(
                n,
                Combinations.Power(n, degree),
                (long)rowCounts.Sum(),
                (int)Math.Min(int.MaxValue, rowCounts.Max()),
                columnCounts.DefaultIfEmpty(0).Max());
        }
    }
}
