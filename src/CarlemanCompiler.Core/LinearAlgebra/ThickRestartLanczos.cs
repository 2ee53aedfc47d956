namespace CarlemanCompiler.LinearAlgebra;

/// <summary>
/// The largest eigenvalue of a symmetric positive semidefinite operator given by its products: Lanczos with full reorthogonalisation and
/// thick restarts (Wu and Simon, SIAM J. Matrix Anal. Appl. 22, 2000).
/// </summary>
/// <remarks>
/// At most <see cref="BasisSize"/> vectors are held. The projected matrix is collected as computed, not assumed tridiagonal, so that a
/// restart needs no special case. One step costs a product and O(rows · basis); deterministic (the start vector is fixed).
/// </remarks>
internal static class ThickRestartLanczos
{
    public const int BasisSize = 80;

    private const int KeptSize = 16;
    private const int MaximumProducts = 40_000;

    // The error of a Ritz value is at most its residual, and residual²/gap where the gap is larger than that.
    private const double Tolerance = 1e-13;

    /// <summary>Writes the product of the operator with <c>vector</c> to <c>product</c>.</summary>
    public delegate void Operator(double[] vector, double[] product);

    /// <summary>The largest eigenvalue to about 1e-13 relative.</summary>
    /// <exception cref="InvalidOperationException">No convergence in 40,000 products.</exception>
    /// <exception cref="ArithmeticException">A product overflows.</exception>
    public static double LargestEigenvalue(int size, Operator multiply)
    {
        int capacity = Math.Min(BasisSize, size);
        var basis = new double[capacity + 1][];
        basis[0] = StartVector(size);
        var projected = new double[capacity, capacity];
        int count = 0;
        double best = 0;
        for (int products = 0; products < MaximumProducts;)
        {
            double residualNorm = 0;
            var product = new double[size];
            while (count < capacity)
            {
                multiply(basis[count], product);
                products++;
                var coefficients = Orthogonalize(product, basis, count + 1);
                for (int i = 0; i <= count; i++)
                {
                    projected[i, count] = coefficients[i];
                    projected[count, i] = coefficients[i];
                }

                residualNorm = Norm(product);
                if (double.IsNaN(residualNorm) || double.IsInfinity(residualNorm))
                {
                    throw new ArithmeticException("A product of the operator is not finite: its entries overflow.");
                }

                count++;
                if (residualNorm <= 1e-15 * Math.Abs(projected[count - 1, count - 1]) || residualNorm == 0)
                {
                    break;
                }

                basis[count] = Scaled(product, 1 / residualNorm);
                if (count % 20 == 0 && count < capacity && Converged(projected, count, residualNorm, out best))
                {
                    return best;
                }
            }

            if (Converged(projected, count, residualNorm, out best) || count == size || basis[count] is null)
            {
                return best;
            }

            count = Restart(basis, projected, count, residualNorm);
        }

        throw new InvalidOperationException(FormattableString.Invariant(
            $"The largest eigenvalue of an operator of {size} rows did not converge in {MaximumProducts} products; the last estimate is {best}."));
    }

    private static bool Converged(double[,] projected, int count, double residualNorm, out double largest)
    {
        var (values, vectors) = DenseAlgebra.SymmetricEigensystem(Leading(projected, count));
        largest = values[count - 1];
        return residualNorm * Math.Abs(vectors[count - 1, count - 1]) <= Tolerance * Math.Abs(largest);
    }

    /// <summary>Keeps the best Ritz vectors and the residual vector behind them; returns how many Ritz vectors are kept.</summary>
    private static int Restart(double[][] basis, double[,] projected, int count, double residualNorm)
    {
        int kept = Math.Min(KeptSize, count - 1);
        var (values, vectors) = DenseAlgebra.SymmetricEigensystem(Leading(projected, count));
        var ritz = new double[kept][];
        for (int r = 0; r < kept; r++)
        {
            ritz[r] = new double[basis[0].Length];
            for (int i = 0; i < count; i++)
            {
                double weight = vectors[i, count - 1 - r];
                var from = basis[i];
                for (int k = 0; k < from.Length; k++)
                {
                    ritz[r][k] += weight * from[k];
                }
            }
        }

        var residual = basis[count];
        Array.Clear(projected, 0, projected.Length);
        for (int r = 0; r < kept; r++)
        {
            basis[r] = ritz[r];
            projected[r, r] = values[count - 1 - r];
        }

        _ = Orthogonalize(residual, basis, kept);
        basis[kept] = Scaled(residual, 1 / Norm(residual));
        return kept;
    }

    /// <summary>Removes the span of the first <paramref name="count"/> basis vectors, twice is enough; returns what was removed.</summary>
    private static double[] Orthogonalize(double[] vector, double[][] basis, int count)
    {
        var coefficients = new double[count];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < count; i++)
            {
                var q = basis[i];
                double dot = 0;
                for (int k = 0; k < vector.Length; k++)
                {
                    dot += q[k] * vector[k];
                }

                coefficients[i] += dot;
                for (int k = 0; k < vector.Length; k++)
                {
                    vector[k] -= dot * q[k];
                }
            }
        }

        return coefficients;
    }

    private static double[,] Leading(double[,] matrix, int count)
    {
        var leading = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                leading[i, j] = matrix[i, j];
            }
        }

        return leading;
    }

    /// <summary>
    /// A fixed vector with a part along every direction that structure could single out: a multiplicative congruential sequence.
    /// </summary>
    private static double[] StartVector(int size)
    {
        var vector = new double[size];
        ulong state = 0x9E3779B97F4A7C15UL;
        for (int k = 0; k < size; k++)
        {
            state = unchecked(state * 6364136223846793005UL + 1442695040888963407UL);
            vector[k] = (state >> 11) / 9007199254740992.0 - 0.5;
        }

        return Scaled(vector, 1 / Norm(vector));
    }

    private static double Norm(double[] vector)
    {
        double sum = 0;
        foreach (double x in vector)
        {
            sum += x * x;
        }

        return Math.Sqrt(sum);
    }

    private static double[] Scaled(double[] vector, double factor)
    {
        var scaled = new double[vector.Length];
        for (int k = 0; k < scaled.Length; k++)
        {
            scaled[k] = vector[k] * factor;
        }

        return scaled;
    }
}
