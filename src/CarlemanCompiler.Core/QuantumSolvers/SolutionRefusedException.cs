namespace CarlemanCompiler.QuantumSolvers;

/// <summary>A linear system that is not solved, because the answer could not be trusted. The message says why and what would do.</summary>
public sealed class SolutionRefusedException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="limit">What is in the way.</param>
    /// <param name="given">Its size here; null where there is none.</param>
    /// <param name="wouldDo">The size that would do, in the same unit; null where none would.</param>
    /// <param name="message">Reason and way out.</param>
    public SolutionRefusedException(SolutionLimit limit, double? given, double? wouldDo, string message)
        : base(message)
    {
        Limit = limit;
        Given = given;
        WouldDo = wouldDo;
    }

    /// <summary>What is in the way.</summary>
    public SolutionLimit Limit { get; }

    /// <summary>Its size here.</summary>
    public double? Given { get; }

    /// <summary>The size that would do.</summary>
    public double? WouldDo { get; }
}
