namespace CarlemanCompiler.Approximation;

/// <summary>The Chebyshev series of a target, cut after its degree, in powers of t.</summary>
internal static class ChebyshevProjection
{
    private const int FewestSamples = 32;
    private const int MostSamples = 1024;

    // Coefficients are aliased by those of order 2·samples − k, which is the square of this or less.
    private const double Resolved = 1e-11;

    /// <summary>
    /// Coefficients of t^k, length degree + 1. O(samples·degree); samples are doubled until the series has fallen below 1e-11 of the
    /// function, up to 1024: short of that (an end of the interval next to a singularity) the result is the discrete projection.
    /// </summary>
    public static DoubleDouble[] Of(ApproximationTarget target)
    {
        for (int samples = FewestSamples; ; samples *= 2)
        {
            var cosines = Cosines(samples);
            var values = Values(target, samples, cosines);
            if (samples == MostSamples || (samples > 2 * target.Degree && IsResolved(values, cosines)))
            {
                return ToPowers(target, values, cosines);
            }
        }
    }

    // cos(iπ/2N) for i = 0..N.
    private static DoubleDouble[] Cosines(int samples)
    {
        var cosines = new DoubleDouble[samples + 1];
        for (int i = 0; i < samples; i++)
        {
            cosines[i] = ElementaryFunctions.Cos(ElementaryFunctions.Pi * ((double)i / (2 * samples)));
        }

        return cosines;
    }

    // g at the roots of T_N, descending.
    private static DoubleDouble[] Values(ApproximationTarget target, int samples, DoubleDouble[] cosines)
    {
        var values = new DoubleDouble[samples];
        for (int j = 0; j < samples; j++)
        {
            bool mirrored = target.IsSymmetric && 2 * j >= samples;
            values[j] = !mirrored ? target.Value(Cosine(cosines, 2 * j + 1))
                : target.FirstPower == 0 ? values[samples - 1 - j] : -values[samples - 1 - j];
        }

        return values;
    }

    private static bool IsResolved(DoubleDouble[] values, DoubleDouble[] cosines)
    {
        double scale = 0;
        foreach (var value in values)
        {
            scale = Math.Max(scale, Math.Abs(value.High));
        }

        for (int k = values.Length - 4; k < values.Length; k++)
        {
            if (Math.Abs(Coefficient(values, cosines, k).High) > Resolved * scale)
            {
                return false;
            }
        }

        return true;
    }

    // a_k = (2 − δ_k0)/N Σ_j g(cos θ_j) cos kθ_j, θ_j = (2j + 1)π/2N.
    private static DoubleDouble Coefficient(DoubleDouble[] values, DoubleDouble[] cosines, int k)
    {
        DoubleDouble sum = 0;
        for (int j = 0; j < values.Length; j++)
        {
            sum += values[j] * Cosine(cosines, (2 * j + 1) * k);
        }

        return sum * ((k == 0 ? 1.0 : 2.0) / values.Length);
    }

    // cos(iπ/2N) for any i ≥ 0 from its first quarter.
    private static DoubleDouble Cosine(DoubleDouble[] cosines, int i)
    {
        int quarter = cosines.Length - 1;
        i %= 4 * quarter;
        i = i > 2 * quarter ? 4 * quarter - i : i;
        return i > quarter ? -cosines[2 * quarter - i] : cosines[i];
    }

    // Σ a_k T_k(t) in powers: T_{k+1} = 2t T_k − T_{k−1} has integer coefficients, exact up to degree 32.
    private static DoubleDouble[] ToPowers(ApproximationTarget target, DoubleDouble[] values, DoubleDouble[] cosines)
    {
        int degree = target.Degree;
        var powers = new DoubleDouble[degree + 1];
        var previous = new double[degree + 2];
        var current = new double[degree + 2];
        current[0] = 1;
        for (int k = 0; k <= degree; k++)
        {
            if (k >= target.FirstPower && (k - target.FirstPower) % target.PowerStep == 0)
            {
                var coefficient = Coefficient(values, cosines, k);
                for (int i = k; i >= 0; i -= 2)
                {
                    powers[i] += coefficient * current[i];
                }
            }

            var next = new double[degree + 2];
            for (int i = 0; i <= k; i++)
            {
                next[i + 1] += (k == 0 ? 1 : 2) * current[i];
                next[i] -= previous[i];
            }

            (previous, current) = (current, next);
        }

        return powers;
    }
}
