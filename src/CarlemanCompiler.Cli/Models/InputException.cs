namespace CarlemanCompiler.Cli.Models;

/// <summary>A model or input error: exit code 1, and a message that names the file, the field and the reason.</summary>
internal sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);
