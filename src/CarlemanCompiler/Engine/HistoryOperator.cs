using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The matrix M of a whole history (paper eq. 6) as an operator: Y = [y(0); …; y(T); copies of y(T)], I on the diagonal, −(I + A) below
/// it for t = 1..T and −I for the copies. Nothing is spelled out, neither A nor M: a product or a substitution is T steps of the map.
/// <see cref="HistorySystem"/> is the same on an explicit matrix.
/// </summary>
/// <remarks>
/// A <em>cyclic</em> history ties its first state to its last by one more step, −(I + A) in the corner of the first row and column T:
/// T + 1 steps are one round, and its solution is the orbit that repeats: with one map the fixed point, with mini-batches taken in turn the
/// cycle that training settles in. M is then no longer triangular, and <see cref="Substitute"/>, which leaves the corner out, is its
/// preconditioner for <see cref="Krylov"/>. Like the operator that it steps, a history does one product at a time.
/// </remarks>
public sealed partial class HistoryOperator
{
    private readonly Action<CarlemanOperator<double>, int>? load;
    private readonly long memoryBudgetBytes;

    private HistoryOperator(
        CarlemanOperator<double> map,
        int steps,
        int padding,
        bool cyclic,
        Action<CarlemanOperator<double>, int>? load,
        long memoryBudgetBytes)
    {
        Map = map;
        Steps = steps;
        Padding = padding;
        Cyclic = cyclic;
        RowCount = (steps + 1 + padding) * map.Dimension;
        this.load = load;
        this.memoryBudgetBytes = memoryBudgetBytes;
    }

    /// <summary>The map that is stepped, D × D.</summary>
    public CarlemanOperator<double> Map { get; }

    /// <summary>T.</summary>
    public int Steps { get; }

    /// <summary>Extra copies of y(T).</summary>
    public int Padding { get; }

    /// <summary>Whether y(0) is made from y(T) by one more step.</summary>
    public bool Cyclic { get; }

    /// <summary>(T + 1 + padding) · D.</summary>
    public int RowCount { get; }

    /// <summary>Describes a history; allocates nothing.</summary>
    /// <param name="map">The step, D × D.</param>
    /// <param name="steps">T ≥ 1.</param>
    /// <param name="padding">Extra copies of the last state, 0 or more.</param>
    /// <param name="cyclic">Whether a step from y(T) to y(0) closes the round.</param>
    /// <param name="load">
    /// For maps that change with time: called before every product of step t with the map and t, it loads what is to be used (<see
    /// cref="CarlemanOperator{T}.Load"/>). Step t = 1..T makes y(t) from y(t − 1), step 0 closes a cyclic history. It has to load the
    /// same for the same t. Left out, the map stays as it is.
    /// </param>
    /// <param name="memoryBudgetBytes">Limit for a vector of the system, and for all vectors of <see cref="ConditionNumber"/>.</param>
    /// <exception cref="SizeLimitException">A vector of (T + 1 + padding) · D numbers is over the budget or 2³¹ numbers.</exception>
    public static HistoryOperator Build(
        CarlemanOperator<double> map,
        int steps,
        int padding = 0,
        bool cyclic = false,
        Action<CarlemanOperator<double>, int>? load = null,
        long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (steps < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "A history has 1 or more steps.");
        }

        if (padding < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(padding), padding, "The padding is 0 or more copies.");
        }

        double rows = (steps + 1.0 + padding) * map.Dimension;
        if (rows * sizeof(double) > memoryBudgetBytes || rows >= int.MaxValue)
        {
            double largest = Math.Min(memoryBudgetBytes / sizeof(double), int.MaxValue - 1) / map.Dimension - 1 - padding;
            throw new SizeLimitException(
                $"A history of {steps} steps and {padding} copies of dimension {map.Dimension} has {(long)rows} rows, "
                + $"{(long)rows * sizeof(double)} bytes a vector; the limit is {memoryBudgetBytes} bytes and 2^31 rows. "
                + $"At most {(long)Math.Max(0, Math.Floor(largest))} steps fit.");
        }

        return new HistoryOperator(map, steps, padding, cyclic, load, memoryBudgetBytes);
    }

    /// <summary>
    /// r = [y_in; b; …; b; 0; …; 0], or [b; b; …; b; 0; …; 0] of a cyclic history, with the constants of each step's own map. T + 1 steps
    /// at most.
    /// </summary>
    /// <param name="start">θ(0), n numbers; none for a cyclic history, which has no start.</param>
    public double[] RightHandSide(ReadOnlySpan<double> start = default)
    {
        if (Cyclic != start.IsEmpty)
        {
            throw new ArgumentException(
                Cyclic ? "A cyclic history has no start: its solution repeats." : "A history needs its start, θ(0).", nameof(start));
        }

        var rightHandSide = new double[RowCount];
        var r = rightHandSide.AsSpan();
        var zero = new double[Map.Dimension];
        if (!Cyclic)
        {
            Map.Lift(start, Block(r, 0));
        }

        for (int t = Cyclic ? 0 : 1; t <= Steps; t++)
        {
            if (load is null && t > 1)
            {
                Block(r, 1).CopyTo(Block(r, t));
                continue;
            }

            load?.Invoke(Map, t);
            Map.Apply(zero, Block(r, t));
        }

        return rightHandSide;
    }

    /// <summary>product = M x. T steps.</summary>
    /// <param name="x">(T + 1 + padding) · D numbers.</param>
    /// <param name="product">As many, overwritten; must not overlap <paramref name="x"/>.</param>
    public void Multiply(ReadOnlySpan<double> x, Span<double> product)
    {
        Require(x, product);
        if (Cyclic)
        {
            Step(0, Block(x, Steps), Block(product, 0));
            Add(Block(product, 0), Block(x, 0), -1);
        }
        else
        {
            Block(x, 0).CopyTo(Block(product, 0));
        }

        for (int t = 1; t <= Steps + Padding; t++)
        {
            Step(t, Block(x, t - 1), Block(product, t));
            Add(Block(product, t), Block(x, t), -1);
        }
    }

    /// <summary>product = Mᵀ x. T steps.</summary>
    /// <param name="x">(T + 1 + padding) · D numbers.</param>
    /// <param name="product">As many, overwritten; must not overlap <paramref name="x"/>.</param>
    public void MultiplyTransposed(ReadOnlySpan<double> x, Span<double> product)
    {
        Require(x, product);
        int last = Steps + Padding;
        for (int t = 1; t <= last; t++)
        {
            StepTransposed(t, Block(x, t), Block(product, t - 1));
            Add(Block(product, t - 1), Block(x, t - 1), -1);
        }

        Block(x, last).CopyTo(Block(product, last));
        if (Cyclic)
        {
            // The corner stands in column T, which has an entry of its own already: one scratch vector.
            var corner = new double[Map.Dimension];
            StepTransposed(0, Block(x, 0), corner);
            Subtract(Block(product, Steps), corner);
        }
    }

    /// <summary>
    /// y = M⁻¹ r by forward substitution, the iteration itself: exact. Of a cyclic history the corner is left out, which makes it a
    /// preconditioner. T steps.
    /// </summary>
    /// <param name="r">(T + 1 + padding) · D numbers.</param>
    /// <param name="y">As many, overwritten; must not overlap <paramref name="r"/>.</param>
    public void Substitute(ReadOnlySpan<double> r, Span<double> y)
    {
        Require(r, y);
        Block(r, 0).CopyTo(Block(y, 0));
        for (int t = 1; t <= Steps + Padding; t++)
        {
            Step(t, Block(y, t - 1), Block(y, t));
            Add(Block(y, t), Block(r, t), 1);
        }
    }

    /// <summary>
    /// y = M⁻ᵀ r by backward substitution; of a cyclic history without the corner, as in <see cref="Substitute"/>. T steps.
    /// </summary>
    /// <param name="r">(T + 1 + padding) · D numbers.</param>
    /// <param name="y">As many, overwritten; must not overlap <paramref name="r"/>.</param>
    public void SubstituteTransposed(ReadOnlySpan<double> r, Span<double> y)
    {
        Require(r, y);
        int last = Steps + Padding;
        Block(r, last).CopyTo(Block(y, last));
        for (int t = last; t > 0; t--)
        {
            StepTransposed(t, Block(y, t), Block(y, t - 1));
            Add(Block(y, t - 1), Block(r, t - 1), 1);
        }
    }

    /// <summary>
    /// The truncated Neumann series K⁻¹ = Σ_{j ≤ powers} (I − M)^j as a preconditioner. Each power is one product with M, which, unlike a
    /// substitution, need not wait for the step before; for a causal history powers = T + padding is exact.
    /// </summary>
    /// <param name="powers">0 or more; 0 is the block-diagonal preconditioner, which for this M is the identity.</param>
    /// <returns>The product with K⁻¹; holds two scratch vectors of the system once it is used.</returns>
    public LinearProduct Neumann(int powers)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(powers);
        double[] sum = [];
        double[] image = [];
        return (r, y) =>
        {
            r.CopyTo(y);
            if (powers > 0 && sum.Length == 0)
            {
                sum = new double[RowCount];
                image = new double[RowCount];
            }

            for (int k = 0; k < powers; k++)
            {
                // y ← r + y − M y.
                y.CopyTo(sum);
                Multiply(sum, image);
                Subtract(y, image);
                Add(y, r, 1);
            }
        };
    }

    /// <summary>State y(t) of a history vector, D numbers; times T+1 .. T+padding are the copies.</summary>
    public ReadOnlySpan<double> StateAt(ReadOnlySpan<double> history, int time)
    {
        Require(history.Length, nameof(history));
        if ((uint)time > (uint)(Steps + Padding))
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, $"Times are 0..{Steps + Padding}.");
        }

        return Block(history, time);
    }

    private void Step(int t, ReadOnlySpan<double> from, Span<double> to)
    {
        if (t > Steps)
        {
            from.CopyTo(to);
            return;
        }

        load?.Invoke(Map, t);
        Map.ApplyLinear(from, to);
    }

    private void StepTransposed(int t, ReadOnlySpan<double> from, Span<double> to)
    {
        if (t > Steps)
        {
            from.CopyTo(to);
            return;
        }

        load?.Invoke(Map, t);
        Map.ApplyTransposed(from, to);
    }

    /// <summary>to = from + sign · to.</summary>
    private static unsafe void Add(Span<double> to, ReadOnlySpan<double> from, double sign)
    {
        fixed (double* x = from, y = to)
        {
            Rows.Sum(y, to.Length, x, y, sign);
        }
    }

    private static unsafe void Subtract(Span<double> from, ReadOnlySpan<double> what)
    {
        fixed (double* x = what, y = from)
        {
            Rows.Add(y, from.Length, x, -1);
        }
    }

    private Span<double> Block(Span<double> vector, int t) => vector.Slice(t * Map.Dimension, Map.Dimension);

    private ReadOnlySpan<double> Block(ReadOnlySpan<double> vector, int t) => vector.Slice(t * Map.Dimension, Map.Dimension);

    private void Require(ReadOnlySpan<double> vector, Span<double> result)
    {
        Require(vector.Length, nameof(vector));
        Require(result.Length, nameof(result));
        if (vector.Overlaps(result))
        {
            throw new ArgumentException("The result overlaps the vector that it is made from.", nameof(result));
        }
    }

    private void Require(int length, string name)
    {
        if (length != RowCount)
        {
            throw new ArgumentException($"The vector has {length} entries; {RowCount} are needed.", name);
        }
    }
}
