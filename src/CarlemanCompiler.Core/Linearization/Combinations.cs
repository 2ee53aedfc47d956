namespace CarlemanCompiler.Linearization;

/// <summary>Counts that saturate in place of overflowing, so that a size can be refused by name.</summary>
internal static class Combinations
{
    /// <summary>C(n, k), or <see cref="long.MaxValue"/> where it is larger than that.</summary>
    public static long Choose(long n, long k)
    {
        k = Math.Min(k, n - k);
        if (k < 0)
        {
            return 0;
        }

        long result = 1;
        for (long i = 1; i <= k; i++)
        {
            // result·(n−k+i)/i is an integer; the remainder of result by i keeps the intermediate product below the final one.
            long factor = n - k + i;
            long whole = result / i;
            long part = result % i;
            if (whole > (long.MaxValue - part * factor / i) / factor)
            {
                return long.MaxValue;
            }

            result = whole * factor + part * factor / i;
        }

        return result;
    }

    /// <summary>a · b, saturated; both non-negative.</summary>
    public static long Multiply(long a, long b) => a == 0 || b == 0 ? 0 : a > long.MaxValue / b ? long.MaxValue : a * b;

    /// <summary>a + b, saturated; both non-negative.</summary>
    public static long Add(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    /// <summary>a^exponent, saturated.</summary>
    public static long Power(long a, int exponent)
    {
        long result = 1;
        for (int i = 0; i < exponent; i++)
        {
            result = Multiply(result, a);
        }

        return result;
    }
}
