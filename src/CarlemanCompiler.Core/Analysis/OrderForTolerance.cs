using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Analysis;

/// <summary>The truncation order that a tolerance asks for, by the certified bound.</summary>
/// <param name="Tolerance">Wanted ‖θ(T) − θ̂(T)‖.</param>
/// <param name="Order">The smallest order whose bound is within the tolerance; null where no order up to <paramref name="Limit"/> has
/// one.</param>
/// <param name="Limit">The largest order that was looked at by every proof.</param>
/// <param name="BoundAtLimit">The bound there; may be infinite.</param>
public sealed record OrderForTolerance(double Tolerance, int? Order, int Limit, double BoundAtLimit)
{
    /// <summary>Orders beyond this are not looked at where the a-priori bound holds.</summary>
    public const int APrioriLimit = 64;

    /// <summary>Orders beyond this are not looked at where only the a-posteriori bound holds, which need not fall with the order.</summary>
    public const int APosterioriLimit = 16;

    /// <summary>
    /// The smallest order that any proof certifies. The bound of Taylor series is at hand for all orders at once; that of an invariant ball
    /// falls with the order, so bisection finds it in 6 evaluations of O(T) per γ; those along the descent are tried order by order.
    /// </summary>
    /// <param name="dynamics">Gradient descent around its centre.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="steps">T ≥ 1.</param>
    /// <param name="tolerance">A positive number.</param>
    public static OrderForTolerance Of(GradientDynamics dynamics, ReadOnlySpan<double> start, int steps, double tolerance)
    {
        if (!(tolerance > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is a positive number.");
        }

        var analysis = new TruncationAnalysis(dynamics, StepMajorant.Of(dynamics), start, steps, TruncationBound.DefaultWork);
        if (analysis.IsLinear)
        {
            return new OrderForTolerance(tolerance, 1, APrioriLimit, 0);
        }

        var last = analysis.Ball(APrioriLimit);
        int? found = Smallest(1, Math.Min(analysis.SeriesOrders, APrioriLimit), order => analysis.PowerSeries(order)!.Value);
        if (last?.Value <= tolerance)
        {
            found = Bisect(found ?? APrioriLimit);
        }

        found = Smallest(1, Math.Min(APosterioriLimit, (found ?? int.MaxValue) - 1), AlongDescent) ?? found;
        return last is not null
            ? new OrderForTolerance(tolerance, found, APrioriLimit, last.Value)
            : new OrderForTolerance(tolerance, found, APosterioriLimit, analysis.At(APosterioriLimit).Value);

        double AlongDescent(int order)
        {
            double bound = analysis.Descent(order).Value;
            return bound <= tolerance ? bound : Math.Min(bound, analysis.MapRun(order)?.Value ?? bound);
        }

        int? Smallest(int first, int final, Func<int, double> boundOf)
        {
            for (int order = first; order <= final; order++)
            {
                if (boundOf(order) <= tolerance)
                {
                    return order;
                }
            }

            return null;
        }

        // The smallest order that the ball certifies, or the known one where that is no larger.
        int Bisect(int known)
        {
            int low = 0;
            int high = known;
            while (high - low > 1)
            {
                int middle = (low + high) / 2;
                (low, high) = analysis.Ball(middle)!.Value <= tolerance ? (low, middle) : (middle, high);
            }

            return high;
        }
    }
}
