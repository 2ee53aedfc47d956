using CarlemanCompiler.Generator.Diagnostics;

namespace CarlemanCompiler.Generator.Pipeline;

/// <summary>The last stage: a file and what is to be said about its model.</summary>
/// <param name="Name">Full name of the model's class.</param>
/// <param name="Text">The generated file; null where nothing can be added.</param>
internal sealed record CompiledSource(string Name, string? Text, EquatableArray<Finding> Findings);
