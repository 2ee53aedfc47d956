namespace CarlemanCompiler.Programs;

/// <summary>
/// What a method of the loss library means to the compiler. The methods themselves, ordinary C#, carry it as an attribute; the compiler
/// reads that attribute and has no second list of names.
/// </summary>
public enum LibraryFunction
{
    /// <summary>Σ_i a_i b_i of two vectors of equal length.</summary>
    Dot,

    /// <summary>Σ_i v_i.</summary>
    Sum,

    /// <summary>Σ_i v_i / length.</summary>
    Mean,

    /// <summary>x².</summary>
    Square,

    /// <summary>x³.</summary>
    Cube,

    /// <summary>‖v‖² = Σ_i v_i².</summary>
    Norm2,

    /// <summary>‖a − b‖² = Σ_i (a_i − b_i)².</summary>
    SquaredDistance,

    /// <summary>strength · Σ_i v_i².</summary>
    L2,

    /// <summary>(Mx)_i = Σ_j M_ij x_j.</summary>
    MatVec,

    /// <summary>log Σ_i e^{v_i}.</summary>
    LogSumExp,
}
