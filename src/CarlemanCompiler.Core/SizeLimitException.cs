namespace CarlemanCompiler;

/// <summary>
/// A request that is well formed but larger than a limit. It is thrown before the memory is taken; the message names what was asked for,
/// the limit, and what would fit.
/// </summary>
public sealed class SizeLimitException : InvalidOperationException
{
    /// <summary>Creates the exception with a message that names the request, the limit and the way out.</summary>
    public SizeLimitException(string message)
        : base(message)
    {
    }
}
