using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Analysis;

/// <summary>The truncation order that a tolerance asks for, by the certified bound.</summary>
/// <param name="Tolerance">Wanted ‖θ(T) − θ̂(T)‖.</param>
/// <param name="Order">The smallest order whose bound is within the tolerance; null where no order up to <paramref name="Limit"/> has one.</param>
/// <param name="Limit">The largest order that was looked at.</param>
/// <param name="BoundAtLimit">The bound there; may be infinite.</param>
public sealed record OrderForTolerance(double Tolerance, int? Order, int Limit, double BoundAtLimit)
{
    /// <summary>Orders beyond this are not looked at where the a-priori bound holds.</summary>
    public const int APrioriLimit = 64;

    /// <summary>Orders beyond this are not looked at where only the a-posteriori bound holds, which need not fall with the order.</summary>
    public const int APosterioriLimit = 16;

    /// <summary>
    /// Where an a-priori bound exists it falls with the order, and bisection finds the smallest in 6 evaluations; elsewhere the orders are
    /// tried in turn. O(T) per evaluation and grid point of γ.
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

        var majorant = StepMajorant.Of(dynamics);
        double[] point = start.ToArray();
        var last = TruncationBound.Of(dynamics, majorant, point, APrioriLimit, steps);
        if (!last.IsAPriori)
        {
            return Scan(order => TruncationBound.Of(dynamics, majorant, point, order, steps).Value, tolerance);
        }

        if (!(last.Value <= tolerance))
        {
            return new OrderForTolerance(tolerance, null, APrioriLimit, last.Value);
        }

        int low = 0;
        int high = APrioriLimit;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            bool meets = TruncationBound.Of(dynamics, majorant, point, middle, steps).Value <= tolerance;
            (low, high) = meets ? (low, middle) : (middle, high);
        }

        return new OrderForTolerance(tolerance, high, APrioriLimit, last.Value);
    }

    private static OrderForTolerance Scan(Func<int, double> boundOf, double tolerance)
    {
        double bound = double.PositiveInfinity;
        for (int order = 1; order <= APosterioriLimit; order++)
        {
            bound = boundOf(order);
            if (bound <= tolerance)
            {
                return new OrderForTolerance(tolerance, order, APosterioriLimit, bound);
            }
        }

        return new OrderForTolerance(tolerance, null, APosterioriLimit, bound);
    }
}
