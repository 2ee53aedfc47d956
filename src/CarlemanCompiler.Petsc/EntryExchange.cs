using static CarlemanCompiler.Petsc.PetscNative;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// Brings entries of a distributed vector from the ranks that hold them to those that need them, and sums of them back (PETSc's
/// VecScatter).
/// Held: what the rank receives, 8 bytes an entry and state, and the lists of who sends what.
/// </summary>
internal sealed unsafe class EntryExchange : IDisposable
{
    private readonly PetscSession session;
    private nint scatter;
    private nint source;
    private nint target;

    /// <summary>Agrees on who sends what. Collective.</summary>
    /// <param name="session">Where.</param>
    /// <param name="localLength">Entries of the vector that this rank holds.</param>
    /// <param name="numbers">PETSc's numbers of the entries that it needs.</param>
    public EntryExchange(PetscSession session, int localLength, int[] numbers)
    {
        this.session = session;
        Count = numbers.Length;
        Check(VecCreateMPIWithArray(session.Communicator, 1, localLength, Determine, null, out source));
        Check(VecCreateMPIWithArray(session.Communicator, 1, Count, Determine, null, out target));
        int first;
        Check(VecGetOwnershipRange(target, &first, null));
        fixed (int* indices = numbers)
        {
            Check(ISCreateGeneral(session.Communicator, Count, indices, CopyValues, out nint from));
            Check(ISCreateStride(session.Communicator, Count, first, 1, out nint to));
            Check(VecScatterCreate(source, from, target, to, out scatter));
            Check(ISDestroy(ref to));
            Check(ISDestroy(ref from));
        }
    }

    /// <summary>Entries that this rank receives.</summary>
    public int Count { get; }

    /// <summary>received = the entries of x that this rank needs. Collective.</summary>
    /// <param name="x">What this rank holds.</param>
    /// <param name="received"><see cref="Count"/> numbers, overwritten.</param>
    public void Receive(double* x, double* received) => Exchange(x, received, InsertValues, ScatterForward);

    /// <summary>
    /// x += what other ranks have for the entries that this rank holds: the transpose of <see cref="Receive"/>. Collective.
    /// </summary>
    public void AddBack(double* received, double* x) => Exchange(x, received, AddValues, ScatterReverse);

    public void Dispose()
    {
        if (scatter != 0)
        {
            Check(VecScatterDestroy(ref scatter));
            Check(VecDestroy(ref source));
            Check(VecDestroy(ref target));
        }
    }

    private void Exchange(double* x, double* received, int insertMode, int scatterMode)
    {
        session.RequireUsable();
        Check(VecPlaceArray(source, x));
        Check(VecPlaceArray(target, received));
        var (from, to) = scatterMode == ScatterForward ? (source, target) : (target, source);
        Check(VecScatterBegin(scatter, from, to, insertMode, scatterMode));
        Check(VecScatterEnd(scatter, from, to, insertMode, scatterMode));
        Check(VecResetArray(target));
        Check(VecResetArray(source));
    }
}
