namespace CarlemanCompiler.Engine;

/// <summary>
/// One restart of an iterative method: from a residual, the correction that lowers it, as far as one cycle goes. The operator is the
/// preconditioned one, the start is zero; what the cycle claims is checked by its caller against the true residual.
/// </summary>
internal abstract class KrylovCycle
{
    /// <summary>How a cycle ended.</summary>
    public enum End
    {
        /// <summary>The residual of the recurrence is at the target.</summary>
        Reached,

        /// <summary>The basis is full, or residuals grow: time for a restart.</summary>
        Full,

        /// <summary>The products that were allowed are used up.</summary>
        Exhausted,

        /// <summary>The recurrence cannot go on.</summary>
        Breakdown,

        /// <summary>A product is not finite.</summary>
        NotFinite,
    }

    /// <summary>Steps of all cycles so far.</summary>
    public int Iterations { get; protected set; }

    /// <summary>Runs one cycle.</summary>
    /// <param name="multiply">The preconditioned operator; every call counts as a product.</param>
    /// <param name="residual">What the correction's image shall equal; overwritten.</param>
    /// <param name="norm">Its norm, above 0.</param>
    /// <param name="target">The norm to bring it to.</param>
    /// <param name="correction">The correction, overwritten.</param>
    /// <param name="products">Products allowed, 1 or more.</param>
    public abstract End Run(LinearProduct multiply, double[] residual, double norm, double target, double[] correction, int products);
}
