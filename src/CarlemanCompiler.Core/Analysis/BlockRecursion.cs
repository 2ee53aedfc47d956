namespace CarlemanCompiler.Analysis;

/// <summary>
/// E_j(t+1) = Σ_{k=1..N} β_jk E_k(t) + c_j(t), E(0) = 0: bounds on the errors of all blocks of the map truncated at order N, where β_jk is the
/// coefficient of x^k in p(x)^j and c_j bounds what truncation cuts off row j.
/// </summary>
/// <remarks>
/// Cut off is Σ G_{ℓ₁}u^{⊗ℓ₁} ⊗ … ⊗ G_{ℓ_j}u^{⊗ℓ_j} over ℓ₁ + … + ℓ_j &gt; N, so with a_ℓ ≥ ‖G_ℓ u^{⊗ℓ}‖ the c_j are the coefficients of
/// (Σ_ℓ a_ℓ x^ℓ)^j beyond x^N: no larger than with a_ℓ = ‖G_ℓ‖ ‖u‖^ℓ, and zero where the gradient vanishes.
/// </remarks>
internal sealed class BlockRecursion(StepMajorant majorant, int order)
{
    private readonly double[][] beta = majorant.Powers(order);
    private double[] errors = new double[order + 1];
    private double[] next = new double[order + 1];

    /// <summary>E_1: no smaller than ‖u(t) − û_1(t)‖; infinite where nothing is known any more.</summary>
    public double Error => errors[1];

    /// <summary>From t to t + 1. O(N² · q² ).</summary>
    /// <param name="parts">a_ℓ, ℓ = 0..q.</param>
    public void Step(ReadOnlySpan<double> parts)
    {
        var powers = StepMajorant.Powers(parts, order);
        for (int j = 1; j <= order; j++)
        {
            double sum = 0;
            for (int k = 1; k < beta[j].Length; k++)
            {
                sum = Rounding.AddUp(sum, k <= order ? Rounding.MultiplyUp(beta[j][k], errors[k]) : powers[j][k]);
            }

            next[j] = sum;
        }

        (errors, next) = (next, errors);
    }
}
