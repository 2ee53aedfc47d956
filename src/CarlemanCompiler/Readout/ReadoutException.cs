namespace CarlemanCompiler.Readout;

/// <summary>A quantum state or a number of shots that says too little to read weights from; the message says what would help.</summary>
public sealed class ReadoutException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public ReadoutException(string message)
        : base(message)
    {
    }
}
