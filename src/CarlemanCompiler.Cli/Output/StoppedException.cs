namespace CarlemanCompiler.Cli.Output;

/// <summary>A signal stopped the command, in good order; the message says what is left of it.</summary>
/// <param name="message">One line.</param>
/// <param name="exitCode">128 and the number of the signal.</param>
internal sealed class StoppedException(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
