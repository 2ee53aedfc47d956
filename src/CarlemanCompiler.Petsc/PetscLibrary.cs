using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// Finds PETSc's shared library: the file that the environment names, or the real, double, 32-bit build of a Linux distribution.
/// </summary>
internal static class PetscLibrary
{
    /// <summary>Name of the library in the declarations.</summary>
    public const string Name = "petsc";

    /// <summary>Environment variable with the path of another build.</summary>
    public const string Variable = "CARLEMAN_PETSC";

    private const int OldestMinorVersion = 15;
    private const int NewestMinorVersion = 24;
    private const int Double = 1;
    private const int PetscIntType = 16;

    private static readonly Lazy<nint> Library = new(Find);

    /// <summary>Loads the library and lets the declarations of <see cref="PetscNative"/> find it.</summary>
    /// <exception cref="PetscException">There is none, or its numbers are of another kind.</exception>
    public static void Load()
    {
        _ = Library.Value;
        RequireKind();
    }

    /// <summary>
    /// PETSC_COMM_WORLD: a pointer with Open MPI, an int with MPICH, which reads the lower half of the register that it is passed in.
    /// </summary>
    public static unsafe nint World => *(nint*)NativeLibrary.GetExport(Library.Value, "PETSC_COMM_WORLD");

    /// <summary>An int that the library exports, such as PetscGlobalRank.</summary>
    public static unsafe int Global(string symbol) => *(int*)NativeLibrary.GetExport(Library.Value, symbol);

    private static nint Find()
    {
        nint library = 0;
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path)
        {
            if (!NativeLibrary.TryLoad(path, out library))
            {
                throw new PetscException($"{Variable} names {path}, which is no shared library that can be loaded.");
            }
        }
        else if (!Candidates().Any(candidate => NativeLibrary.TryLoad(candidate, out library)))
        {
            throw new PetscException(
                "PETSc cannot be loaded: there is no libpetsc_real.so or libpetsc.so. Install it (Debian and Ubuntu: "
                + $"apt-get install petsc-dev openmpi-bin), or name the file of another build in the environment variable {Variable}.");
        }

        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(), (name, _, _) => name == Name ? library : 0);
        return library;
    }

    private static IEnumerable<string> Candidates()
    {
        foreach (string build in new[] { "libpetsc_real.so", "libpetsc.so" })
        {
            yield return build;
            for (int minor = NewestMinorVersion; minor >= OldestMinorVersion; minor--)
            {
                yield return $"{build}.3.{minor}";
            }
        }
    }

    /// <summary>Scalars have to be doubles and indices 32 bits wide; a build says so through the functions that name its types.</summary>
    private static unsafe void RequireKind()
    {
        nuint indexBytes;
        PetscNative.Check(PetscNative.PetscDataTypeGetSize(PetscIntType, &indexBytes));
        if (indexBytes != sizeof(int))
        {
            throw new PetscException($"This PETSc has indices of {8 * indexBytes} bits; a build with 32 is needed (Debian: petsc-dev).");
        }

        int scalar;
        int found;
        fixed (byte* name = Encoding.ASCII.GetBytes("scalar\0"))
        {
            PetscNative.Check(PetscNative.PetscDataTypeFromString(name, &scalar, &found));
        }

        if (found != 0 && scalar != Double)
        {
            throw new PetscException("This PETSc computes in complex or single numbers; a real double one is needed (Debian: petsc-dev).");
        }
    }
}
