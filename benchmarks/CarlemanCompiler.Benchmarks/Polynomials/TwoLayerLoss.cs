using System.Collections.Immutable;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Benchmarks.Polynomials;

/// <summary>
/// The quartic loss of a two-layer linear network with four inputs, n/5 hidden units and one output, summed over 20 points (20 times the
/// mean, so that all coefficients are integers in every program): Σ_p (Σ_i a_i Σ_k W_ik x_pk − y_p)². Variables: W row by row, then a.
/// </summary>
internal sealed class TwoLayerLoss
{
    private const int Inputs = 4;
    private const int Points = 20;
    private readonly int hidden;
    private readonly Polynomial[] weights;

    public TwoLayerLoss(int weightCount)
    {
        hidden = weightCount / (Inputs + 1);
        weights = [.. Enumerable.Range(0, weightCount).Select(v => Polynomial.Variable(weightCount, v))];
    }

    /// <summary>Expands the loss and differentiates it by all weights.</summary>
    public ImmutableArray<Polynomial> Gradient()
    {
        var loss = new PolynomialSum(weights.Length);
        for (int p = 0; p < Points; p++)
        {
            var score = new PolynomialSum(weights.Length);
            for (int i = 0; i < hidden; i++)
            {
                for (int k = 0; k < Inputs; k++)
                {
                    score.AddProduct(weights[hidden * Inputs + i], weights[i * Inputs + k], 1 + (7 * p + 3 * k + p * k) % 5);
                }
            }

            var error = score.ToPolynomial() - Polynomial.Constant(weights.Length, 1 + p % 3);
            loss.AddProduct(error, error);
        }

        return loss.ToPolynomial().Gradient();
    }

    /// <summary>Terms of the gradient, and Σ_v (v+1) ∂_v at a point of small integers.</summary>
    public static (long Terms, double Checksum) Check(ImmutableArray<Polynomial> gradient)
    {
        double[] point = [.. Enumerable.Range(0, gradient.Length).Select(v => (v * v + 1) % 5 - 2)];
        return (gradient.Sum(g => (long)g.TermCount), gradient.Select((g, v) => (v + 1) * g.Evaluate(point)).Sum());
    }
}
