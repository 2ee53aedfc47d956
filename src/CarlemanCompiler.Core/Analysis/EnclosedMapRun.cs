using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// The truncated map run in plain arithmetic beside the enclosed descent: how far apart the two computed trajectories are, and what
/// rounding may have done to either, bounds the truncation error. Where the map is small nothing is tighter.
/// </summary>
/// <remarks>
/// The rounding of a step (of the entries of the map as they are built, and of the product) is bounded row by row by the same map of |F_ℓ|
/// on |y|; it spreads by the block norms β_jk, which are far from tight, but of roundings.
/// </remarks>
internal sealed class EnclosedMapRun
{
    private readonly CarlemanMap map;
    private readonly CarlemanMap magnitudes;
    private readonly BlockRecursion rounding;
    private readonly int operations;
    private readonly double vanishing;
    private readonly double[] sizes;
    private readonly double[] bounds;
    private readonly double[] cuts;
    private double[] y;
    private double[] next;

    private EnclosedMapRun(GradientDynamics dynamics, StepMajorant majorant, int order, DescentEnclosure start)
    {
        map = CarlemanMap.Build(dynamics, order);
        double[] coefficients = [.. dynamics.Increments.SelectMany(g => g.Coefficients.ToArray()).Select(Math.Abs)];
        magnitudes = CarlemanMap.Build(dynamics.WithCoefficients(coefficients), order);
        y = map.Lift(start.Centre);
        next = new double[y.Length];
        sizes = new double[y.Length];
        bounds = new double[y.Length];
        cuts = new double[order + 1];

        // A term meets each factor of a row twice at most and the variable once, in N products; then the two roots of the isometric basis.
        operations = order * (2 * dynamics.Increments.Max(g => g.TermCount) + 3) + 16;
        vanishing = Rounding.MultiplyUp(Rounding.Tiny, Rounding.PowerUp(Math.Max(1, coefficients.Sum()), order));

        // ‖u^{⊗j} − ũ^{⊗j}‖ ≤ j ‖u‖^{j−1} δ, and the products and the root of an entry of the computed lift.
        double size = Rounding.AddUp(Rounding.NormUp(start.Centre), start.Radius);
        for (int j = 1; j <= order; j++)
        {
            double moved = Rounding.MultiplyUp(j, Rounding.MultiplyUp(Rounding.PowerUp(size, j - 1), start.Radius));
            double lifted = Rounding.AddUp(Rounding.MultiplyUp(4 * Rounding.Unit * (j + 4), Rounding.PowerUp(size, j)), Rounding.Tiny);
            cuts[j] = j == 1 ? moved : Rounding.AddUp(moved, lifted);
        }

        rounding = new BlockRecursion(majorant, order, cuts);
    }

    /// <summary>
    /// The run from where <paramref name="start"/> is; null where it takes more multiplications than <paramref name="work"/>.
    /// </summary>
    /// <param name="dynamics">Gradient descent around its centre.</param>
    /// <param name="majorant">Its majorant.</param>
    /// <param name="order">N.</param>
    /// <param name="start">The enclosed descent at t = 0.</param>
    /// <param name="steps">T.</param>
    /// <param name="work">Multiplications.</param>
    public static EnclosedMapRun? Within(
        GradientDynamics dynamics, StepMajorant majorant, int order, DescentEnclosure start, int steps, double work)
    {
        // Building two maps takes some look-ups for each product; sums of entries bound what the isometric basis multiplies.
        var size = CarlemanSize.Of(dynamics, order, CarlemanBasis.Isometric);
        return 2.0 * size.EntryBound * (steps + 10.0) <= work && size.FitsIn(CarlemanMap.DefaultMemoryBudget)
            ? new EnclosedMapRun(dynamics, majorant, order, start)
            : null;
    }

    /// <summary>From t to t + 1. O(entries of the map + N² q).</summary>
    public void Advance()
    {
        map.Apply(y, next);
        double largest = 1;
        for (int k = 0; k < y.Length; k++)
        {
            sizes[k] = Math.Abs(y[k]);
            largest = Math.Max(largest, sizes[k]);
        }

        magnitudes.Apply(sizes, bounds);
        double lost = Rounding.MultiplyUp(vanishing, largest);
        for (int j = 1; j <= map.Order; j++)
        {
            int first = map.BlockOffsets[j - 1];
            int count = map.BlockSizes[j - 1];
            for (int row = first; row < first + count; row++)
            {
                long all = operations + magnitudes.Increment.RowStarts[row + 1] - magnitudes.Increment.RowStarts[row];
                bounds[row] = Rounding.Inflate(2 * Rounding.Unit * all * bounds[row], 2 * all);
            }

            cuts[j] = Rounding.AddUp(Rounding.NormUp(bounds.AsSpan(first, count)), lost);
        }

        rounding.Propagate(cuts);
        (y, next) = (next, y);
    }

    /// <summary>No smaller than ‖u(t) − û_1(t)‖, with the descent at the same step.</summary>
    public double Distance(DescentEnclosure descent)
    {
        var difference = new double[descent.Centre.Length];
        for (int i = 0; i < difference.Length; i++)
        {
            // A difference is rounded once.
            double d = Math.Abs(y[i] - descent.Centre[i]);
            difference[i] = Rounding.Next(d);
        }

        double distance = Rounding.AddUp(Rounding.AddUp(Rounding.NormUp(difference), rounding.Error), descent.Radius);
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }
}
