using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>What an expression is worth while the loss is expanded.</summary>
internal abstract record Value;

/// <summary>An int, known exactly.</summary>
internal sealed record IntegerValue(int Number) : Value;

/// <summary>A double that depends on no weight and no data, computed as C# computes it.</summary>
internal sealed record RealValue(double Number) : Value;

/// <summary>A double that depends on weights or data.</summary>
/// <param name="Polynomial">Expanded.</param>
/// <param name="Node">As the loss method computes it: a node of the <see cref="LossTape"/>.</param>
internal sealed record PolynomialValue(Polynomial Polynomial, int Node) : Value;

/// <summary>A span of consecutive polynomial variables.</summary>
/// <param name="Name">The loss parameter behind it, for messages.</param>
internal sealed record SpanValue(string Name, int First, int Count) : Value;
