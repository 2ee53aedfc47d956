using System.Globalization;
using static CarlemanCompiler.Petsc.PetscNative;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// PETSc and MPI, started: one rank of a group that <c>mpirun -n P</c> started together, or the only rank of a program that was started by
/// itself. Everything distributed is made within a session, by all ranks, in the same order.
/// </summary>
/// <remarks>
/// MPI is started once in the life of a process and is used from the thread that started it. PETSc's options are read from
/// <c>PETSC_OPTIONS</c>; its signal handler is left out, for the signals are the runtime's.
/// </remarks>
public sealed unsafe class PetscSession : IDisposable
{
    private static bool wasStarted;

    private readonly int thread = Environment.CurrentManagedThreadId;
    private bool isDisposed;

    private PetscSession()
    {
        Communicator = PetscLibrary.World;
        Rank = PetscLibrary.Global("PetscGlobalRank");
        Size = PetscLibrary.Global("PetscGlobalSize");
    }

    /// <summary>This process, 0 .. <see cref="Size"/> − 1.</summary>
    public int Rank { get; }

    /// <summary>P, the number of processes.</summary>
    public int Size { get; }

    /// <summary>
    /// The rank that a launcher (Open MPI, MPICH) gave this process, known before anything is loaded; null for a program started by itself.
    /// </summary>
    public static int? LaunchRank { get; } =
        new[] { "OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK" }
            .Select(Environment.GetEnvironmentVariable)
            .Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out int rank) ? rank : (int?)null)
            .FirstOrDefault(rank => rank is not null);

    internal nint Communicator { get; }

    /// <summary>Loads PETSc and starts it with MPI.</summary>
    /// <exception cref="PetscException">PETSc cannot be loaded, has other numbers than real doubles and 32-bit indices, or does not
    /// start; the
    /// message says what to install.</exception>
    /// <exception cref="InvalidOperationException">A session was started before.</exception>
    public static PetscSession Start()
    {
        PetscLibrary.Load();
        if (wasStarted)
        {
            throw new InvalidOperationException("PETSc and MPI start once in a process.");
        }

        wasStarted = true;
        Check(PetscOptionsSetValue(0, "-no_signal_handler", "1"));
        Check(PetscInitializeNoArguments());
        TakeErrors();
        return new PetscSession();
    }

    /// <summary>Ends PETSc and MPI. Collective.</summary>
    public void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            Check(PetscFinalize());
        }
    }

    /// <summary>What this process holds of the machine's memory now, in bytes (its resident set).</summary>
    public double ResidentBytes()
    {
        RequireUsable();
        double bytes;
        Check(PetscMemoryGetCurrentUsage(&bytes));
        return bytes;
    }

    /// <summary>A few numbers of every rank, rank after rank, on rank 0; empty on the others. Collective.</summary>
    /// <param name="own">As many on every rank.</param>
    public double[] Gather(params ReadOnlySpan<double> own)
    {
        RequireUsable();
        var all = new double[Rank == 0 ? own.Length * Size : 0];
        fixed (double* values = own, gathered = all)
        {
            Check(VecCreateMPIWithArray(Communicator, 1, own.Length, Determine, values, out nint from));
            Check(VecCreateMPIWithArray(Communicator, 1, all.Length, Determine, gathered, out nint to));
            Check(ISCreateStride(Communicator, all.Length, 0, 1, out nint set));
            Check(VecScatterCreate(from, set, to, set, out nint scatter));
            Check(VecScatterBegin(scatter, from, to, InsertValues, ScatterForward));
            Check(VecScatterEnd(scatter, from, to, InsertValues, ScatterForward));
            Check(VecScatterDestroy(ref scatter));
            Check(ISDestroy(ref set));
            Check(VecDestroy(ref to));
            Check(VecDestroy(ref from));
        }

        return all;
    }

    /// <summary>The largest of a number that every rank has. Collective.</summary>
    internal double Largest(double own)
    {
        RequireUsable();
        Check(VecCreateMPIWithArray(Communicator, 1, 1, Determine, &own, out nint all));
        Check(VecMax(all, null, out double largest));
        Check(VecDestroy(ref all));
        return largest;
    }

    internal void RequireUsable()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (Environment.CurrentManagedThreadId != thread)
        {
            throw new InvalidOperationException("PETSc is called from the thread that started its session.");
        }
    }
}
