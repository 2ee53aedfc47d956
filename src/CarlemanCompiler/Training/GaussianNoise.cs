using System.Collections.Immutable;
using CarlemanCompiler.Simulation;

namespace CarlemanCompiler.Training;

/// <summary>
/// The additive noise ξ(t) of stochastic descent: independent normal numbers of mean 0 for every weight and step. A function of seed and step:
/// the same bits on every machine, in any order of the steps.
/// </summary>
/// <remarks>Marsaglia's polar method (SIAM Rev. 6, 260, 1964) with a logarithm of sums and products alone, which every machine rounds alike.</remarks>
public sealed record GaussianNoise
{
    private readonly ImmutableArray<double> standardDeviations;

    /// <summary>Noise for some weights.</summary>
    /// <param name="standardDeviations">One for all weights, or n: finite, from 0 on, in units of the weights.</param>
    /// <param name="seed">Seed of the numbers.</param>
    public GaussianNoise(ImmutableArray<double> standardDeviations, int seed)
    {
        if (standardDeviations.IsDefaultOrEmpty || standardDeviations.Any(s => !(s >= 0) || double.IsInfinity(s)))
        {
            throw new ArgumentException("Standard deviations are one or more finite numbers from 0 on.", nameof(standardDeviations));
        }

        this.standardDeviations = standardDeviations;
        Seed = seed;
    }

    /// <summary>Seed of the numbers.</summary>
    public int Seed { get; }

    /// <summary>One standard deviation for all weights, or one for each.</summary>
    public ImmutableArray<double> StandardDeviations => standardDeviations;

    /// <summary>ξ(t).</summary>
    /// <param name="step">t ≥ 0.</param>
    /// <param name="noise">n numbers, overwritten.</param>
    public void Fill(long step, Span<double> noise)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (standardDeviations.Length != 1 && standardDeviations.Length != noise.Length)
        {
            throw new ArgumentException($"{standardDeviations.Length} standard deviations were given for {noise.Length} weights.", nameof(noise));
        }

        var random = Xoshiro256.Of(Seed, Xoshiro256.Purpose.Noise, step);
        for (int i = 0; i < noise.Length; i += 2)
        {
            double x;
            double y;
            double square;
            do
            {
                x = 2 * random.NextUnit() - 1;
                y = 2 * random.NextUnit() - 1;
                square = x * x + y * y;
            }
            while (square >= 1 || square == 0);
            double factor = Math.Sqrt(-2 * Logarithm(square) / square);
            noise[i] = Deviation(i) * (x * factor);
            if (i + 1 < noise.Length)
            {
                noise[i + 1] = Deviation(i + 1) * (y * factor);
            }
        }
    }

    /// <summary>ln x of 0 &lt; x &lt; 1, normal: x = m · 2^e with m in [√½, √2), ln m = 2 artanh((m − 1)/(m + 1)) by its series.</summary>
    internal static double Logarithm(double x)
    {
        int exponent = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -exponent);
        if (mantissa >= 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double sum = 0;
        for (int k = 23; k >= 3; k -= 2)
        {
            sum = (sum + 1.0 / k) * square;
        }

        return exponent * 0.69314718055994531 + 2 * (s + s * sum);
    }

    private double Deviation(int weight) => standardDeviations[standardDeviations.Length == 1 ? 0 : weight];
}
