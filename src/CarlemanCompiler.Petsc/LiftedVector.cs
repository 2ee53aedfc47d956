using static CarlemanCompiler.Petsc.PetscNative;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// A vector of D numbers over all ranks (PETSc's parallel Vec): of every block u^{⊗j} each rank holds an equal slice. 8 bytes an entry, D/P
/// entries a rank.
/// </summary>
public sealed unsafe class LiftedVector : IDisposable
{
    private readonly PetscSession session;
    private nint handle;

    internal LiftedVector(PetscSession session, int length)
    {
        session.RequireUsable();
        this.session = session;
        Length = length;
        Check(VecCreateMPI(session.Communicator, length, Determine, out handle));
    }

    /// <summary>Entries that this rank holds.</summary>
    public int Length { get; }

    internal nint Handle
    {
        get
        {
            session.RequireUsable();
            ObjectDisposedException.ThrowIf(handle == 0, this);
            return handle;
        }
    }

    /// <summary>Σ_k x_k y_k over all ranks. Collective; the order of additions depends on P.</summary>
    public double Dot(LiftedVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Check(VecDot(Handle, other.Handle, out double product));
        return product;
    }

    /// <summary>Copies the entries that this rank holds: the slice of each block, degree ascending.</summary>
    /// <param name="entries"><see cref="Length"/> numbers, overwritten.</param>
    public void CopyTo(Span<double> entries)
    {
        Check(VecGetArrayRead(Handle, out double* array));
        new ReadOnlySpan<double>(array, Length).CopyTo(entries);
        Check(VecRestoreArrayRead(handle, ref array));
    }

    /// <summary>Sets the entries that this rank holds.</summary>
    /// <param name="entries"><see cref="Length"/> numbers.</param>
    public void CopyFrom(ReadOnlySpan<double> entries)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(entries.Length, Length);
        Check(VecGetArray(Handle, out double* array));
        entries.CopyTo(new Span<double>(array, Length));
        Check(VecRestoreArray(handle, ref array));
    }

    /// <summary>Gives the memory back. Collective.</summary>
    public void Dispose()
    {
        if (handle != 0)
        {
            Check(VecDestroy(ref handle));
        }
    }
}
