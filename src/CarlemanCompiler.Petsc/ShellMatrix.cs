using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using static CarlemanCompiler.Petsc.PetscNative;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// An operator as a PETSc matrix (MatCreateShell) that its solvers can multiply with. What the operator throws comes out of
/// <see cref="Run"/>, not through PETSc's frames.
/// </summary>
internal sealed unsafe class ShellMatrix : IDisposable
{
    private readonly IShellOperator shellOperator;
    private GCHandle self;
    private nint handle;
    private ExceptionDispatchInfo? thrown;

    /// <summary>Collective.</summary>
    /// <param name="session">Where.</param>
    /// <param name="localLength">Rows, and columns, of this rank.</param>
    /// <param name="shellOperator">What multiplies.</param>
    public ShellMatrix(PetscSession session, int localLength, IShellOperator shellOperator)
    {
        session.RequireUsable();
        this.shellOperator = shellOperator;
        self = GCHandle.Alloc(this, GCHandleType.Weak);
        Check(MatCreateShell(
            session.Communicator, localLength, localLength, Determine, Determine, GCHandle.ToIntPtr(self), out handle));
        Check(MatShellSetOperation(handle, OperationMultiply, &Multiply));
        Check(MatShellSetOperation(handle, OperationMultiplyTransposed, &MultiplyTransposed));
    }

    /// <summary>The Mat.</summary>
    public nint Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle == 0, this);
            return handle;
        }
    }

    /// <summary>Calls PETSc where it may multiply with this matrix.</summary>
    public void Run(Func<int> call, string name)
    {
        int code = call();
        var error = thrown;
        thrown = null;
        error?.Throw();
        Check(code, name);
    }

    public void Dispose()
    {
        if (handle != 0)
        {
            Check(MatDestroy(ref handle));
            self.Free();
        }
    }

    [UnmanagedCallersOnly]
    private static int Multiply(nint matrix, nint x, nint product) => Apply(matrix, x, product, transposed: false);

    [UnmanagedCallersOnly]
    private static int MultiplyTransposed(nint matrix, nint x, nint product) => Apply(matrix, x, product, transposed: true);

    private static int Apply(nint matrix, nint x, nint product, bool transposed)
    {
        nint context;
        if (MatShellGetContext(matrix, &context) != 0 || GCHandle.FromIntPtr(context).Target is not ShellMatrix shell)
        {
            return ErrorInCallback;
        }

        try
        {
            Check(VecGetArrayRead(x, out double* source));
            Check(VecGetArray(product, out double* target));
            if (transposed)
            {
                shell.shellOperator.MultiplyTransposed(source, target);
            }
            else
            {
                shell.shellOperator.Multiply(source, target);
            }

            Check(VecRestoreArray(product, ref target));
            Check(VecRestoreArrayRead(x, ref source));
            return 0;
        }
#pragma warning disable CA1031 // An exception that crossed native frames would end the process.
        catch (Exception error)
#pragma warning restore CA1031
        {
            shell.thrown = ExceptionDispatchInfo.Capture(error);
            return ErrorInCallback;
        }
    }
}
