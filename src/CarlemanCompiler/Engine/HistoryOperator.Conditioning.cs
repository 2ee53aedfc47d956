namespace CarlemanCompiler.Engine;

/// <content>Extreme singular values and condition number.</content>
public sealed partial class HistoryOperator
{
    // Inner solves are this much finer than what is asked of the value, so that they do not show in it.
    private const double InnerShare = 0.1;

    private const int InnerBasis = 20;

    /// <summary>
    /// κ(M) = σ_max/σ_min with a stated tolerance: <see cref="GolubKahan"/> on M and on M⁻¹, whose products are the two substitutions, so
    /// that σ_min is accurate relative to itself. Three vectors of the system are held. Values of M stand close at the upper end: for a
    /// tolerance of 1e-6, σ_max takes 2 to 5 T products, for 1e-3 a hundred or two; σ_min takes some tens. The inverse of a cyclic
    /// history is GMRES with <see cref="Substitute"/> as its preconditioner, of up to 27 vectors more.
    /// </summary>
    /// <param name="tolerance">Relative, for each of the two, <see cref="GolubKahan.MinimumTolerance"/> or more.</param>
    /// <param name="maximumProducts">Products with M and Mᵀ, or M⁻¹ and M⁻ᵀ, at most, for each of the two.</param>
    /// <param name="cancellation">Looked at before every product.</param>
    /// <exception cref="ArithmeticException">
    /// Products overflow, as they do where the descent diverges far enough, or a cyclic history is singular to working accuracy.
    /// </exception>
    /// <exception cref="SizeLimitException">The vectors are over the memory budget.</exception>
    public HistoryCondition ConditionNumber(double tolerance = 1e-8, int maximumProducts = 20_000, CancellationToken cancellation = default)
    {
        long budget = memoryBudgetBytes;
        double inner = 0;
        LinearProduct inverse = Substitute;
        LinearProduct inverseTransposed = SubstituteTransposed;
        if (Cyclic)
        {
            inner = Math.Max(InnerShare * tolerance, 1e-13);
            inverse = Inverse(Multiply, Substitute, inner, cancellation);
            inverseTransposed = Inverse(MultiplyTransposed, SubstituteTransposed, inner, cancellation);
        }

        var largest = GolubKahan.Largest(
            RowCount, Multiply, MultiplyTransposed, tolerance, maximumProducts, Map.Threads, budget, cancellation);
        var reciprocal = GolubKahan.Largest(
            RowCount, inverseTransposed, inverse, tolerance, maximumProducts, Map.Threads, budget, cancellation);
        double bound = reciprocal.RelativeBound + inner;
        return new HistoryCondition(largest, new SingularValue(1 / reciprocal.Value, bound, reciprocal.Products, reciprocal.Converged));
    }

    private LinearProduct Inverse(LinearProduct multiply, LinearProduct precondition, double tolerance, CancellationToken cancellation) =>
        (r, y) =>
        {
            y.Clear();
            var result = Krylov.Gmres(
                multiply, r, y, precondition, Preconditioning.Right, tolerance, InnerBasis,
                threads: Map.Threads, memoryBudgetBytes: memoryBudgetBytes, cancellation: cancellation);
            if (!result.Converged)
            {
                throw new ArithmeticException(
                    $"A solve with the cyclic history ended with {result.Outcome} at a relative residual of {result.RelativeResidual:G3}; "
                    + $"{tolerance:G3} was needed. Where a round of the map has an eigenvalue 1 the history is singular.");
            }
        };
}
