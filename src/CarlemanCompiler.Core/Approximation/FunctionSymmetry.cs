namespace CarlemanCompiler.Approximation;

/// <summary>The parity of a function about 0, after its affine part has been taken away.</summary>
public enum FunctionSymmetry
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>g(−x) = −g(x).</summary>
    Odd,

    /// <summary>g(−x) = g(x).</summary>
    Even,
}
