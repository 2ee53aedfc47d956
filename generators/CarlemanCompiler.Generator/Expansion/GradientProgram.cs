using CarlemanCompiler.Generator.Pipeline;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>A gradient as a straight-line program: a value of the pipeline.</summary>
/// <param name="Nodes">In the order of evaluation; operands come before their use, equal nodes once.</param>
/// <param name="Names">What the user calls the value of each node; empty for most.</param>
/// <param name="Outputs">The node of ∂L/∂θ_i for each weight.</param>
internal sealed record GradientProgram(EquatableArray<TapeNode> Nodes, EquatableArray<string> Names, EquatableArray<int> Outputs);
