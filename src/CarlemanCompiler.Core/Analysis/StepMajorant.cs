using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// p(x) = ‖F_0‖ + ‖I + F_1‖ x + Σ_{ℓ≥2} ‖F_ℓ‖ x^ℓ: no step leads from norm x beyond norm p(x), and ‖B_j^k‖ is at most the coefficient of
/// x^k in p(x)^j. The bounds of this namespace are made of it.
/// </summary>
/// <remarks>
/// Certified: the coefficients are proven upper bounds of the norms of the tensors whose coefficients are the doubles at hand, and every
/// evaluation is rounded upward. How those doubles came to be (moments of data, η times a derivative, a Taylor shift) is not part of it.
/// </remarks>
public sealed class StepMajorant
{
    private StepMajorant(ImmutableArray<double> coefficients) => Coefficients = coefficients;

    /// <summary>Upper bounds of ‖F_0‖, ‖I + F_1‖, ‖F_2‖ .. ‖F_q‖; none negative.</summary>
    public ImmutableArray<double> Coefficients { get; }

    /// <summary>
    /// The majorant of a descent in centred coordinates. Per tensor O(n · terms), and a factorization of order n up to 400 weights (see
    /// <see cref="SparseMatrix.SpectralNormBound(double)"/>).
    /// </summary>
    /// <param name="dynamics">Gradient descent on n weights around its centre.</param>
    public static StepMajorant Of(GradientDynamics dynamics) => Of(dynamics, FoldedTensor.AllOf(dynamics));

    /// <summary>p(<paramref name="x"/>), rounded upward.</summary>
    /// <param name="x">A norm, 0 or more.</param>
    public double Value(double x)
    {
        double value = 0;
        for (int l = Coefficients.Length - 1; l >= 0; l--)
        {
            value = Rounding.AddUp(Rounding.MultiplyUp(value, x), Coefficients[l]);
        }

        return value;
    }

    /// <summary>
    /// p′(<paramref name="x"/>), rounded upward: a Lipschitz constant of the step on the ball of radius x.
    /// </summary>
    /// <param name="x">A norm, 0 or more.</param>
    public double Derivative(double x)
    {
        double value = 0;
        for (int l = Coefficients.Length - 1; l >= 1; l--)
        {
            value = Rounding.AddUp(Rounding.MultiplyUp(value, x), Rounding.MultiplyUp(l, Coefficients[l]));
        }

        return value;
    }

    /// <summary>ρ = p(γ)/γ, the factor by which one step shrinks the ball of radius γ; rounded upward.</summary>
    /// <param name="gamma">γ &gt; 0.</param>
    public double Contraction(double gamma) => Rounding.DivideUp(Value(gamma), gamma);

    /// <summary>p(<paramref name="x"/>) about, for searches that need no proof.</summary>
    internal double PlainValue(double x)
    {
        double value = 0;
        for (int l = Coefficients.Length - 1; l >= 0; l--)
        {
            value = value * x + Coefficients[l];
        }

        return value;
    }

    /// <param name="dynamics">The descent.</param>
    /// <param name="tensors">Its tensors.</param>
    internal static StepMajorant Of(GradientDynamics dynamics, FoldedTensor[] tensors)
    {
        // 1 + F_1's diagonal is rounded once.
        double linear = SparseMatrix.Identity(dynamics.WeightCount).Add(dynamics.Tensor(1)).SpectralNormBound(2 * Rounding.Unit);
        return new StepMajorant([.. tensors.Select(f => f.Degree == 1 ? linear : f.SpectralNormBound)]);
    }

    /// <summary>powers[j][k], an upper bound of the coefficient of x^k in p(x)^j, j = 0..<paramref name="order"/>.</summary>
    internal double[][] Powers(int order) => Powers(Coefficients.AsSpan(), order);

    /// <summary>
    /// powers[j][k], an upper bound of the coefficient of x^k in (Σ_ℓ a_ℓ x^ℓ)^j, j = 0..<paramref name="order"/>, a ≥ 0.
    /// </summary>
    internal static double[][] Powers(ReadOnlySpan<double> coefficients, int order)
    {
        var powers = new double[order + 1][];
        powers[0] = [1];
        for (int j = 1; j <= order; j++)
        {
            var previous = powers[j - 1];
            var power = powers[j] = new double[previous.Length + coefficients.Length - 1];
            for (int k = 0; k < previous.Length; k++)
            {
                for (int l = 0; l < coefficients.Length; l++)
                {
                    power[k + l] = Rounding.AddUp(power[k + l], Rounding.MultiplyUp(previous[k], coefficients[l]));
                }
            }
        }

        return powers;
    }
}
