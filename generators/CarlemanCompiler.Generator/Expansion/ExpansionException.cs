using CarlemanCompiler.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>The loss cannot be expanded, for a reason that has a diagnostic of its own and a place.</summary>
internal sealed class ExpansionException(Finding finding) : Exception(finding.Message)
{
    public Finding Finding { get; } = finding;

    public static ExpansionException At(int node, DiagnosticDescriptor descriptor, params string[] arguments) =>
        new(new Finding(descriptor.Id, node, new(arguments)));
}
