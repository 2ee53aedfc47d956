namespace CarlemanCompiler.Simulation;

/// <summary>Binomially distributed counts: how many of many shots show one outcome, without making the shots.</summary>
internal static class Binomial
{
    /// <summary>Mean from which rejection beats counting successes one by one; it needs at least 10.</summary>
    private const double RejectionFrom = 10;

    /// <summary>ln k! less its Stirling approximation, k = 0..9.</summary>
    private static readonly double[] StirlingTails =
    [
        0.0810614667953272582, 0.0413406959554092941, 0.0276779256849983391, 0.0207906721037650931, 0.0166446911898211922,
        0.0138761288230707480, 0.0118967099458917701, 0.0104112652619720965, 0.00925546218271273292, 0.00833056343336287126,
    ];

    /// <summary>A count of n trials of probability p. O(min(np, 1)) for small np, O(1) expected for large.</summary>
    public static long Sample(Xoshiro256 random, long n, double p)
    {
        if (n <= 0 || p <= 0)
        {
            return 0;
        }

        if (p >= 1)
        {
            return n;
        }

        if (p > 0.5)
        {
            return n - Sample(random, n, 1 - p);
        }

        return n * p < RejectionFrom ? ByWaitingTimes(random, n, p) : ByRejection(random, n, p);
    }

    /// <summary>Successes are geometric waiting times apart (Devroye, Non-Uniform Random Variate Generation, X.4).</summary>
    private static long ByWaitingTimes(Xoshiro256 random, long n, double p)
    {
        // ln(1 − p) without losing a small p (Kahan): the rounding of 1 − p cancels in the quotient.
        double failure = 1 - p;
        double logFailure = failure == 1 ? -p : Math.Log(failure) * -p / (failure - 1);
        long count = 0;
        double trial = 0;
        while (true)
        {
            trial += Math.Floor(Math.Log(random.NextUnit()) / logFailure) + 1;
            if (!(trial <= n))
            {
                return count;
            }

            count++;
        }
    }

    /// <summary>Transformed rejection, algorithm BTRS of Hörmann, J. Stat. Comput. Simul. 46, 101 (1993).</summary>
    private static long ByRejection(Xoshiro256 random, long n, double p)
    {
        double deviation = Math.Sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * deviation;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double centre = n * p + 0.5;
        double accepted = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * deviation;
        double odds = p / (1 - p);
        double mode = Math.Floor((n + 1) * p);
        while (true)
        {
            double u = random.NextUnit() - 0.5;
            double v = random.NextUnit();
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((2 * a / us + b) * u + centre);
            if (us >= 0.07 && v <= accepted)
            {
                return (long)k;
            }

            if (!(k >= 0 && k <= n))
            {
                continue;
            }

            double bound = (mode + 0.5) * Math.Log((mode + 1) / (odds * (n - mode + 1)))
                + (n + 1) * Math.Log((n - mode + 1) / (n - k + 1))
                + (k + 0.5) * Math.Log(odds * (n - k + 1) / (k + 1))
                + StirlingTail(mode) + StirlingTail(n - mode) - StirlingTail(k) - StirlingTail(n - k);
            if (Math.Log(v * alpha / (a / (us * us) + b)) <= bound)
            {
                return (long)k;
            }
        }
    }

    private static double StirlingTail(double k)
    {
        if (k < StirlingTails.Length)
        {
            return StirlingTails[(int)k];
        }

        double inverse = 1 / (k + 1);
        double square = inverse * inverse;
        return (1.0 / 12 - (1.0 / 360 - square / 1260) * square) * inverse;
    }
}
