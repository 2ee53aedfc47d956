namespace CarlemanCompiler.Engine;

/// <summary>
/// A checkpoint that a run cannot go on from: of another run, damaged, cut off, or of a format that is not known. The message says which.
/// </summary>
public sealed class CheckpointException : IOException
{
    /// <summary>Creates the exception with a message that names the file, what is wrong with it, and the way out.</summary>
    public CheckpointException(string message)
        : base(message)
    {
    }
}
