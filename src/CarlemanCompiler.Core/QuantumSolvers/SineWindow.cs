using System.Collections.Immutable;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// The window in which a clock of M = 2^m states starts, √(2/M) sin(π(t + ½)/M): among all windows the one whose readings vary least about
/// the phase (Luis and Peřina, PRA 54, 4564 (1996)).
/// </summary>
internal static class SineWindow
{
    /// <summary>The M amplitudes.</summary>
    public static ImmutableArray<double> Amplitudes(int clockQubits)
    {
        int size = 1 << clockQubits;
        return [.. Enumerable.Range(0, size).Select(t => Math.Sqrt(2.0 / size) * Math.Sin(Math.PI * (t + 0.5) / size))];
    }

    /// <summary>The probability that a phase of ν bins is read as k = ν − <paramref name="distance"/>; it falls as the distance⁻⁴.</summary>
    public static double Probability(double distance, int size)
    {
        double x = Math.PI * distance / size;
        double shift = Math.PI / (2 * size);
        double overlap = (Kernel(x + shift) + Kernel(x - shift)) / (Math.Sqrt(2) * size);
        return overlap * overlap;

        // sin(M y)/sin(y) with its limit at the multiples of π.
        double Kernel(double y)
        {
            double sin = Math.Sin(y);
            return Math.Abs(sin) < 1e-12 ? size * Math.Cos(size * y) / Math.Cos(y) : Math.Sin(size * y) / sin;
        }
    }

    /// <summary>Σ_t w_t w_{t+lag}: the Fourier coefficient that <see cref="Probability"/> has at this lag, times M.</summary>
    public static double Autocorrelation(int lag, int size)
    {
        double a = Math.PI / size;
        return ((size - lag) * Math.Cos(a * lag) + Math.Sin(a * lag) / Math.Sin(a)) / size;
    }
}
