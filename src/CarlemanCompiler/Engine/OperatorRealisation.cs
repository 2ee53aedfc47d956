namespace CarlemanCompiler.Engine;

/// <summary>How an operator holds the Carleman map. All three compute the same to rounding.</summary>
public enum OperatorRealisation
{
    /// <summary>The entries of A, in compressed rows: fastest while they fit in the cache.</summary>
    Explicit,

    /// <summary>The rows of A, made anew in every product: no memory to speak of, all powers of η or some.</summary>
    Rows,

    /// <summary>One tensor factor at a time, no entry of A at all: fastest from some thousands of unknowns on; all powers of η only.</summary>
    MatrixFree,
}
