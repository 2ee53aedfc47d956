using CarlemanCompiler.Analysis;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>What is known about a model when it is built.</summary>
/// <param name="Model">Sparsity, dissipation and size.</param>
/// <param name="Circuit">The circuit of a small model; null for others.</param>
internal sealed record BuildReport(ModelReport Model, CircuitReport? Circuit);
