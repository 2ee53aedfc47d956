namespace CarlemanCompiler.Linearization;

/// <summary>The basis in which u^{⊗j} is written down.</summary>
public enum CarlemanBasis
{
    /// <summary>
    /// √(|α|!/α!)·u^α: as small as symmetric, and an isometry of the Kronecker basis' symmetric subspace. The one to run and upload.
    /// </summary>
    Isometric,

    /// <summary>Monomials u^α, |α| = 1..N, degree ascending, inside a degree exponents in descending lexicographic order.</summary>
    Symmetric,

    /// <summary>Full tensor powers, first factor the most significant digit. The paper's.</summary>
    Kronecker,
}
