namespace CarlemanCompiler.Analysis;

/// <summary>
/// E_j(t+1) = Σ_{k=1..N} β_jk E_k(t) + c_j(t), E(0) = 0: bounds on the errors of all blocks of the map truncated at order N, where β_jk is
/// the coefficient of x^k in p(x)^j and c_j bounds what truncation cuts off row j.
/// </summary>
/// <remarks>
/// Cut off is Σ G_{ℓ₁}u^{⊗ℓ₁} ⊗ … ⊗ G_{ℓ_j}u^{⊗ℓ_j} over ℓ₁ + … + ℓ_j &gt; N, so with a_ℓ ≥ ‖G_ℓ u^{⊗ℓ}‖ the c_j are the coefficients of
/// (Σ_ℓ a_ℓ x^ℓ)^j beyond x^N: no larger than with a_ℓ = ‖G_ℓ‖ ‖u‖^ℓ, and zero where the gradient vanishes.
/// </remarks>
internal sealed class BlockRecursion
{
    private readonly int order;
    private readonly double[][] beta;
    private readonly double[] cuts;
    private double[] errors;
    private double[] next;

    /// <param name="majorant">p.</param>
    /// <param name="order">N.</param>
    /// <param name="initial">E_j(0) at j = 1..N; empty for zeros.</param>
    public BlockRecursion(StepMajorant majorant, int order, ReadOnlySpan<double> initial = default)
    {
        this.order = order;
        beta = majorant.Powers(order);
        cuts = new double[order + 1];
        errors = initial.IsEmpty ? new double[order + 1] : initial.ToArray();
        next = new double[order + 1];
    }

    /// <summary>E_1: no smaller than ‖u(t) − û_1(t)‖; infinite where nothing is known any more.</summary>
    public double Error => errors[1];

    /// <summary>From t to t + 1, cutting what the parts of the step make. O(N² · q²).</summary>
    /// <param name="parts">a_ℓ, ℓ = 0..q.</param>
    public void Step(ReadOnlySpan<double> parts)
    {
        var powers = StepMajorant.Powers(parts, order);
        for (int j = 1; j <= order; j++)
        {
            cuts[j] = 0;
            for (int k = order + 1; k < powers[j].Length; k++)
            {
                cuts[j] = Rounding.AddUp(cuts[j], powers[j][k]);
            }
        }

        Propagate(cuts);
    }

    /// <summary>From t to t + 1 with errors c_j(t) of another origin. O(N²).</summary>
    /// <param name="errorsOfStep">c_j at j = 1..N.</param>
    public void Propagate(ReadOnlySpan<double> errorsOfStep)
    {
        for (int j = 1; j <= order; j++)
        {
            double sum = errorsOfStep[j];
            for (int k = 1; k <= Math.Min(order, beta[j].Length - 1); k++)
            {
                sum = Rounding.AddUp(sum, Rounding.MultiplyUp(beta[j][k], errors[k]));
            }

            next[j] = double.IsNaN(sum) ? double.PositiveInfinity : sum;
        }

        (errors, next) = (next, errors);
    }
}
