using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Diagnostics;

/// <summary>Collects findings together with their places while a model is parsed.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> findings = [];

    /// <summary>The places; the first one is the model's class name.</summary>
    public NodeTable Nodes { get; } = new();

    /// <summary>Whether one of the findings is an error, or the C# itself is broken.</summary>
    public bool HasErrors => IsBroken || findings.Any(f => f.IsError);

    /// <summary>Whether the C# compiler has an error of its own to show, which needs no second one from here.</summary>
    public bool IsBroken { get; set; }

    public void Add(DiagnosticDescriptor descriptor, Location? location, params string[] arguments) =>
        findings.Add(new Finding(descriptor.Id, Nodes.Add(location), new EquatableArray<string>(arguments)));

    public EquatableArray<Finding> ToArray() => findings.ToEquatableArray();
}
