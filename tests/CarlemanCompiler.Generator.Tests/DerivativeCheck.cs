namespace CarlemanCompiler.Generator.Tests;

/// <summary>
/// Derivatives of a loss method by running it: along each weight the method is a polynomial of known degree, so that the derivative of its
/// interpolant in enough Chebyshev points is its own, but for rounding, and nothing of the compiler under test is used. (Berrut and
/// Trefethen, Barycentric Lagrange Interpolation, 2004, section 9.3.)
/// </summary>
internal static class DerivativeCheck
{
    /// <summary>Half the length of the interval in which the method is sampled.</summary>
    private const double Radius = 0.5;

    private const double Tolerance = 1e-8;

    /// <summary>Holds a gradient against the method; returns the size of its values around the point.</summary>
    /// <param name="method">The loss.</param>
    /// <param name="degree">Of the loss in all variables; one that is too low makes the check fail, not pass.</param>
    public static double Run(
        SampleLoss method, int degree, ReadOnlySpan<double> weights, ReadOnlySpan<double> sample, ReadOnlySpan<double> gradient,
        string program)
    {
        // One point more than the polynomial needs, so that a higher degree than it says shows.
        var (points, factors) = Stencil(degree + 2 | 1);
        double scale = 1;
        for (int i = 0; i < weights.Length; i++)
        {
            var moved = weights.ToArray();
            double derivative = 0;
            double size = 1;
            for (int k = 0; k < points.Length; k++)
            {
                moved[i] = weights[i] + points[k];
                double loss = method(moved, sample);
                size = Math.Max(size, Math.Abs(loss));
                derivative += factors[k] * loss;
            }

            Assert.True(
                Math.Abs(gradient[i] - derivative) <= Tolerance * Math.Max(size, Math.Abs(derivative)),
                $"∂{i}: generated {gradient[i]:R}, of the method {derivative:R}\n{program}");
            scale = Math.Max(scale, size);
        }

        return scale;
    }

    /// <summary>An odd number of points around 0 and the factors with which their values sum to the derivative at 0.</summary>
    private static (double[] Points, double[] Factors) Stencil(int count)
    {
        var points = new double[count];
        var weights = new double[count];
        for (int k = 0; k < count; k++)
        {
            double angle = (2 * k + 1) * Math.PI / (2 * count);
            points[k] = Radius * Math.Cos(angle);
            weights[k] = (k & 1) == 0 ? Math.Sin(angle) : -Math.Sin(angle);
        }

        int middle = count / 2;
        points[middle] = 0;
        var factors = new double[count];
        for (int k = 0; k < count; k++)
        {
            if (k != middle)
            {
                factors[k] = weights[k] / weights[middle] / -points[k];
                factors[middle] -= factors[k];
            }
        }

        return (points, factors);
    }
}
