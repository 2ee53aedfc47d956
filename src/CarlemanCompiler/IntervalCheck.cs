using System.Globalization;

namespace CarlemanCompiler;

/// <summary>Whether the arguments of an approximated function stayed in the interval that was declared for it.</summary>
/// <param name="Approximation">The function and its interval.</param>
/// <param name="Evaluations">Arguments that were looked at.</param>
/// <param name="Outside">How many of them were outside; what is not a number is.</param>
/// <param name="Smallest">The smallest argument.</param>
/// <param name="Largest">The largest argument.</param>
public sealed record IntervalCheck(CompiledApproximation Approximation, long Evaluations, long Outside, double Smallest, double Largest)
{
    /// <summary>The counts in one sentence, in any culture the same.</summary>
    public override string ToString()
    {
        var (verb, counted) = Outside == 0 ? ("stayed in", Evaluations) : ("left", Outside);
        double lower = Approximation.Centre - Approximation.Radius;
        double upper = Approximation.Centre + Approximation.Radius;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Approximation.Function} {verb} [{lower:G6}, {upper:G6}] in {counted:N0} of {Evaluations:N0} evaluations "
            + $"({100.0 * counted / Math.Max(1, Evaluations):G3} %), between {Smallest:G6} and {Largest:G6}");
    }

    internal static IntervalCheck Begin(CompiledApproximation approximation) =>
        new(approximation, 0, 0, double.PositiveInfinity, double.NegativeInfinity);

    internal IntervalCheck Add(ReadOnlySpan<double> arguments)
    {
        long outside = Outside;
        var (smallest, largest) = (Smallest, Largest);
        foreach (double argument in arguments)
        {
            outside += Math.Abs(argument - Approximation.Centre) <= Approximation.Radius ? 0 : 1;
            smallest = Math.Min(smallest, argument);
            largest = Math.Max(largest, argument);
        }

        return new IntervalCheck(Approximation, Evaluations + arguments.Length, outside, smallest, largest);
    }

    /// <summary>The one with more arguments outside; of equals, the one that came further from the centre.</summary>
    internal static IntervalCheck Worse(IntervalCheck one, IntervalCheck other) =>
        other.Outside > one.Outside || (other.Outside == one.Outside && other.Reach > one.Reach) ? other : one;

    private double Reach => Math.Max(Largest - Approximation.Centre, Approximation.Centre - Smallest);
}
