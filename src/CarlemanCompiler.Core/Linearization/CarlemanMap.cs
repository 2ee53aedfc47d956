using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Linearization;

/// <summary>
/// The discrete Carleman map y(t+1) = (I + A) y(t) + b of gradient descent (paper eq. 5 with all powers of η): y = [u; u^{⊗2}; …; u^{⊗N}]
/// in one of three bases, truncated at order N. The stage after the dynamics and before the history system.
/// </summary>
/// <remarks>
/// Row block j is u(t+1)^{⊗j} = Σ_k B_j^k u^{⊗k} with B_j^k = Σ_{ℓ₁+…+ℓ_j=k} G_{ℓ₁}⊗…⊗G_{ℓ_j}, G_1 = I + F_1, other G_ℓ = F_ℓ; k ≤ N is
/// kept, k = 0 is b_j, and A = B − I. A term with p factors F is of order η^p; a map may keep only p ≤ m.
/// </remarks>
public sealed partial class CarlemanMap
{
    /// <summary>Memory that building may take unless the caller says otherwise: 4 GiB.</summary>
    public const long DefaultMemoryBudget = 4L << 30;

    private readonly LiftedIndex index;
    private readonly double[]? wordCounts;
    private readonly Lazy<SparseMatrix> propagator;

    private CarlemanMap(
        GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers, double scale,
        LiftedIndex index, double[]? wordCounts, SparseMatrix increment, double[] constant)
    {
        Dynamics = dynamics;
        Order = order;
        Basis = basis;
        EtaPowers = etaPowers;
        Scale = scale;
        this.index = index;
        this.wordCounts = wordCounts;
        Increment = increment;
        Constant = constant;
        BlockSizes = [.. Enumerable.Range(1, order).Select(index.Size)];
        BlockOffsets = [.. Enumerable.Range(1, order).Select(j => index.Offset(j) - 1)];
        propagator = new Lazy<SparseMatrix>(() => SparseMatrix.Identity(Dimension).Add(Increment));
    }

    /// <summary>The descent that is linearized.</summary>
    public GradientDynamics Dynamics { get; }

    /// <summary>N.</summary>
    public int Order { get; }

    /// <summary>The basis of y.</summary>
    public CarlemanBasis Basis { get; }

    /// <summary>The largest power of η kept; 0 when all are.</summary>
    public int EtaPowers { get; }

    /// <summary>γ: y holds powers of u/γ. 1 unless <see cref="Rescale"/> was called.</summary>
    public double Scale { get; }

    /// <summary>D, the entries of y.</summary>
    public int Dimension => Increment.RowCount;

    /// <summary>Entries of the blocks j = 1..N; the first is n.</summary>
    public ImmutableArray<int> BlockSizes { get; }

    /// <summary>First entry of the blocks j = 1..N in y; the first is 0.</summary>
    public ImmutableArray<int> BlockOffsets { get; }

    /// <summary>A, D × D.</summary>
    public SparseMatrix Increment { get; }

    /// <summary>b, D numbers; block j is F_0^{⊗j}. Not to be written to.</summary>
    public double[] Constant { get; }

    /// <summary>I + A, D × D; made on first use.</summary>
    public SparseMatrix Propagator => propagator.Value;

    /// <summary>Builds the map.</summary>
    /// <param name="dynamics">Gradient descent on n weights.</param>
    /// <param name="order">N, 1..255.</param>
    /// <param name="basis">The basis of y.</param>
    /// <param name="etaPowers">The largest power of η to keep (1, 2, 3, …); 0 keeps all, which makes one step exact up to
    /// truncation.</param>
    /// <param name="memoryBudgetBytes">Limit on the memory that building may take, checked before it is taken.</param>
    /// <param name="cancellation">Looked at once per row.</param>
    /// <exception cref="SizeLimitException">The estimate of <see cref="CarlemanSize"/> is over the budget; the message names the largest N
    /// that fits.</exception>
    public static CarlemanMap Build(
        GradientDynamics dynamics, int order, CarlemanBasis basis = CarlemanBasis.Isometric, int etaPowers = 0,
        long memoryBudgetBytes = DefaultMemoryBudget, CancellationToken cancellation = default)
    {
        var size = RequireSize(dynamics, order, basis, etaPowers, memoryBudgetBytes);
        var index = LiftedIndex.Create(basis, dynamics.WeightCount, order);
        var wordCounts = basis == CarlemanBasis.Isometric ? index.WordCounts() : null;
        var factors = MapFactor.OfIncrements(dynamics, basis, order);
        var sink = new MatrixSink(index, order, etaPowers == 0 ? 1 : Math.Min(etaPowers, order), wordCounts, (int)size.EntryBound);
        PowerRecursion.Run(index, factors, order, etaPowers, sink, cancellation);
        return new CarlemanMap(dynamics, order, basis, etaPowers, 1, index, wordCounts, sink.ToMatrix(), sink.Constant);
    }

    /// <summary>
    /// The similar map of powers of u/γ, diag(γ^{−j}): the same trajectory of weights, other norms and another condition number. ‖u(0)‖ is
    /// the usual γ.
    /// </summary>
    /// <param name="scale">γ, positive and finite, measured against u itself whatever the present scale is.</param>
    public CarlemanMap Rescale(double scale)
    {
        if (!(scale > 0) || double.IsInfinity(scale))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale is a positive finite number.");
        }

        double ratio = scale / Scale;
        var values = (double[])Increment.Values.Clone();
        var constant = (double[])Constant.Clone();
        for (int j = 1; j <= Order; j++)
        {
            int end = BlockOffsets[j - 1] + BlockSizes[j - 1];
            for (int row = BlockOffsets[j - 1]; row < end; row++)
            {
                constant[row] *= Math.Pow(ratio, -j);
                int k = 1;
                for (int e = Increment.RowStarts[row]; e < Increment.RowStarts[row + 1]; e++)
                {
                    while (Increment.Columns[e] >= BlockOffsets[k - 1] + BlockSizes[k - 1])
                    {
                        k++;
                    }

                    values[e] *= Math.Pow(ratio, k - j);
                }
            }
        }

        var increment = SparseMatrix.FromRows(Dimension, Dimension, Increment.RowStarts, Increment.Columns, values);
        return new CarlemanMap(Dynamics, Order, Basis, EtaPowers, scale, index, wordCounts, increment, constant);
    }

    /// <summary>y of a point given in centred coordinates: the powers of u/γ, D numbers.</summary>
    /// <param name="u">θ − centre, n numbers.</param>
    public double[] Lift(ReadOnlySpan<double> u)
    {
        RequireLength(u.Length, Dynamics.WeightCount, nameof(u));
        var scaled = u.ToArray();
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] /= Scale;
        }

        var lifted = index.Lift(scaled);
        if (wordCounts is not null)
        {
            for (int k = 1; k < lifted.Length; k++)
            {
                lifted[k] *= Math.Sqrt(wordCounts[k]);
            }
        }

        return lifted.AsSpan(1).ToArray();
    }

    /// <summary>next = (I + A) y + b. O(entries of A), no allocation.</summary>
    /// <param name="y">D numbers.</param>
    /// <param name="next">D numbers, overwritten; must not overlap <paramref name="y"/>.</param>
    public void Apply(ReadOnlySpan<double> y, Span<double> next)
    {
        Increment.Multiply(y, next);
        for (int k = 0; k < next.Length; k++)
        {
            next[k] += y[k] + Constant[k];
        }
    }

    /// <summary>θ of a lifted vector: centre + γ · (first block); n numbers.</summary>
    /// <param name="y">D numbers, or only the first block.</param>
    public double[] WeightsOf(ReadOnlySpan<double> y)
    {
        var weights = new double[Dynamics.WeightCount];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Dynamics.Centre[i] + Scale * y[i];
        }

        return weights;
    }

    /// <summary>θ(0), …, θ(T) of the truncated linear map, row t holding n weights.</summary>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="steps">T ≥ 0.</param>
    public double[][] Run(ReadOnlySpan<double> start, int steps)
    {
        if (steps < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "The number of steps is 0 or more.");
        }

        var trajectory = new double[steps + 1][];
        trajectory[0] = start.ToArray();
        var y = Lift(Dynamics.Offset(start));
        var next = new double[y.Length];
        for (int t = 1; t <= steps; t++)
        {
            Apply(y, next);
            (y, next) = (next, y);
            trajectory[t] = WeightsOf(y);
        }

        return trajectory;
    }

    private static CarlemanSize RequireSize(
        GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers, long memoryBudgetBytes)
    {
        var size = CarlemanSize.Of(dynamics, order, basis, etaPowers);
        if (size.FitsIn(memoryBudgetBytes))
        {
            return size;
        }

        int largest = CarlemanSize.LargestOrderWithin(dynamics, order, basis, etaPowers, memoryBudgetBytes);
        string wayOut = largest > 0 ? $"The largest order that fits is {largest}." : "No order fits.";
        throw new SizeLimitException(
            $"A Carleman map of {dynamics.WeightCount} weights at order {order} in the {basis} basis has dimension {size.Dimension} "
            + $"and up to {size.EntryBound} entries; building it may take {size.BytesBound} bytes, "
            + $"over the limit of {memoryBudgetBytes} bytes (an index holds at most 2^31 entries). {wayOut}");
    }

    private static void RequireLength(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The vector has {length} entries; {expected} are needed.", name);
        }
    }
}
