using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>The rows of a map in units of γ.</summary>
internal static class ScaledRows
{
    /// <summary>Rows of the descent with other coefficients and u/γ for u: a term of degree ℓ is multiplied by γ^{ℓ−1}.</summary>
    /// <param name="dynamics">The descent.</param>
    /// <param name="coefficients">Its coefficients, weight after weight.</param>
    /// <param name="scale">γ.</param>
    /// <param name="order">N.</param>
    /// <param name="basis">The basis of y.</param>
    /// <param name="etaPowers">The largest power of η kept; 0 for all.</param>
    public static RowGenerator Of(
        GradientDynamics dynamics, ReadOnlySpan<double> coefficients, double scale, int order, CarlemanBasis basis, int etaPowers)
    {
        double[] scaled = coefficients.ToArray();
        int at = 0;
        foreach (var g in dynamics.Increments)
        {
            for (int t = 0; t < g.TermCount; t++)
            {
                scaled[at++] *= Math.Pow(scale, g.TermDegree(t) - 1);
            }
        }

        return RowGenerator.Create(dynamics.WithCoefficients(scaled), order, basis, etaPowers);
    }
}
