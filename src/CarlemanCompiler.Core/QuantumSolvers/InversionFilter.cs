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

    // Bins at either end of the spectrum whose amplitudes are fitted; between them the sharpened inverse, exact to O(k⁻⁴).
    private const int FittedLow = 48;
    private const int FittedHigh = 16;

    // Distance of the largest eigenvalue from the Nyquist bin, where the sign of f jumps.
    private const double NyquistMargin = 2.5;

    // Weight of the pull towards the clipped 1/k: fixes amplitudes that the spectrum does not see.
    private const double Ridge = 1e-2;

    // A weaker pull buys flatness with amplitude; no more than this share of the best amplitude is sold for it.
    private const double LeastScale = 0.25;

    // 1 − fidelity below which the shortest distance and the strongest pull have reached their floor.
    private const double CoarseTolerance = 1e-6;

    private const int PointsPerBin = 6;

    private const int LeastPoints = 32;

    // Relative: keeps a condition number that differs from 1 by rounding only from asking for points without end.
    private const double LeastSpacing = 1e-6;

    private static readonly double[] FineMargins = [NyquistMargin, 8, 20, 64];

    private static readonly double[] FineRidges = [Ridge, 1e-3, 1e-4, 1e-5];

    private readonly FilterShape shape;
    private readonly double[] phaseAmplitudes;

    private InversionFilter(FilterShape shape, double conditionNumber, double[] phaseAmplitudes, double scale, (double Low, double High) flat)
    {
        this.shape = shape;
        this.phaseAmplitudes = phaseAmplitudes;
        ConditionNumber = conditionNumber;
        Amplitudes = [.. Enumerable.Range(0, phaseAmplitudes.Length).Select(k => phaseAmplitudes[PhaseOf(k)])];
        Scale = scale;
        Flatness = flat.Low > 0 ? (flat.High - flat.Low) / (flat.High + flat.Low) : 1;
        Gain = scale * shape.Gain * (flat.Low + flat.High) / 2;
    }

    /// <summary>m.</summary>
    public int ClockQubits => shape.ClockQubits;

    /// <summary>κ, the ratio of the ends of the interval on which the filter inverts.</summary>
    public double ConditionNumber { get; }

    /// <summary>Whether the clock reads a qubitised walk; otherwise it reads the evolution in time.</summary>
    public bool IsWalk => shape.IsWalk;

    /// <summary>
    /// f_k for the 2^m readings, at most 1 in modulus. Evolution in time: two's complement, reading 2^m − k is the eigenvalue −k; odd, 0 at
    /// 0 and −2^{m−1}. Walk: reading k is the eigenvalue α cos(2πk/2^m); even in k.
    /// </summary>
    public ImmutableArray<double> Amplitudes { get; }

    /// <summary>C of g ≈ C/ν.</summary>
    public double Scale { get; }

    /// <summary>
    /// The middle of λ·g(λ) over the interval, λ in units of the largest eigenvalue: the solution has the amplitudes σ_max/Gain times
    /// those that come out. What turns a probability of success into a norm.
    /// </summary>
    public double Gain { get; }

    /// <summary>ε: λ·g(λ) lies within Gain·(1 ± ε).</summary>
    public double Flatness { get; }

    /// <summary>Lower bound, over all right-hand sides, of the fidelity |⟨exact|obtained⟩|².</summary>
    public double FidelityBound => 1 - Flatness * Flatness;

    /// <summary>The bin ν_max at which the largest eigenvalue is read.</summary>
    public double LargestBin => shape.Bin(1);

    /// <summary>The amplitudes of the sine window, √(2/M) sin(π(t + ½)/M) for t = 0..M−1, M = 2^m.</summary>
    public static ImmutableArray<double> Window(int clockQubits) => SineWindow.Amplitudes(clockQubits);

    /// <summary>
    /// The filter of a given clock. O(2^m) for the response at each of a few hundred points, and a least-squares problem of 64 unknowns.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The clock is outside
    /// <see cref="MinimumClockQubits"/>..<see cref="MaximumClockQubits"/>.</exception>
    public static InversionFilter Fit(int clockQubits, double conditionNumber)
    {
        Require(clockQubits, conditionNumber);
        return Fit(FilterShape.OfTime(clockQubits, NyquistMargin), conditionNumber, Ridge);
    }

    /// <summary>
    /// The filter of a given clock for a qubitised walk (ours, as the one for evolution in time): readings are 2^m/2π arccos(λ/α), which
    /// has no Nyquist bin, so that flatness grows with the clock without a floor. Cost as <see cref="Fit(int, double)"/>.
    /// </summary>
    /// <param name="clockQubits">m, at least <see cref="MinimumClockQubits"/>.</param>
    /// <param name="conditionNumber">κ.</param>
    /// <param name="reach">Largest eigenvalue over α, in (0, 1].</param>
    public static InversionFilter FitWalk(int clockQubits, double conditionNumber, double reach)
    {
        Require(clockQubits, conditionNumber);
        RequireReach(reach);
        return Fit(FilterShape.OfWalk(clockQubits, reach), conditionNumber, Ridge);
    }

    /// <summary>The filter of the smallest clock whose <see cref="FidelityBound"/> is at least 1 − <paramref name="tolerance"/>.</summary>
    /// <remarks>Below a tolerance of 1e-6 filters further from the Nyquist bin and with smaller amplitudes are tried too.</remarks>
    /// <exception cref="SizeLimitException">No clock up to <see cref="MaximumClockQubits"/> is enough.</exception>
    public static InversionFilter Smallest(double conditionNumber, double tolerance)
    {
        Require(MinimumClockQubits, conditionNumber);
        bool fine = tolerance < CoarseTolerance;
        double[] margins = fine ? FineMargins : [NyquistMargin];
        double[] ridges = fine ? FineRidges : [Ridge];
        return SmallestOf(
            m => margins.Where(margin => margin == NyquistMargin || 4 * margin < 1 << m).Select(margin => FilterShape.OfTime(m, margin)),
            ridges,
            conditionNumber,
            tolerance);
    }

    /// <summary>
    /// The walk filter of the smallest clock whose <see cref="FidelityBound"/> is at least 1 − <paramref name="tolerance"/>.
    /// </summary>
    /// <param name="conditionNumber">κ.</param>
    /// <param name="reach">Largest eigenvalue over α, in (0, 1].</param>
    /// <param name="tolerance">1 − fidelity, the square of the relative error.</param>
    /// <exception cref="SizeLimitException">No clock up to <see cref="MaximumClockQubits"/> is enough.</exception>
    public static InversionFilter SmallestWalk(double conditionNumber, double reach, double tolerance)
    {
        Require(MinimumClockQubits, conditionNumber);
        RequireReach(reach);
        double[] ridges = tolerance < CoarseTolerance ? FineRidges : [Ridge, 1e-3];
        return SmallestOf(m => [FilterShape.OfWalk(m, reach)], ridges, conditionNumber, tolerance);
    }

    /// <summary>g for an eigenvalue given in units of the largest one.</summary>
    public double Response(double relativeEigenvalue) => Response(phaseAmplitudes, shape.Bin(relativeEigenvalue));

    /// <summary>Walk only: the eigenvalue that <see cref="Response(double)"/> calls 1.</summary>
    internal double LargestEigenvalue(double alpha) => shape.Reach * alpha;

    /// <summary>
    /// Walk only: g(λ) = Σ_n c_n T_n(λ/α) for the odd n below 2^m, c_n at index n: post-selected phase estimation with 2^m readings is a
    /// polynomial of degree 2^m − 1. O(4^m/4).
    /// </summary>
    internal double[] ChebyshevCoefficients()
    {
        // Σ_k f_k p(ν − k) has the Fourier coefficients of the window's autocorrelation times those of f, and sin nφ = ±T_n(sin φ).
        int size = shape.Size;
        var sines = new double[size];
        for (int k = 0; k < size; k++)
        {
            sines[k] = Math.Sin(2 * Math.PI * k / size);
        }

        var coefficients = new double[size];
        for (int n = 1; n < size; n += 2)
        {
            double sum = 0;
            for (int k = 1; k < size / 2; k++)
            {
                sum += phaseAmplitudes[k] * sines[(int)((long)n * k % size)];
            }

            double sign = (n & 2) == 0 ? 1 : -1;
            coefficients[n] = sign * 4 * sum / size * SineWindow.Autocorrelation(n, size);
        }

        return coefficients;
    }

    private static void Require(int clockQubits, double conditionNumber)
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
    }

    private static void RequireReach(double reach)
    {
        if (!(reach > 0 && reach <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(reach), reach, "The largest eigenvalue over α lies in (0, 1].");
        }
    }

    private static InversionFilter SmallestOf(
        Func<int, IEnumerable<FilterShape>> shapes, double[] ridges, double conditionNumber, double tolerance)
    {
        for (int m = MinimumClockQubits; m <= MaximumClockQubits; m++)
        {
            foreach (var shape in shapes(m))
            {
                // Below half a bin for the smallest eigenvalue no amplitudes can tell it from 0.
                double lowest = shape.Bin(1 / conditionNumber);
                if (lowest < 0.5 && m > MinimumClockQubits)
                {
                    continue;
                }

                // The weakest pull is the flattest: where it is not enough, the others are not.
                var fit = new FilterFit(shape, conditionNumber, FreeBins(shape), Points(shape, conditionNumber));
                double weakest = ridges[ridges.Length - 1];
                if (ridges.Length > 1 && fit.Solve(weakest).FidelityBound < 1 - 2 * tolerance)
                {
                    continue;
                }

                foreach (double ridge in ridges)
                {
                    var filter = fit.Solve(ridge);
                    if (filter.FidelityBound >= 1 - tolerance && (ridge == Ridge || filter.Scale >= LeastScale * Math.Min(lowest, FittedLow)))
                    {
                        return filter;
                    }
                }
            }
        }

        string request = FormattableString.Invariant($"A condition number of {conditionNumber:G4} at a fidelity of 1 − {tolerance:G2}");
        var longest = shapes(MaximumClockQubits).First();
        double fitting = 0.5 * (longest.IsWalk ? longest.Reach * longest.Size / (2 * Math.PI) : longest.Bin(1));
        string fits = FormattableString.Invariant($"about {fitting:F0}");
        throw new SizeLimitException(
            $"{request} needs a clock of more than {MaximumClockQubits} qubits; {fits} fits. "
            + "Take fewer steps, rescale the model, or allow a larger tolerance.");
    }

    private static InversionFilter Fit(FilterShape shape, double conditionNumber, double ridge) =>
        new FilterFit(shape, conditionNumber, FreeBins(shape), Points(shape, conditionNumber)).Solve(ridge);

    /// <summary>A filter from the amplitudes of j = 1..Last and the least and largest g/h over its interval, before scaling.</summary>
    internal static InversionFilter Of(FilterShape shape, double conditionNumber, double[] inverse, (double Low, double High) flat)
    {
        double scale = 1 / inverse.Max(Math.Abs);
        return new InversionFilter(shape, conditionNumber, shape.Unfold([.. inverse.Select(f => f * scale)]), scale, flat);
    }

    private static int[] FreeBins(FilterShape shape)
    {
        int high = HighFrom(shape);
        return [.. Enumerable.Range(1, shape.Last).Where(k => k <= FittedLow || k >= high)];
    }

    // The first of the fitted bins at the upper end: those from the largest eigenvalue to Nyquist and some before; none on a walk.
    private static int HighFrom(FilterShape shape) =>
        shape.IsWalk ? int.MaxValue : shape.Size / 2 - (shape.Margin == NyquistMargin ? FittedHigh : (int)Math.Min(64, shape.Margin + 14));

    // Reading k of a walk is the phase arccos; the filter is laid out along its complement, the arcsine.
    private int PhaseOf(int reading) => shape.IsWalk ? (shape.Size / 4 - reading) & (shape.Size - 1) : reading;

    private static double Response(double[] amplitudes, double nu)
    {
        double sum = 0;
        for (int k = 0; k < amplitudes.Length; k++)
        {
            if (amplitudes[k] != 0)
            {
                sum += amplitudes[k] * SineWindow.Probability(nu - k, amplitudes.Length);
            }
        }

        return sum;
    }

    // Dense where amplitudes are fitted and a little beyond; sparse between.
    private static double[] Points(FilterShape shape, double conditionNumber)
    {
        double edge = shape.Bin(1);
        double lowest = shape.Bin(1 / conditionNumber);
        int high = HighFrom(shape);
        double dense = shape.IsWalk ? double.PositiveInfinity : Math.Min(edge, high) - FittedHigh / 2 - 0.5;
        double step = Math.Min(1.0 / PointsPerBin, Math.Max(edge * LeastSpacing, (edge - lowest) / LeastPoints));
        var points = new List<double>();
        double nu = lowest;
        while (nu < edge)
        {
            points.Add(nu);
            bool fitted = nu < FittedLow + 6 || nu > dense;
            nu += fitted ? step : Math.Max(step, Math.Min(nu / 8, dense - nu));
        }

        points.Add(edge);
        return [.. points];
    }
}
