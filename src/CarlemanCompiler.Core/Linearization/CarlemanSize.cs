using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Linearization;

/// <summary>
/// What a Carleman map takes before it is built: the dimension exactly, entries and bytes as upper bounds. Numbers saturate at
/// <see cref="long.MaxValue"/>.
/// </summary>
/// <param name="Order">N.</param>
/// <param name="Dimension">D: Σ_{j≤N} n^j in the Kronecker basis, C(n+N, N) − 1 in the two symmetric ones.</param>
/// <param name="EntryBound">No fewer than the entries of A: products of terms block by block, at most the dense block.</param>
/// <param name="BytesBound">Memory that building the map may take at its peak.</param>
public sealed record CarlemanSize(int Order, long Dimension, long EntryBound, long BytesBound)
{
    /// <summary>The largest truncation order.</summary>
    public const int MaximumOrder = 255;

    private const long CountedDimension = 100_000_000;

    /// <summary>Whether the map can be built in <paramref name="memoryBudgetBytes"/>; an index is 32 bits whatever the budget.</summary>
    public bool FitsIn(long memoryBudgetBytes) =>
        BytesBound <= memoryBudgetBytes && EntryBound < int.MaxValue - 64 && Dimension < int.MaxValue - 64;

    /// <summary>
    /// Estimates without building. Rows of degree j hold the products of j of the polynomials u_i + g_i; their terms are counted per degree
    /// by generating functions. O(n · N² · q), independent of the dimension.
    /// </summary>
    /// <param name="dynamics">Gradient descent on n weights.</param>
    /// <param name="order">N, 1..<see cref="MaximumOrder"/>.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="etaPowers">The largest power of η kept; 0 keeps all.</param>
    public static CarlemanSize Of(GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers = 0)
    {
        RequireArguments(order, etaPowers);
        int n = dynamics.WeightCount;
        var sizes = new long[order + 1];
        long dimension = 0;
        for (int j = 0; j <= order; j++)
        {
            sizes[j] = basis == CarlemanBasis.Kronecker ? Combinations.Power(n, j) : Combinations.Choose((long)n + j - 1, j);
            dimension = j == 0 ? 0 : Combinations.Add(dimension, sizes[j]);
        }

        var terms = TermCounts(dynamics, basis, order, withIdentity: etaPowers == 0);
        double entries = dimension > CountedDimension
            ? dimension * Math.Pow(terms.Max(t => t.Sum()), order)
            : CountEntries(terms, sizes, order, basis, etaPowers);

        // Rows are 12 bytes an entry, twice while they grow; product table, accumulators and vectors are a few words an entry of y.
        double bytes = 24.0 * entries + 64.0 * dimension + 4.0 * n * sizes[order - 1];
        return new CarlemanSize(order, dimension, Saturate(entries), Saturate(bytes));
    }

    /// <summary>The largest N up to <paramref name="order"/> whose map fits in the budget; 0 if none does.</summary>
    public static int LargestOrderWithin(
        GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers, long memoryBudgetBytes)
    {
        int largest = 0;
        while (largest < order && Of(dynamics, largest + 1, basis, etaPowers).FitsIn(memoryBudgetBytes))
        {
            largest++;
        }

        return largest;
    }

    /// <summary>Throws where an order or a cap on the powers of η is out of range.</summary>
    public static void RequireArguments(int order, int etaPowers)
    {
        if (order is < 1 or > MaximumOrder)
        {
            throw new ArgumentOutOfRangeException(nameof(order), order, $"The truncation order is 1..{MaximumOrder}.");
        }

        if (etaPowers < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(etaPowers), etaPowers, "The largest power of η is 1 or more, or 0 for all.");
        }
    }

    /// <summary>counts[i][ℓ]: terms of degree ℓ ≤ N of g_i, or of u_i + g_i where powers of η need not be told apart.</summary>
    private static double[][] TermCounts(GradientDynamics dynamics, CarlemanBasis basis, int order, bool withIdentity)
    {
        var counts = new double[dynamics.WeightCount][];
        for (int i = 0; i < counts.Length; i++)
        {
            var row = new double[Math.Min(order, dynamics.Degree) + 1];
            var g = dynamics.Increments[i];
            bool hasDiagonal = false;
            for (int t = 0; t < g.TermCount && g.TermDegree(t) < row.Length; t++)
            {
                row[g.TermDegree(t)] += basis == CarlemanBasis.Kronecker ? Words.CountOf(g.Exponents(t)) : 1;
                hasDiagonal |= g.TermDegree(t) == 1 && g.Exponent(t, i) == 1;
            }

            if (basis == CarlemanBasis.Kronecker && dynamics.Placed is { } tensors)
            {
                // Words of one monomial may cancel in the polynomial; a map of words has them all.
                for (int l = 0; l < row.Length; l++)
                {
                    row[l] = tensors.TryGetValue(l, out var tensor) ? tensor.RowStarts[i + 1] - tensor.RowStarts[i] : 0;
                }
            }

            row[1] += withIdentity && !hasDiagonal ? 1 : 0;
            counts[i] = row;
        }

        return counts;
    }

    private static double CountEntries(double[][] terms, long[] sizes, int order, CarlemanBasis basis, int etaPowers)
    {
        // rows[j][k, p]: products of degree k with p factors F over all rows of degree j. All powers together are one class p = 0.
        int classes = etaPowers == 0 ? 1 : Math.Min(etaPowers, order) + 1;
        var rows = new double[order + 1][,];
        for (int j = 0; j <= order; j++)
        {
            rows[j] = new double[order + 1, classes];
        }

        rows[0][0, 0] = 1;
        if (basis == CarlemanBasis.Kronecker)
        {
            var sum = new double[terms.Max(t => t.Length)];
            foreach (var t in terms)
            {
                for (int l = 0; l < t.Length; l++)
                {
                    sum[l] += t[l];
                }
            }

            for (int j = 1; j <= order; j++)
            {
                AddProducts(rows[j], rows[j - 1], sum, terms.Length);
            }
        }
        else
        {
            // Monomials of degree j over weights 0..i: those without u_i, and u_i times those of degree j − 1.
            foreach (var t in terms)
            {
                for (int j = 1; j <= order; j++)
                {
                    AddProducts(rows[j], rows[j - 1], t, 1);
                }
            }
        }

        double entries = 0;
        for (int j = 1; j <= order; j++)
        {
            for (int k = 0; k <= order; k++)
            {
                double block = 0;
                for (int p = 0; p < classes; p++)
                {
                    block += rows[j][k, p];
                }

                entries += Math.Min(block, (double)sizes[j] * sizes[k]);
            }
        }

        return entries;

        void AddProducts(double[,] target, double[,] source, double[] counts, int identities)
        {
            for (int k = 0; k <= order; k++)
            {
                for (int p = 0; p < classes; p++)
                {
                    double value = source[k, p];
                    if (value == 0)
                    {
                        continue;
                    }

                    if (classes > 1 && k < order)
                    {
                        target[k + 1, p] += identities * value;
                    }

                    for (int l = 0; l < counts.Length && k + l <= order; l++)
                    {
                        if (classes == 1)
                        {
                            target[k + l, 0] += counts[l] * value;
                        }
                        else if (p + 1 < classes)
                        {
                            target[k + l, p + 1] += counts[l] * value;
                        }
                    }
                }
            }
        }
    }

    private static long Saturate(double value) => value >= long.MaxValue ? long.MaxValue : (long)value;
}
