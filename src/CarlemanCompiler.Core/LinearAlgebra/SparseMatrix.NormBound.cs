using CarlemanCompiler.Analysis;

namespace CarlemanCompiler.LinearAlgebra;

/// <content>A proven upper bound on the spectral norm.</content>
public sealed partial class SparseMatrix
{
    // Dense proofs take side³/3 operations and as many as forming the Gram matrix does: together some ten milliseconds at most.
    private const int ProofSize = 400;
    private const double ProofWork = 3e7;
    private const int PerronIterations = 40;

    /// <summary>
    /// A number that is no smaller than the largest singular value: rounding errors of its own computation are included.
    /// </summary>
    /// <remarks>
    /// Where the short side has at most 400 rows, μ ≥ λ_max(AAᵀ) is proven by a Cholesky factorization of μI − AAᵀ that runs to its end:
    /// its backward error is at most γ·trace (Higham, Accuracy and Stability, theorem 10.5; Rump, BIT 46, 2006), and the bound exceeds the
    /// norm by some 1e-12 relative. Beyond that, ‖A‖² ≤ max_i (|A|ᵀ|A|x)_i/x_i for any x &gt; 0 (Collatz and Wielandt), with x from power
    /// iteration: the norm of |A|, which is that of A where no cancellation between signs lowers it, and may exceed it by √(entries of a
    /// row) elsewhere. Never over the Frobenius norm.
    /// </remarks>
    /// <param name="entryError">
    /// Relative error of the stored entries: the bound holds for every matrix whose entries differ from these by no more.
    /// </param>
    /// <returns>The bound; infinite where entries are.</returns>
    public double SpectralNormBound(double entryError = 0) => SpectralNormBound(entryError, estimate: null);

    /// <param name="entryError">Relative error of the stored entries.</param>
    /// <param name="estimate">Something near the norm, where it is at hand: saves computing it, and is not believed.</param>
    internal double SpectralNormBound(double entryError, double? estimate)
    {
        double largest = LargestMagnitude;
        if (largest == 0 || double.IsInfinity(largest) || double.IsNaN(largest))
        {
            return double.IsNaN(largest) ? double.PositiveInfinity : largest;
        }

        // The power of two in the largest entry: scaling changes no digit, and squares neither overflow nor vanish.
        double scale = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(largest) & 0x7FF0_0000_0000_0000);
        if (scale == 0 || double.IsInfinity(1 / scale))
        {
            return Rounding.NormUp(Values);
        }

        double frobenius = Rounding.DivideUp(Rounding.NormUp(Values), scale);
        double bound = frobenius;
        if (Math.Min(RowCount, ColumnCount) > 1)
        {
            var wide = RowCount <= ColumnCount ? this : Transpose();
            bound = Math.Min(bound, wide.ProofByCholesky(scale, frobenius, estimate) ?? wide.ProofByPositiveVector(scale));
        }

        return Rounding.MultiplyUp(scale, Rounding.AddUp(bound, Rounding.MultiplyUp(entryError, frobenius)));
    }

    /// <summary>
    /// A bound on ‖A‖/scale from a factorization of μI − AAᵀ; null where that is too large or no μ near the norm can be proven.
    /// </summary>
    private double? ProofByCholesky(double scale, double frobenius, double? estimate)
    {
        var transpose = Transpose();
        double work = 0;
        for (int c = 0; c < ColumnCount; c++)
        {
            double count = transpose.RowStarts[c + 1] - transpose.RowStarts[c];
            work += count * count;
        }

        if (RowCount > ProofSize || work > ProofWork)
        {
            return null;
        }

        var gram = transpose.Gram(scale);
        int longest = 0;
        for (int i = 0; i < RowCount; i++)
        {
            longest = Math.Max(longest, RowStarts[i + 1] - RowStarts[i]);
        }

        // Off by at most γ_k |A||A|ᵀ entry by entry, whose norm is at most γ_k ‖A‖_F²; and by products that vanish.
        double gramError = Rounding.AddUp(
            Rounding.MultiplyUp(2 * Rounding.Unit * (longest + 2), Rounding.MultiplyUp(frobenius, frobenius)), Rounding.Tiny);
        double norm = (estimate ?? SpectralNorm()) / scale;
        double margin = 1e-14 + 1e-15 * RowCount;
        for (int attempt = 0; attempt < 12; attempt++, margin *= 8)
        {
            double mu = norm * norm * (1 + margin);
            if (FactorizationError(gram, mu) is { } error)
            {
                return Rounding.SqrtUp(Rounding.AddUp(Rounding.AddUp(mu, error), gramError));
            }

            if (attempt == 3 && estimate is not null)
            {
                // The estimate is of something else: a matrix that was thought to be symmetric, for instance.
                return ProofByCholesky(scale, frobenius, estimate: null);
            }
        }

        return null;
    }

    /// <summary>e with λ_max(gram) ≤ μ + e, from a Cholesky factorization of μI − gram; null where a pivot is not positive.</summary>
    private static double? FactorizationError(double[,] gram, double mu)
    {
        int n = gram.GetLength(0);
        var rows = new double[n][];
        double trace = 0;
        double largest = 0;
        for (int i = 0; i < n; i++)
        {
            var row = rows[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                var other = rows[j];
                double sum = i == j ? mu - gram[i, i] : -gram[i, j];
                if (i == j)
                {
                    trace += sum;
                    largest = Math.Max(largest, Math.Abs(sum));
                }

                for (int k = 0; k < j; k++)
                {
                    sum -= row[k] * other[k];
                }

                if (i != j)
                {
                    row[j] = sum / other[j];
                }
                else if (sum > 0)
                {
                    row[i] = Math.Sqrt(sum);
                }
                else
                {
                    return null;
                }
            }
        }

        // γ/(1 − γ) · trace with γ = γ_{n+1}, and the rounding of the diagonal.
        return Rounding.AddUp(Rounding.Inflate(4 * Rounding.Unit * (n + 2) * trace, n + 2L), 2 * Rounding.Unit * largest);
    }

    /// <summary>A bound on ‖A‖/scale from |A|(|A|ᵀx) against x.</summary>
    private double ProofByPositiveVector(double scale)
    {
        var x = new double[RowCount];
        var image = new double[ColumnCount];
        var product = new double[RowCount];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = 1;
        }

        double best = double.PositiveInfinity;
        int longest = RowCount + ColumnCount;
        for (int iteration = 0; iteration < PerronIterations; iteration++)
        {
            Array.Clear(image, 0, image.Length);
            Array.Clear(product, 0, product.Length);
            for (int i = 0; i < RowCount; i++)
            {
                for (int k = RowStarts[i]; k < RowStarts[i + 1]; k++)
                {
                    image[Columns[k]] += Math.Abs(Values[k]) / scale * x[i];
                }
            }

            double ratio = 0;
            double largest = 0;
            for (int i = 0; i < RowCount; i++)
            {
                for (int k = RowStarts[i]; k < RowStarts[i + 1]; k++)
                {
                    product[i] += Math.Abs(Values[k]) / scale * image[Columns[k]];
                }

                ratio = Math.Max(ratio, product[i] / x[i]);
                largest = Math.Max(largest, product[i]);
            }

            best = Math.Min(best, ratio);
            for (int i = 0; i < x.Length; i++)
            {
                // Kept away from 0, and from growing or vanishing over the iterations.
                x[i] = Math.Max(product[i] / largest, 1e-8);
            }
        }

        return Rounding.SqrtUp(Rounding.AddUp(Rounding.Inflate(best, longest + 4L), Rounding.Tiny));
    }
}
