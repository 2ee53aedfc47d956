using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The largest singular value of an operator that is known by its products and those of its transpose: bidiagonalisation by the short
/// recurrence of Golub and Kahan (SIAM J. Numer. Anal. 2, 1965) from a fixed start vector. Given M⁻ᵀ and M⁻¹ in their place, it is
/// 1/σ_min of M.
/// </summary>
/// <remarks>
/// <para>Three vectors are held, however many steps it takes: nothing is orthogonalised against older vectors. What that costs is copies
/// of values that have converged, never a wrong largest one: the process is Lanczos' on [[0, M], [Mᵀ, 0]], none of whose values leaves
/// the spectrum by more than rounding, and whose residuals can be trusted without orthogonality (Paige, Linear Algebra Appl. 34,
/// 1980).</para>
/// <para>A small residual proves a value, not that it is the largest: with little of the largest in the start vector, a lower value may
/// come first. So a value whose residual meets the tolerance has to stand an eighth more steps, 8 at least, without growing by more than
/// the tolerance. The start has a part along every direction that structure could single out; what remains is a matter of chance.</para>
/// </remarks>
public static class GolubKahan
{
    /// <summary>The least tolerance: below it is the rounding of some thousand steps.</summary>
    public const double MinimumTolerance = 1e-12;

    private const int Vectors = 3;

    // Steps that a value has to stand, at least.
    private const int Probation = 8;

    /// <summary>The largest singular value.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="multiply">M v.</param>
    /// <param name="multiplyTransposed">Mᵀ u.</param>
    /// <param name="tolerance">Relative, <see cref="MinimumTolerance"/> or more.</param>
    /// <param name="maximumProducts">With M and Mᵀ together.</param>
    /// <param name="threads">Threads of the vector operations at most; 0 for all.</param>
    /// <param name="memoryBudgetBytes">Limit for the three vectors, checked before they are allocated.</param>
    /// <param name="cancellation">Looked at before every product.</param>
    /// <returns>The value with its bound; not converged where the limit of products came first, and then a lower bound of σ_max.</returns>
    /// <exception cref="ArithmeticException">A product is not finite.</exception>
    /// <exception cref="SizeLimitException">The vectors are over the budget.</exception>
    public static SingularValue Largest(
        int size,
        LinearProduct multiply,
        LinearProduct multiplyTransposed,
        double tolerance = 1e-8,
        int maximumProducts = 20_000,
        int threads = 0,
        long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentNullException.ThrowIfNull(multiply);
        ArgumentNullException.ThrowIfNull(multiplyTransposed);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumProducts, 2);
        if (!(tolerance >= MinimumTolerance))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, $"The tolerance is {MinimumTolerance} or more.");
        }

        if ((long)Vectors * size * sizeof(double) > memoryBudgetBytes)
        {
            throw new SizeLimitException(
                $"Singular values of {size} rows take {Vectors} vectors, {(long)Vectors * size * sizeof(double)} bytes; the limit is "
                + $"{memoryBudgetBytes} bytes. {memoryBudgetBytes / Vectors / sizeof(double)} rows fit.");
        }

        var work = new VectorWork(size, threads);
        var right = StartVector(size);
        work.Divide(right, right, work.Norm(right));
        var left = new double[size];
        var product = new double[size];
        var matrix = new GrowingBidiagonal();
        double beta = 0;
        double largestEntry = 0;
        (double Value, int Steps)? candidate = null;
        for (int check = 1, products = 0; ;)
        {
            // M v = α u + β u_old, then Mᵀ u = α v + β v_next.
            Multiply(multiply, right);
            double alpha = Require(work.CombineInto(left, product, -beta));
            largestEntry = Math.Max(largestEntry, alpha);
            products++;
            if (alpha <= Rounding(matrix.Count) * largestEntry)
            {
                // The vectors so far are mapped among themselves, and β is the last entry of a wide bidiagonal matrix.
                double value = matrix.Count == 0 ? 0 : matrix.Largest(beta).Value;
                return new SingularValue(value, Rounding(matrix.Count), products, true);
            }

            work.Divide(left, left, alpha);
            matrix.Add(beta, alpha);
            Multiply(multiplyTransposed, left);
            beta = Require(work.CombineInto(right, product, -alpha));
            largestEntry = Math.Max(largestEntry, beta);
            products++;
            bool done = beta <= Rounding(matrix.Count) * largestEntry;
            if (done || matrix.Count >= check || products + 2 > maximumProducts)
            {
                check = matrix.Count + Math.Max(2, matrix.Count / 20);
                var (value, last) = matrix.Largest();
                double bound = (value == 0 ? 0 : beta * last / (Math.Sqrt(2) * value)) + Rounding(matrix.Count);
                bool meets = bound <= tolerance;
                bool stands = candidate is { } c && value <= c.Value * (1 + tolerance);
                bool proven = meets && (done || stands && matrix.Count - candidate!.Value.Steps >= Math.Max(Probation, matrix.Count / 9));
                if (proven || done || products + 2 > maximumProducts)
                {
                    return new SingularValue(value, bound, products, proven);
                }

                candidate = !meets ? null : stands ? candidate : (value, matrix.Count);
            }

            work.Divide(right, right, beta);
        }

        void Multiply(LinearProduct by, double[] vector)
        {
            cancellation.ThrowIfCancellationRequested();
            by(vector, product);
        }
    }

    private static double Rounding(int steps) => (steps + 4) * 1.2e-16;

    private static double Require(double norm) => double.IsFinite(norm)
        ? norm
        : throw new ArithmeticException("A product of the operator is not finite: its entries overflow.");

    /// <summary>A multiplicative congruential sequence: fixed, and without a structure that an operator could share.</summary>
    private static double[] StartVector(int size)
    {
        var vector = new double[size];
        ulong state = 0x9E3779B97F4A7C15UL;
        for (int k = 0; k < size; k++)
        {
            state = unchecked(state * 6364136223846793005UL + 1442695040888963407UL);
            vector[k] = (state >> 11) / 9007199254740992.0 - 0.5;
        }

        return vector;
    }
}
