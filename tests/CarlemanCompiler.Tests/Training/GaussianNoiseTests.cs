using CarlemanCompiler.Training;
using CsCheck;

namespace CarlemanCompiler.Tests.Training;

/// <summary>Normal numbers by their moments and quantiles; a function of seed and step.</summary>
public sealed class GaussianNoiseTests
{
    [Fact]
    public void NumbersAreNormalAndIndependent()
    {
        const int weights = 3;
        const int steps = 100_000;
        var noise = new GaussianNoise([1, 2, 0.5], 17);
        var products = new double[weights, weights];
        var means = new double[weights];
        int beyond = 0;
        double fourth = 0;
        var xi = new double[weights];
        for (int t = 0; t < steps; t++)
        {
            noise.Fill(t, xi);
            for (int i = 0; i < weights; i++)
            {
                double z = xi[i] / noise.StandardDeviations[i];
                means[i] += z / steps;
                fourth += z * z * z * z / steps / weights;
                beyond += Math.Abs(z) > 1.959963984540054 ? 1 : 0;
                for (int j = 0; j < weights; j++)
                {
                    products[i, j] += z * xi[j] / noise.StandardDeviations[j] / steps;
                }
            }
        }

        // Five standard errors: 1/√T for means and correlations, √2/√T for variances, √96/√(nT) for fourth moments.
        double error = 5 / Math.Sqrt(steps);
        for (int i = 0; i < weights; i++)
        {
            Assert.Equal(0, means[i], error);
            for (int j = 0; j < weights; j++)
            {
                Assert.Equal(i == j ? 1 : 0, products[i, j], i == j ? 1.5 * error : error);
            }
        }

        Assert.Equal(3, fourth, error * Math.Sqrt(96.0 / weights));
        Assert.Equal(0.05, beyond / (double)(weights * steps), error * Math.Sqrt(0.05 * 0.95 / weights));
    }

    [Fact]
    public void StepsNeedNoOrder() => Gen.Select(Gen.Int, Gen.Int[0, 1000], Gen.Int[1, 5]).Sample((seed, step, weights) =>
    {
        var noise = new GaussianNoise([0.3], seed);
        var (a, b, other) = (new double[weights], new double[weights], new double[weights]);
        noise.Fill(step, a);
        noise.Fill(step + 1, other);
        new GaussianNoise([0.3], seed).Fill(step, b);
        Assert.Equal(a, b);
        Assert.NotEqual(a, other);
    });

    /// <summary>The bits are part of the contract: a run of today is reproduced by every later version.</summary>
    [Fact]
    public void BitsStay()
    {
        var xi = new double[3];
        new GaussianNoise([1], 42).Fill(7, xi);
        Assert.Equal([0.19198638186451855, -0.8599183559291621, 0.95458144189004046], xi);
    }

    [Fact]
    public void TheLogarithmIsOne() => Gen.Double[1e-12, 0.999999].Sample(x =>
        Assert.Equal(Math.Log(x), GaussianNoise.Logarithm(x), 4e-16 * Math.Max(0.5, -Math.Log(x))));
}
