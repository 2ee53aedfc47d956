namespace CarlemanCompiler.Approximation;

/// <summary>The non-polynomial functions that a loss may use through a declared polynomial approximation.</summary>
/// <remarks>What each of them is, value, derivative, domain and symmetry, stands in <see cref="SmoothFunctions"/>.</remarks>
public enum SmoothFunction
{
    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>1/(1 + e^−x).</summary>
    Sigmoid,

    /// <summary>e^x.</summary>
    Exp,

    /// <summary>The natural logarithm, x &gt; 0.</summary>
    Log,

    /// <summary>sin x, radians.</summary>
    Sin,

    /// <summary>cos x, radians.</summary>
    Cos,

    /// <summary>√x, x &gt; 0.</summary>
    Sqrt,

    /// <summary>1/x, x ≠ 0.</summary>
    Reciprocal,

    /// <summary>log(1 + e^x).</summary>
    Softplus,

    /// <summary>x·Φ(x), Φ the standard normal distribution function: the exact form, not the one with tanh.</summary>
    Gelu,

    /// <summary>arctan x.</summary>
    Atan,

    /// <summary>sinh x.</summary>
    Sinh,

    /// <summary>cosh x.</summary>
    Cosh,
}
