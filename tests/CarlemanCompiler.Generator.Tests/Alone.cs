namespace CarlemanCompiler.Generator.Tests;

/// <summary>Tests that measure the process, and so run without others beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
