namespace CarlemanCompiler.Engine;

/// <summary>On which side of M a preconditioner K⁻¹ ≈ M⁻¹ stands.</summary>
public enum Preconditioning
{
    /// <summary>M K⁻¹ u = r, x = K⁻¹ u: the method minimises the true residual.</summary>
    Right,

    /// <summary>K⁻¹ M x = K⁻¹ r: the method minimises the preconditioned residual; the true one is checked at every restart.</summary>
    Left,
}
