using System.Collections.Immutable;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// What phase estimation on a clock of m qubits makes of 1/λ. The clock starts in the sine window, so that an eigenvalue at ν bins is
/// read as k with probability p(ν − k), which falls as (ν − k)⁻⁴. Inversion puts amplitude f_k on the ancilla, and post-selecting the
/// clock back in |0…0⟩ after the uncomputation leaves the eigenvector multiplied by exactly g(ν) = Σ_k p(ν − k) f_k: the output stays pure.
/// </summary>
/// <remarks>
/// The f_k are not C/k but the odd sequence whose ν·g(ν) is flattest on [ν_max/κ, ν_max] in least squares (ours; a deconvolution of 1/ν
/// with the window), which lets the clock be one to two qubits shorter. If ν·g(ν) stays within a factor (1−ε)/(1+ε) over the spectrum,
/// the fidelity with the exact solution is at least 1 − ε² for every right-hand side: Kantorovich's inequality.
/// </remarks>
public sealed class InversionFilter
{
    /// <summary>Smallest clock: three bins of each sign.</summary>
    public const int MinimumClockQubits = 3;

    /// <summary>Largest clock: κ of some thousands.</summary>
    public const int MaximumClockQubits = 14;

    // Bins at either end of the spectrum whose amplitudes are fitted; between them f_k = C/k (1 − 1/(4k²)), exact to O(k⁻⁴).
    private const int FittedLow = 48;
    private const int FittedHigh = 16;

    // Distance of the largest eigenvalue from the Nyquist bin, where the sign of f jumps.
    private const double NyquistMargin = 2.5;

    // Weight of the pull towards the clipped 1/k: fixes amplitudes that the spectrum does not see.
    private const double Ridge = 1e-2;

    private const int PointsPerBin = 6;

    private const int LeastPoints = 32;

    // Relative: keeps a condition number that differs from 1 by rounding only from asking for points without end.
    private const double LeastSpacing = 1e-6;

    private InversionFilter(int clockQubits, double conditionNumber, ImmutableArray<double> amplitudes, double scale, double flatness)
    {
        ClockQubits = clockQubits;
        ConditionNumber = conditionNumber;
        Amplitudes = amplitudes;
        Scale = scale;
        Flatness = flatness;
    }

    /// <summary>m.</summary>
    public int ClockQubits { get; }

    /// <summary>κ, the ratio of the ends of the interval on which the filter inverts.</summary>
    public double ConditionNumber { get; }

    /// <summary>
    /// f_k for the 2^m readings, two's complement: reading 2^m − k is the eigenvalue −k. Odd, at most 1 in modulus, 0 at 0 and −2^{m−1}.
    /// </summary>
    public ImmutableArray<double> Amplitudes { get; }

    /// <summary>C of g ≈ C/ν.</summary>
    public double Scale { get; }

    /// <summary>ε: ν·g(ν) lies within C(1 ± ε) up to a common factor.</summary>
    public double Flatness { get; }

    /// <summary>Lower bound, over all right-hand sides, of the fidelity |⟨exact|obtained⟩|².</summary>
    public double FidelityBound => 1 - Flatness * Flatness;

    /// <summary>The bin ν_max at which the largest eigenvalue is read.</summary>
    public double LargestBin => Edge(ClockQubits);

    /// <summary>The amplitudes of the sine window, √(2/M) sin(π(t + ½)/M) for t = 0..M−1, M = 2^m.</summary>
    public static ImmutableArray<double> Window(int clockQubits)
    {
        int size = 1 << clockQubits;
        return [.. Enumerable.Range(0, size).Select(t => Math.Sqrt(2.0 / size) * Math.Sin(Math.PI * (t + 0.5) / size))];
    }

    /// <summary>
    /// The filter of a given clock. O(2^m) for the response at each of a few hundred points, and a least-squares problem of 64 unknowns.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The clock is outside
    /// <see cref="MinimumClockQubits"/>..<see cref="MaximumClockQubits"/>.</exception>
    public static InversionFilter Fit(int clockQubits, double conditionNumber)
    {
        if (clockQubits is < MinimumClockQubits or > MaximumClockQubits)
        {
            throw new ArgumentOutOfRangeException(
                nameof(clockQubits), clockQubits, $"A clock has {MinimumClockQubits} to {MaximumClockQubits} qubits.");
        }

        if (!(conditionNumber >= 1) || double.IsInfinity(conditionNumber))
        {
            throw new ArgumentOutOfRangeException(nameof(conditionNumber), conditionNumber, "A condition number is finite and at least 1.");
        }

        int half = 1 << (clockQubits - 1);
        double lowest = Edge(clockQubits) / conditionNumber;
        var inverse = new double[half];
        for (int k = 1; k < half; k++)
        {
            inverse[k] = (1 - 0.25 / ((double)k * k)) / k;
        }

        int[] free = [.. Enumerable.Range(1, half - 1).Where(k => k <= FittedLow || k >= half - FittedHigh)];
        double[] points = Points(clockQubits, lowest);
        FitFree(inverse, free, points, clockQubits, lowest);

        double scale = 1 / inverse.Max(Math.Abs);
        var amplitudes = new double[2 * half];
        for (int k = 1; k < half; k++)
        {
            amplitudes[k] = inverse[k] * scale;
            amplitudes[2 * half - k] = -amplitudes[k];
        }

        double[] flat = [.. points.Select(nu => nu * Response(amplitudes, clockQubits, nu) / scale)];
        double low = flat.Min();
        double high = flat.Max();
        double flatness = low > 0 ? (high - low) / (high + low) : 1;
        return new InversionFilter(clockQubits, conditionNumber, [.. amplitudes], scale, flatness);
    }

    /// <summary>The filter of the smallest clock whose <see cref="FidelityBound"/> is at least 1 − <paramref name="tolerance"/>.</summary>
    /// <exception cref="SizeLimitException">No clock up to <see cref="MaximumClockQubits"/> is enough.</exception>
    public static InversionFilter Smallest(double conditionNumber, double tolerance)
    {
        for (int m = MinimumClockQubits; m <= MaximumClockQubits; m++)
        {
            // Below one bin for the smallest eigenvalue no amplitudes can tell it from 0.
            if (Edge(m) >= 0.5 * conditionNumber || m == MinimumClockQubits)
            {
                var filter = Fit(m, conditionNumber);
                if (filter.FidelityBound >= 1 - tolerance)
                {
                    return filter;
                }
            }
        }

        string request = FormattableString.Invariant($"A condition number of {conditionNumber:G4} at a fidelity of 1 − {tolerance:G2}");
        string fits = FormattableString.Invariant($"about {0.5 * Edge(MaximumClockQubits):F0}");
        throw new SizeLimitException(
            $"{request} needs a clock of more than {MaximumClockQubits} qubits; {fits} fits. "
            + "Take fewer steps, rescale the model, or allow a larger tolerance.");
    }

    /// <summary>g for an eigenvalue given in units of the largest one.</summary>
    public double Response(double relativeEigenvalue) => Response(Amplitudes.ToArray(), ClockQubits, relativeEigenvalue * LargestBin);

    // √p(d): the overlap of the sine window at eigenphase ν with the clock reading k = ν − d.
    private static double Overlap(double distance, int size)
    {
        double x = Math.PI * distance / size;
        double shift = Math.PI / (2 * size);
        return (Kernel(x + shift) + Kernel(x - shift)) / (Math.Sqrt(2) * size);

        // sin(M y)/sin(y) with its limit at the multiples of π.
        double Kernel(double y)
        {
            double sin = Math.Sin(y);
            return Math.Abs(sin) < 1e-12 ? size * Math.Cos(size * y) / Math.Cos(y) : Math.Sin(size * y) / sin;
        }
    }

    private static double Probability(double distance, int size)
    {
        double overlap = Overlap(distance, size);
        return overlap * overlap;
    }

    private static double Response(double[] amplitudes, int clockQubits, double nu)
    {
        int size = 1 << clockQubits;
        double sum = 0;
        for (int k = 0; k < size; k++)
        {
            if (amplitudes[k] != 0)
            {
                sum += amplitudes[k] * Probability(nu - k, size);
            }
        }

        return sum;
    }

    private static double Edge(int clockQubits) => (1 << (clockQubits - 1)) - NyquistMargin;

    // Dense where amplitudes are fitted and a little beyond; sparse between.
    private static double[] Points(int clockQubits, double lowest)
    {
        double edge = Edge(clockQubits);
        double step = Math.Min(1.0 / PointsPerBin, Math.Max(edge * LeastSpacing, (edge - lowest) / LeastPoints));
        var points = new List<double>();
        double nu = lowest;
        while (nu < edge)
        {
            points.Add(nu);
            bool fitted = nu < FittedLow + 6 || nu > edge - FittedHigh - 6;
            nu += fitted ? step : Math.Max(step, Math.Min(nu / 8, edge - FittedHigh - 6 - nu));
        }

        points.Add(edge);
        return [.. points];
    }

    // Least squares for y_k = k·f_k: rows ν Σ_k y_k/k (p(ν−k) − p(ν+k)) = 1 and Ridge·y_k = Ridge·min(1, k/ν_min), by normal equations.
    private static void FitFree(double[] inverse, int[] free, double[] points, int clockQubits, double lowest)
    {
        int size = 1 << clockQubits;
        var normal = new double[free.Length, free.Length];
        var right = new double[free.Length];
        var isFree = new bool[inverse.Length];
        for (int a = 0; a < free.Length; a++)
        {
            isFree[free[a]] = true;
            normal[a, a] = Ridge * Ridge;
            right[a] = Ridge * Ridge * Math.Min(1, free[a] / lowest);
        }

        var row = new double[free.Length];
        foreach (double nu in points)
        {
            double rest = 1;
            for (int k = 1; k < inverse.Length; k++)
            {
                if (!isFree[k])
                {
                    rest -= nu * inverse[k] * (Probability(nu - k, size) - Probability(nu + k, size));
                }
            }

            for (int a = 0; a < free.Length; a++)
            {
                row[a] = nu / free[a] * (Probability(nu - free[a], size) - Probability(nu + free[a], size));
            }

            for (int a = 0; a < free.Length; a++)
            {
                right[a] += row[a] * rest;
                for (int b = 0; b <= a; b++)
                {
                    normal[a, b] += row[a] * row[b];
                }
            }
        }

        SolvePositiveDefinite(normal, right);
        for (int a = 0; a < free.Length; a++)
        {
            inverse[free[a]] = right[a] / free[a];
        }
    }

    // Cholesky on the lower triangle; the solution replaces the right-hand side.
    private static void SolvePositiveDefinite(double[,] a, double[] x)
    {
        int n = x.Length;
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = a[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= a[i, k] * a[j, k];
                }

                a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
            }

            for (int k = 0; k < j; k++)
            {
                x[j] -= a[j, k] * x[k];
            }

            x[j] /= a[j, j];
        }

        for (int j = n - 1; j >= 0; j--)
        {
            for (int i = j + 1; i < n; i++)
            {
                x[j] -= a[i, j] * x[i];
            }

            x[j] /= a[j, j];
        }
    }
}
