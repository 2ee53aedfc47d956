namespace CarlemanCompiler.Programs;

/// <summary>One value of a straight-line program.</summary>
/// <param name="Operation">How it is computed.</param>
/// <param name="Left">First operand; for a variable, its number.</param>
/// <param name="Right">Second operand of a binary operation.</param>
/// <param name="Number">The value of a constant.</param>
public readonly record struct TapeNode(TapeOperation Operation, int Left, int Right, double Number);
