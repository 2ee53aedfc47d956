using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// The functions of PETSc that are called, as its headers declare them (PetscInt = int, PetscScalar = double, handles = nint).
/// </summary>
internal static unsafe partial class PetscNative
{
    public const int InsertValues = 1;
    public const int AddValues = 2;
    public const int ScatterForward = 0;
    public const int ScatterReverse = 1;
    public const int CopyValues = 0;
    public const int FinalAssembly = 0;
    public const int OperationMultiply = 3;
    public const int OperationMultiplyTransposed = 5;

    /// <summary>PETSC_DETERMINE: the sum of the local sizes.</summary>
    public const int Determine = -1;

    /// <summary>PETSC_ERR_LIB: what a callback returns when managed code threw.</summary>
    public const int ErrorInCallback = 76;

    /// <summary>PETSC_ERROR_INITIAL: the first of the messages that an error makes on its way up.</summary>
    private const int InitialError = 0;

    private static string? lastMessage;

    /// <summary>Throws where a function returned an error, with PETSc's own message.</summary>
    public static void Check(int code, [CallerArgumentExpression(nameof(code))] string call = "")
    {
        if (code != 0)
        {
            string message = lastMessage is { Length: > 0 } said ? said : "no message";
            lastMessage = null;
            int end = call.IndexOf('(', StringComparison.Ordinal);
            throw new PetscException($"{(end < 0 ? call : call[..end])} failed with PETSc's error {code}: {message}");
        }
    }

    /// <summary>Takes PETSc's error messages, in place of its own handler, which prints a stack and ends the process.</summary>
    public static void TakeErrors() => Check(PetscPushErrorHandler(&KeepMessage, null));

    [LibraryImport(PetscLibrary.Name)]
    public static partial int PetscDataTypeGetSize(int type, nuint* bytes);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int PetscDataTypeFromString(byte* name, int* type, int* found);

    [LibraryImport(PetscLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int PetscOptionsSetValue(nint options, string name, string? value);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int PetscInitializeNoArguments();

    [LibraryImport(PetscLibrary.Name)]
    public static partial int PetscFinalize();

    [LibraryImport(PetscLibrary.Name)]
    public static partial int PetscMemoryGetCurrentUsage(double* bytes);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecCreateMPI(nint communicator, int local, int global, out nint vector);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecCreateMPIWithArray(
        nint communicator, int blockSize, int local, int global, double* array, out nint vector);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecDuplicate(nint vector, out nint duplicate);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecDestroy(ref nint vector);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecGetArray(nint vector, out double* array);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecRestoreArray(nint vector, ref double* array);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecGetArrayRead(nint vector, out double* array);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecRestoreArrayRead(nint vector, ref double* array);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecPlaceArray(nint vector, double* array);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecResetArray(nint vector);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecDot(nint x, nint y, out double product);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecAXPY(nint y, double factor, nint x);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecGetOwnershipRange(nint vector, int* first, int* end);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecMax(nint vector, int* place, out double largest);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int ISCreateGeneral(nint communicator, int count, int* indices, int copyMode, out nint set);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int ISCreateStride(nint communicator, int count, int first, int step, out nint set);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int ISDestroy(ref nint set);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecScatterCreate(nint from, nint fromSet, nint to, nint toSet, out nint scatter);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecScatterBegin(nint scatter, nint from, nint to, int insertMode, int scatterMode);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecScatterEnd(nint scatter, nint from, nint to, int insertMode, int scatterMode);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int VecScatterDestroy(ref nint scatter);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatCreateShell(
        nint communicator, int localRows, int localColumns, int rows, int columns, nint context, out nint matrix);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatShellSetOperation(nint matrix, int operation, delegate* unmanaged<nint, nint, nint, int> function);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatShellGetContext(nint matrix, nint* context);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatCreate(nint communicator, out nint matrix);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatSetSizes(nint matrix, int localRows, int localColumns, int rows, int columns);

    [LibraryImport(PetscLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MatSetType(nint matrix, string type);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatSeqAIJSetPreallocation(nint matrix, int perRow, int* counts);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatMPIAIJSetPreallocation(nint matrix, int perRow, int* counts, int perRowElsewhere, int* countsElsewhere);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatSetValues(
        nint matrix, int rowCount, int* rows, int columnCount, int* columns, double* values, int insertMode);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatAssemblyBegin(nint matrix, int type);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatAssemblyEnd(nint matrix, int type);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatMult(nint matrix, nint x, nint y);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatMultAdd(nint matrix, nint x, nint y, nint sum);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatMultTranspose(nint matrix, nint x, nint y);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatMultTransposeAdd(nint matrix, nint x, nint y, nint sum);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int MatDestroy(ref nint matrix);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPCreate(nint communicator, out nint solver);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPSetOperators(nint solver, nint matrix, nint preconditioned);

    [LibraryImport(PetscLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int KSPSetType(nint solver, string type);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPGMRESSetRestart(nint solver, int restart);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPSetTolerances(nint solver, double relative, double absolute, double divergence, int iterations);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPGetPC(nint solver, out nint preconditioner);

    [LibraryImport(PetscLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int PCSetType(nint preconditioner, string type);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPSetFromOptions(nint solver);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPSetInitialGuessNonzero(nint solver, int isNonzero);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPSolve(nint solver, nint rightHandSide, nint solution);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPGetConvergedReason(nint solver, out int reason);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPGetIterationNumber(nint solver, out int iterations);

    [LibraryImport(PetscLibrary.Name)]
    public static partial int KSPDestroy(ref nint solver);

    [LibraryImport(PetscLibrary.Name)]
    private static partial int PetscPushErrorHandler(
        delegate* unmanaged<nint, int, byte*, byte*, int, int, byte*, void*, int> handler, void* context);

    [UnmanagedCallersOnly]
    private static int KeepMessage(
        nint communicator, int line, byte* function, byte* file, int code, int kind, byte* message, void* context)
    {
        if (kind == InitialError)
        {
            lastMessage = $"{Marshal.PtrToStringUTF8((nint)message)?.Trim()} (in {Marshal.PtrToStringUTF8((nint)function)})";
        }

        return code;
    }
}
