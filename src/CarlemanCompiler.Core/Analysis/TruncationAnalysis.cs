using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// The truncation bounds of one descent for any order: the enclosed trajectory and its Taylor series do not depend on the order and are
/// computed once. A proof that would take more multiplications than the work allows is left out.
/// </summary>
internal sealed class TruncationAnalysis
{
    private readonly StepTerms terms;
    private readonly GradientDynamics dynamics;
    private readonly StepMajorant majorant;
    private readonly double[] start;
    private readonly int steps;
    private readonly double work;
    private readonly double startNorm;
    private readonly Lazy<double[][]?> parts;
    private readonly Lazy<PowerSeriesEnclosure?> series;

    /// <param name="dynamics">Gradient descent around its centre.</param>
    /// <param name="majorant">Its majorant.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="steps">T.</param>
    /// <param name="work">Multiplications, of each proof.</param>
    public TruncationAnalysis(GradientDynamics dynamics, StepMajorant majorant, ReadOnlySpan<double> start, int steps, double work)
    {
        terms = StepTerms.Of(dynamics);
        this.dynamics = dynamics;
        this.majorant = majorant;
        this.start = start.ToArray();
        this.steps = steps;
        this.work = work;
        startNorm = Descent().Norm;
        parts = new Lazy<double[][]?>(Parts);
        series = new Lazy<PowerSeriesEnclosure?>(() => Series() is { } enclosure ? Through(enclosure) : null);
    }

    /// <summary>Whether every order is exact, because the loss is quadratic.</summary>
    public bool IsLinear => majorant.Coefficients.Length <= 2;

    /// <summary>The largest order that <see cref="PowerSeries"/> has a bound of; 0 where it has none.</summary>
    public int SeriesOrders => series.Value is { } enclosure ? enclosure.Degree - 1 : 0;

    /// <summary>The least bound at step T.</summary>
    public TruncationBound At(int order) => IsLinear
        ? new TruncationBound(0, TruncationProof.Linear)
        : Least(Descent(order), PowerSeries(order), Ball(order), MapRun(order));

    /// <summary>
    /// The bound of the truncated map's own run; null where that is over the work, and where Taylor series tell as much for less.
    /// </summary>
    public TruncationBound? MapRun(int order)
    {
        if (order <= SeriesOrders || parts.Value is null)
        {
            return null;
        }

        var descent = Descent();
        if (EnclosedMapRun.Within(dynamics, majorant, order, descent, steps, work) is not { } run)
        {
            return null;
        }

        for (int t = 0; t < steps; t++)
        {
            run.Advance();
            descent.Advance();
        }

        return new TruncationBound(run.Distance(descent), TruncationProof.MapRun);
    }

    /// <summary>The bound along the enclosed descent; infinite where that is over the work.</summary>
    public TruncationBound Descent(int order)
    {
        double q = majorant.Coefficients.Length;
        if ((double)steps * order * order * q * q > work || parts.Value is not { } known)
        {
            return new TruncationBound(double.PositiveInfinity, TruncationProof.Descent);
        }

        var recursion = new BlockRecursion(majorant, order);
        foreach (double[] part in known)
        {
            recursion.Step(part);
        }

        return new TruncationBound(recursion.Error, TruncationProof.Descent);
    }

    /// <summary>The bound of the Taylor series; null with drive, and where the order is over <see cref="SeriesOrders"/>.</summary>
    public TruncationBound? PowerSeries(int order) => order <= SeriesOrders
        ? new TruncationBound(series.Value!.Tail(order), TruncationProof.PowerSeries)
        : null;

    /// <summary>The bound of an invariant ball; null where there is none. It falls with the order.</summary>
    public TruncationBound? Ball(int order) => TruncationBound.APriori(majorant, startNorm, order, steps);

    /// <summary>The least bounds at t = 1..T.</summary>
    public IEnumerable<TruncationBound> Along(int order)
    {
        var descent = Descent();
        var recursion = new BlockRecursion(majorant, order);
        var taylor = order < SeriesDegree() ? Series() : null;
        var run = taylor is null && !IsLinear ? EnclosedMapRun.Within(dynamics, majorant, order, descent, steps, work) : null;
        var ball = IsLinear ? null : InvariantBall.Search(majorant, startNorm, order, steps);
        for (int t = 1; t <= steps; t++)
        {
            if (IsLinear)
            {
                yield return new TruncationBound(0, TruncationProof.Linear);
                continue;
            }

            descent.Advance();
            recursion.Step(descent.Parts);
            taylor?.Advance();
            run?.Advance();
            ball?.Advance();
            yield return Least(
                new TruncationBound(recursion.Error, TruncationProof.Descent),
                taylor is null ? null : new TruncationBound(taylor.Tail(order), TruncationProof.PowerSeries),
                ball?.Bound,
                run is null ? null : new TruncationBound(run.Distance(descent), TruncationProof.MapRun));
        }
    }

    private static TruncationBound Least(TruncationBound descent, TruncationBound? series, TruncationBound? ball, TruncationBound? run)
    {
        // Of equals the one that says most: a ball needs no trajectory.
        var best = ball is not null && ball.Value <= descent.Value ? ball : descent;
        best = series is not null && series.Value < best.Value ? series : best;
        return run is not null && run.Value < best.Value ? run : best;
    }

    private DescentEnclosure Descent() => new(terms, dynamics, majorant, start);

    private double[][]? Parts()
    {
        if ((double)steps * terms.Work > work)
        {
            return null;
        }

        var descent = Descent();
        var known = new double[steps][];
        for (int t = 0; t < steps; t++)
        {
            descent.Advance();
            known[t] = (double[])descent.Parts.Clone();
        }

        return known;
    }

    private int SeriesDegree() => majorant.Coefficients[0] == 0 ? PowerSeriesEnclosure.DegreeWithin(terms, steps, work) : 0;

    private PowerSeriesEnclosure? Series()
    {
        int degree = SeriesDegree();
        if (degree < 2)
        {
            return null;
        }

        var origin = Descent();
        return new PowerSeriesEnclosure(terms, majorant, origin.Centre, origin.Radius, degree);
    }

    private PowerSeriesEnclosure Through(PowerSeriesEnclosure enclosure)
    {
        for (int t = 0; t < steps; t++)
        {
            enclosure.Advance();
        }

        return enclosure;
    }
}
