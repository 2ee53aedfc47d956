namespace CarlemanCompiler.Approximation;

/// <summary>How the polynomial of an interval is chosen.</summary>
public enum ApproximationMethod
{
    /// <summary>The polynomial of least maximal error: Remez' exchange.</summary>
    Minimax,

    /// <summary>The Chebyshev series cut after the degree: the best in the mean with weight 1/√(1 − t²).</summary>
    Chebyshev,
}
