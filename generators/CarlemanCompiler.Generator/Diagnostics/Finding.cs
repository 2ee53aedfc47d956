using CarlemanCompiler.Generator.Pipeline;

namespace CarlemanCompiler.Generator.Diagnostics;

/// <summary>A diagnostic before it has a location: a value of the pipeline.</summary>
/// <param name="Id">An id of <see cref="Descriptors"/>.</param>
/// <param name="Node">Place in the source, an index into a <see cref="NodeTable"/>.</param>
/// <param name="Arguments">Arguments of the descriptor's message, already formatted.</param>
/// <param name="Remedy">
/// What would mend it: a value, as C# source, or the function to be approximated; null where there is nothing to say.
/// </param>
internal sealed record Finding(string Id, int Node, EquatableArray<string> Arguments, string? Remedy = null)
{
    /// <summary>Key of the remedy among a diagnostic's properties, for the code fixes.</summary>
    public const string RemedyKey = "Remedy";

    /// <summary>The message without its place, as the throwing member shows it.</summary>
    public string Message => string.Format(
        System.Globalization.CultureInfo.InvariantCulture,
        Descriptors.ById(Id).MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture),
        [.. Arguments]);

    /// <summary>Whether the model cannot be compiled.</summary>
    public bool IsError => Descriptors.ById(Id).DefaultSeverity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error;
}
