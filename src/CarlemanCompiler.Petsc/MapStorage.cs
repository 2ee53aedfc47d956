namespace CarlemanCompiler.Petsc;

/// <summary>How a rank has its rows of A.</summary>
public enum MapStorage
{
    /// <summary>Made anew in every product: no memory but for the entries that come from other ranks.</summary>
    Rows,

    /// <summary>A PETSc matrix (MPIAIJ): 12 bytes a nonzero, and products at the speed of memory.</summary>
    Assembled,
}
