using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>What an operator will take, before it is built: memory as an upper bound, time as an estimate.</summary>
/// <param name="Realisation">How the map is held.</param>
/// <param name="Dimension">D; saturates at <see cref="long.MaxValue"/>.</param>
/// <param name="Bytes">The operator at its peak and two lifted vectors beside it, at most; a transposed product takes more.</param>
/// <param name="StepSeconds">
/// One product on one core of a machine of 2024, from the counts of <see cref="Products"/> and <see cref="Rows"/>: to choose by, not to quote.
/// </param>
/// <param name="Products">Multiplications of a step.</param>
/// <param name="Rows">Contiguous rows, or single entries, that they come in.</param>
public sealed record OperatorSize(
    OperatorRealisation Realisation, long Dimension, long Bytes, double StepSeconds, double Products, double Rows)
{
    // Measured by `benchmarks -- engine`, one core: a multiplication in a contiguous row, the start of a row, an entry of compressed rows in
    // the cache and beyond it, an entry made anew.
    private const double ProductSeconds = 0.35e-9;
    private const double RowSeconds = 20e-9;
    private const double CachedEntrySeconds = 0.7e-9;
    private const double EntrySeconds = 1.6e-9;
    private const double GeneratedEntrySeconds = 25e-9;
    private const double CacheBytes = 1 << 20;

    /// <summary>
    /// Sizes one realisation. O(n · N² · q): nothing grows with D.
    /// </summary>
    /// <param name="realisation">How the map is held.</param>
    /// <param name="dynamics">Gradient descent on n weights.</param>
    /// <param name="order">N.</param>
    /// <param name="basis">The basis of y.</param>
    /// <param name="etaPowers">The largest power of η kept; 0 keeps all.</param>
    /// <param name="elementBytes">8 for double, 4 for float.</param>
    /// <param name="workers">Threads at most.</param>
    public static OperatorSize Of(
        OperatorRealisation realisation, GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers = 0,
        int elementBytes = sizeof(double), int workers = 1)
    {
        var map = CarlemanSize.Of(dynamics, order, basis, etaPowers);
        double vectors = 2.0 * elementBytes * map.Dimension;
        switch (realisation)
        {
            case OperatorRealisation.Explicit:
                double entryBytes = map.EntryBound * (elementBytes + (map.Dimension <= ushort.MaxValue + 1 ? 2.0 : 4.0));
                double seconds = map.EntryBound * (entryBytes <= CacheBytes ? CachedEntrySeconds : EntrySeconds);
                double scratch = workers * (double)elementBytes * 4 * Math.Min(map.EntryBound, 2048.0 * map.EntryBound / Math.Max(1, map.Dimension));
                return Sized(entryBytes + 16.0 * map.Dimension + scratch + vectors, seconds, map.EntryBound, map.Dimension);
            case OperatorRealisation.Rows:
                return Sized(
                    vectors + workers * 64.0 * map.EntryBound / Math.Max(1, map.Dimension), map.EntryBound * GeneratedEntrySeconds,
                    map.EntryBound, map.Dimension);
            default:
                var (products, rows) = CountFactors(dynamics, order, basis);
                double levels = 0;
                for (int level = 1; level < order; level++)
                {
                    levels += Words(dynamics.WeightCount, order - level, basis);
                }

                // Beside y and the result there is one vector between the factors and the constants, where there are any.
                double held = dynamics.Increments.Any(g => g.ConstantTerm != 0) ? 1.5 * vectors : vectors;
                double stages = workers * (4.0 * elementBytes * dynamics.WeightCount + (1 << 15));
                return Sized(
                    held + stages + workers * elementBytes * levels, products * ProductSeconds + rows * RowSeconds, products, rows);
        }

        OperatorSize Sized(double bytes, double time, double products, double rows) => new(
            realisation, map.Dimension, bytes >= long.MaxValue ? long.MaxValue : (long)bytes, time, products, rows);
    }

    /// <summary>
    /// Products and rows of <see cref="TensorStep{T}"/>: for every letter i and level r, as many prefixes as there are words of r letters that
    /// i may follow, and for each the words of the level below that the factors i, i+1, … reach.
    /// </summary>
    private static (double Products, double Rows) CountFactors(GradientDynamics dynamics, int order, CarlemanBasis basis)
    {
        int n = dynamics.WeightCount;
        bool ascending = basis != CarlemanBasis.Kronecker;
        var counts = new double[n][];
        var lowest = new int[n];
        Span<int> letters = stackalloc int[Polynomials.Polynomial.MaximumDegree];
        for (int i = 0; i < n; i++)
        {
            var g = dynamics.Increments[i];
            counts[i] = new double[order + 1];
            counts[i][1] = 1;
            lowest[i] = i;
            for (int t = 0; t < g.TermCount && g.TermDegree(t) <= order; t++)
            {
                int degree = g.Letters(t, letters);
                if (degree > 0)
                {
                    counts[i][degree] += degree == 1 && letters[0] == i ? 0 : 1;
                    lowest[i] = Math.Min(lowest[i], letters[0]);
                }
            }
        }

        for (int i = n - 2; i >= 0; i--)
        {
            lowest[i] = Math.Min(lowest[i], lowest[i + 1]);
        }

        double products = 0;
        double rows = 0;
        for (int i = 0; i < n; i++)
        {
            double prefixes = 1;
            int reach = ascending ? n - lowest[i] : n;
            for (int level = 0; level < order; level++)
            {
                double terms = 0;
                for (int degree = 1; degree <= order - level; degree++)
                {
                    terms += counts[i][degree];
                }

                double words = 1;
                double shorter = 1;
                for (int degree = 0; degree < order - level; degree++)
                {
                    if (degree > 0)
                    {
                        terms -= counts[i][order - level - degree + 1];
                        shorter = ascending ? words : 1;
                        words = ascending ? words * (reach + degree - 1) / degree : words * n;
                    }

                    products += prefixes * words * terms;
                    rows += prefixes * shorter;
                }

                // Words of level + 1 letters that the next letter may follow, when it is i: those over the letters up to i.
                prefixes = ascending ? prefixes * (i + 1 + level) / (level + 1) : prefixes * n;
            }
        }

        return (products, rows);
    }

    private static double Words(int n, int degree, CarlemanBasis basis)
    {
        double words = 1;
        for (int d = 1; d <= degree; d++)
        {
            words = basis == CarlemanBasis.Kronecker ? words * n : words * (n + d) / d;
        }

        return words;
    }
}
