namespace CarlemanCompiler.Petsc;

/// <summary>A square linear operator on vectors of which every rank holds a part. Both products are collective.</summary>
internal unsafe interface IShellOperator
{
    /// <summary>product = M x; both are what this rank holds, and do not overlap.</summary>
    void Multiply(double* x, double* product);

    /// <summary>product = Mᵀ x.</summary>
    void MultiplyTransposed(double* x, double* product);
}
