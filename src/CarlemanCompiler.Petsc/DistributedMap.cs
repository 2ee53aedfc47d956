using System.Globalization;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using static CarlemanCompiler.Petsc.PetscNative;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// The Carleman map y(t+1) = (I + A) y(t) + b (paper eq. 5) over the ranks of a session: each holds the rows of its slices of y, and
/// receives before a product the entries of y that they need from others. The stage after the dynamics where one machine is too small;
/// <see cref="CarlemanMap"/> is the same on one.
/// </summary>
/// <remarks>
/// All members but the plain properties are collective: all ranks call them, in the same order. What a rank receives depends on the
/// model: with s words in the increment of a weight a row of degree j has at most (1 + s)^j columns, and of those of neighbouring rows
/// most are the same; for weights that are tied to a few others a rank receives about as many entries as it holds, for weights that are
/// all tied to each other all of y. The number is found when the map is built, and checked against the budget.
/// </remarks>
public abstract unsafe class DistributedMap : IShellOperator, IDisposable
{
    private readonly RowGenerator generator;
    private readonly EntryExchange firstBlock;
    private readonly ShellMatrix shell;
    private readonly double[] firstEntries;

    private protected DistributedMap(PetscSession session, RowGenerator generator, LiftedSlices slices)
    {
        Session = session;
        this.generator = generator;
        Slices = slices;
        int read = session.Rank == 0 ? generator.Dynamics.WeightCount : 0;
        firstEntries = GC.AllocateArray<double>(read, pinned: true);
        firstBlock = new EntryExchange(session, slices.Length, [.. Enumerable.Range(0, read).Select(i => (int)slices.NumberOf(i))]);
        shell = new ShellMatrix(session, slices.Length, this);
    }

    /// <summary>The descent that is linearized.</summary>
    public GradientDynamics Dynamics => generator.Dynamics;

    /// <summary>N.</summary>
    public int Order => generator.Order;

    /// <summary>The basis of y.</summary>
    public CarlemanBasis Basis => generator.Basis;

    /// <summary>The largest power of η kept; 0 when all are.</summary>
    public int EtaPowers => generator.EtaPowers;

    /// <summary>D, the entries of y.</summary>
    public int Dimension => (int)generator.Dimension;

    /// <summary>Entries of y, and rows of A, that this rank holds.</summary>
    public int LocalLength => Slices.Length;

    /// <summary>Entries of y that this rank receives before a product.</summary>
    public abstract int ReceivedCount { get; }

    /// <summary>Bytes that this rank holds for the map, vectors of the caller not counted.</summary>
    public abstract long Bytes { get; }

    /// <summary>How the rows are held.</summary>
    public abstract MapStorage Storage { get; }

    /// <summary>Where the map lives.</summary>
    public PetscSession Session { get; }

    internal LiftedSlices Slices { get; }

    /// <summary>
    /// Distributes the map: a pass over the rows finds what each rank needs of the others, a second one assembles. Collective.
    /// </summary>
    /// <param name="session">Where.</param>
    /// <param name="dynamics">Gradient descent on n weights, the same on all ranks.</param>
    /// <param name="order">N ≥ 1.</param>
    /// <param name="basis">The basis of y.</param>
    /// <param name="etaPowers">The largest power of η to keep; 0 keeps all.</param>
    /// <param name="storage">Whether rows are made anew or assembled.</param>
    /// <param name="memoryBudgetBytes">Limit for every single rank, two vectors included.</param>
    /// <exception cref="SizeLimitException">D is 2³¹ or more, or a rank would go over the budget: thrown on all ranks.</exception>
    public static DistributedMap Build(
        PetscSession session,
        GradientDynamics dynamics,
        int order,
        CarlemanBasis basis = CarlemanBasis.Isometric,
        int etaPowers = 0,
        MapStorage storage = MapStorage.Rows,
        long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget)
    {
        ArgumentNullException.ThrowIfNull(session);
        session.RequireUsable();
        var generator = Rows(dynamics, order, basis, etaPowers);
        var slices = new LiftedSlices(generator.BlockSizes, session.Rank, session.Size);
        RequireRoom(session, VectorBytes(slices), "the lifted vectors of a step", memoryBudgetBytes);
        var rows = new LocalRows(generator, slices);
        return storage == MapStorage.Assembled
            ? AssembledMap.Assemble(session, generator, slices, rows, memoryBudgetBytes)
            : RowMap.Prepare(session, generator, slices, rows, memoryBudgetBytes);
    }

    /// <summary>
    /// What one of many ranks would receive before a product: what to ask before booking them. Pure; needs neither PETSc nor the
    /// ranks. A pass over the rows of that rank.
    /// </summary>
    /// <param name="dynamics">Gradient descent on n weights.</param>
    /// <param name="order">N ≥ 1.</param>
    /// <param name="rank">0 .. <paramref name="rankCount"/> − 1.</param>
    /// <param name="rankCount">P ≥ 1.</param>
    /// <param name="basis">The basis of y.</param>
    /// <param name="etaPowers">The largest power of η to keep; 0 keeps all.</param>
    /// <exception cref="SizeLimitException">D is 2³¹ or more.</exception>
    public static RankTraffic TrafficOf(
        GradientDynamics dynamics, int order, int rank, int rankCount, CarlemanBasis basis = CarlemanBasis.Isometric, int etaPowers = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rankCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, rankCount);
        var generator = Rows(dynamics, order, basis, etaPowers);
        var slices = new LiftedSlices(generator.BlockSizes, rank, rankCount);
        var received = new LocalRows(generator, slices).Received;
        var senders = new HashSet<int>();
        foreach (int entry in received)
        {
            senders.Add(slices.OwnerOf(entry));
        }

        return new RankTraffic(received.Length, senders.Count);
    }

    /// <summary>A vector of zeros. Collective.</summary>
    public LiftedVector CreateVector() => new(Session, LocalLength);

    /// <summary>y = the powers of θ − centre. O(D/P).</summary>
    /// <param name="theta">θ, n numbers, the same on all ranks.</param>
    /// <param name="y">Overwritten.</param>
    public void Lift(ReadOnlySpan<double> theta, LiftedVector y)
    {
        RequireLength(y);
        Check(VecGetArray(y.Handle, out double* entries));
        Lift(theta, entries);
        Check(VecRestoreArray(y.Handle, ref entries));
    }

    /// <summary>next = (I + A) y + b. Collective.</summary>
    /// <param name="y">The state.</param>
    /// <param name="next">Overwritten; another vector.</param>
    public void Step(LiftedVector y, LiftedVector next)
    {
        RequireLength(y);
        RequireLength(next);
        RequireTwo(y, next);
        Check(VecGetArrayRead(y.Handle, out double* source));
        Check(VecGetArray(next.Handle, out double* target));
        MultiplyStates(source, target, 1, withConstant: true);
        Check(VecRestoreArray(next.Handle, ref target));
        Check(VecRestoreArrayRead(y.Handle, ref source));
    }

    /// <summary>product = (I + A) x, through PETSc's shell matrix. Collective.</summary>
    /// <param name="x">Any vector of the map.</param>
    /// <param name="product">Overwritten; another vector.</param>
    public void Multiply(LiftedVector x, LiftedVector product)
    {
        RequireLength(x);
        RequireLength(product);
        RequireTwo(x, product);
        shell.Run(() => MatMult(shell.Handle, x.Handle, product.Handle), nameof(MatMult));
    }

    /// <summary>product = (I + A)ᵀ x, through PETSc's shell matrix. Collective.</summary>
    /// <param name="x">Any vector of the map.</param>
    /// <param name="product">Overwritten; another vector.</param>
    public void MultiplyTransposed(LiftedVector x, LiftedVector product)
    {
        RequireLength(x);
        RequireLength(product);
        RequireTwo(x, product);
        shell.Run(() => MatMultTranspose(shell.Handle, x.Handle, product.Handle), nameof(MatMultTranspose));
    }

    /// <summary>θ of a state, n numbers, on rank 0; empty on the others. Collective.</summary>
    public double[] WeightsOf(LiftedVector y)
    {
        RequireLength(y);
        Check(VecGetArrayRead(y.Handle, out double* entries));
        double[] weights = WeightsOf(entries);
        Check(VecRestoreArrayRead(y.Handle, ref entries));
        return weights;
    }

    /// <summary>Gives everything back. Collective.</summary>
    public void Dispose()
    {
        shell.Dispose();
        firstBlock.Dispose();
        Release();
        GC.SuppressFinalize(this);
    }

    void IShellOperator.Multiply(double* x, double* product) => MultiplyStates(x, product, 1, withConstant: false);

    void IShellOperator.MultiplyTransposed(double* x, double* product) => MultiplyStatesTransposed(x, product, 1);

    /// <summary>y_t ↦ (I + A) y_t, and + b where asked for, for several states one behind the other.</summary>
    internal abstract void MultiplyStates(double* y, double* next, int states, bool withConstant);

    /// <summary>x_t ↦ (I + A)ᵀ x_t for several states.</summary>
    internal abstract void MultiplyStatesTransposed(double* x, double* product, int states);

    /// <summary>Bytes that products of so many states at once take on top of <see cref="Bytes"/>.</summary>
    internal abstract long BytesForStates(int states);

    internal void Lift(ReadOnlySpan<double> theta, double* entries)
    {
        double[] u = Dynamics.Offset(theta);
        foreach (var slice in Slices.Slices)
        {
            generator.Lift(u, slice.First, new Span<double>(entries + slice.Place, slice.Length));
        }
    }

    internal double[] WeightsOf(double* entries)
    {
        fixed (double* target = firstEntries)
        {
            firstBlock.Receive(entries, target);
        }

        return [.. firstEntries.Select((u, i) => Dynamics.Centre[i] + u)];
    }

    /// <summary>Throws on all ranks where one of them would go over the budget.</summary>
    internal static void RequireRoom(PetscSession session, double bytes, string what, long budget)
    {
        double most = session.Largest(bytes);
        if (most > budget)
        {
            throw new SizeLimitException(string.Create(
                CultureInfo.InvariantCulture,
                $"A rank would take {most:N0} bytes for {what}; the limit is {budget:N0} bytes a rank. "
                + $"With P = {session.Size} ranks that is {most / budget:F1} times too much: take more ranks or a lower order."));
        }
    }

    private static RowGenerator Rows(GradientDynamics dynamics, int order, CarlemanBasis basis, int etaPowers)
    {
        var generator = RowGenerator.Create(dynamics, order, basis, etaPowers);
        if (generator.Dimension > int.MaxValue)
        {
            throw new SizeLimitException(string.Create(
                CultureInfo.InvariantCulture,
                $"A lifted vector of {dynamics.WeightCount} weights at order {order} in the {basis} basis has {generator.Dimension:N0} "
                + $"entries; PETSc with 32-bit indices numbers {int.MaxValue:N0}. Lower the order."));
        }

        return generator;
    }

    private protected static long VectorBytes(LiftedSlices slices) => 2L * sizeof(double) * slices.Length;

    private protected abstract void Release();

    private static void RequireTwo(LiftedVector source, LiftedVector target)
    {
        if (ReferenceEquals(source, target))
        {
            throw new ArgumentException("The result is the vector that it is made from.", nameof(target));
        }
    }

    private void RequireLength(LiftedVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (vector.Length != LocalLength)
        {
            throw new ArgumentException($"The vector has {vector.Length} entries on this rank; {LocalLength} are needed.", nameof(vector));
        }
    }
}
