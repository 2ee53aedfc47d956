using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Pipeline;

/// <summary>A model and the places of its nodes. Only the diagnostics output reads both; the compiler sees the first alone.</summary>
internal sealed record ParsedModel(ModelSpec Spec, NodeTable Nodes);
