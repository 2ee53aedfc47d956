namespace CarlemanCompiler.Petsc;

/// <summary>
/// PETSc could not be loaded or started, or one of its functions failed; the message says which and, where it is known, the way out.
/// </summary>
public sealed class PetscException : Exception
{
    /// <summary>For the serialisers and analyzers that expect it.</summary>
    public PetscException()
    {
    }

    /// <summary>With a message.</summary>
    public PetscException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and what lies behind it.</summary>
    public PetscException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether every rank has found the same, so that one may speak for all.</summary>
    public bool OnAllRanks { get; init; }
}
