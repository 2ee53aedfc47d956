namespace CarlemanCompiler.Programs;

/// <summary>A tape cannot be expanded: its polynomial is over a limit, or a coefficient of it overflows.</summary>
/// <param name="message">What is over which limit.</param>
/// <param name="node">The node of the tape at which it happened.</param>
/// <param name="inner"><see cref="SizeLimitException"/> or <see cref="ArgumentException"/>.</param>
public sealed class TapeExpansionException(string message, int node, Exception inner) : Exception(message, inner)
{
    /// <summary>The node of the tape at which it happened.</summary>
    public int Node { get; } = node;

    /// <summary>Whether a limit of size was met; otherwise a coefficient is not a finite number.</summary>
    public bool IsSize => InnerException is SizeLimitException;
}
