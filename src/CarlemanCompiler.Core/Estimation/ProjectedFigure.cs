namespace CarlemanCompiler.Estimation;

/// <summary>A number of a projection, with where it comes from.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Symbol">Its symbol in the formulas of the other figures.</param>
/// <param name="Value">Its value.</param>
/// <param name="Formula">The formula, in symbols of the figures and inputs before it.</param>
/// <param name="Source">Who proved or measured it; "ours" where this project derived it.</param>
public sealed record ProjectedFigure(string Name, string Symbol, double Value, string Formula, string Source);
