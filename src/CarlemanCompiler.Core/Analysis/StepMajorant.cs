using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// p(x) = ‖F_0‖ + ‖I + F_1‖ x + Σ_{ℓ≥2} ‖F_ℓ‖ x^ℓ: no step leads from norm x beyond norm p(x), and ‖B_j^k‖ is at most the coefficient of
/// x^k in p(x)^j. The bounds of this namespace are made of it.
/// </summary>
public sealed class StepMajorant
{
    private StepMajorant(ImmutableArray<double> coefficients) => Coefficients = coefficients;

    /// <summary>Coefficients of x^0 .. x^q, none negative.</summary>
    public ImmutableArray<double> Coefficients { get; }

    /// <summary>The majorant of a descent in centred coordinates.</summary>
    public static StepMajorant Of(GradientDynamics dynamics) =>
        Of(dynamics, [.. Enumerable.Range(0, dynamics.Degree + 1).Select(l => TensorProfile.Of(dynamics, l).SpectralNorm)]);

    /// <summary>p(<paramref name="x"/>).</summary>
    public double Value(double x)
    {
        double value = 0;
        for (int l = Coefficients.Length - 1; l >= 0; l--)
        {
            value = value * x + Coefficients[l];
        }

        return value;
    }

    /// <summary>ρ = p(γ)/γ, the factor by which one step shrinks the ball of radius γ.</summary>
    public double Contraction(double gamma) => Value(gamma) / gamma;

    internal static StepMajorant Of(GradientDynamics dynamics, ImmutableArray<double> norms)
    {
        double linear = SparseMatrix.Identity(dynamics.WeightCount).Add(dynamics.Tensor(1)).SpectralNorm();
        return new StepMajorant(norms.SetItem(1, linear));
    }

    /// <summary>powers[j][k], the coefficient of x^k in p(x)^j, j = 0..<paramref name="order"/>.</summary>
    internal double[][] Powers(int order)
    {
        var powers = new double[order + 1][];
        powers[0] = [1];
        for (int j = 1; j <= order; j++)
        {
            powers[j] = new double[powers[j - 1].Length + Coefficients.Length - 1];
            for (int k = 0; k < powers[j - 1].Length; k++)
            {
                for (int l = 0; l < Coefficients.Length; l++)
                {
                    powers[j][k + l] += powers[j - 1][k] * Coefficients[l];
                }
            }
        }

        return powers;
    }
}
