namespace CarlemanCompiler.Engine;

/// <summary>A linear operator on vectors of one size: writes its product with <paramref name="vector"/>.</summary>
/// <param name="vector">Not to be written to.</param>
/// <param name="product">As many numbers, all overwritten; does not overlap <paramref name="vector"/>.</param>
public delegate void LinearProduct(ReadOnlySpan<double> vector, Span<double> product);
