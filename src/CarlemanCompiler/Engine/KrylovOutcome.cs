namespace CarlemanCompiler.Engine;

/// <summary>How an iterative solve ended.</summary>
public enum KrylovOutcome
{
    /// <summary>The true residual meets the tolerance.</summary>
    Converged,

    /// <summary>The limit of products was reached first.</summary>
    ProductLimit,

    /// <summary>Two restarts in a row lowered the true residual by less than 0.1%: a better preconditioner or a longer basis is needed,
    /// or the tolerance is below what rounding admits.</summary>
    Stagnated,

    /// <summary>The method cannot go on and a restart does not help; a singular matrix ends here.</summary>
    Breakdown,

    /// <summary>A product or a preconditioner gave numbers that are not finite.</summary>
    NotFinite,
}
