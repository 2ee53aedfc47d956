using System.Collections.Immutable;

namespace CarlemanCompiler.Dynamics;

/// <summary>
/// The part of degree ℓ of a gradient over moments, as a structure of arrays: entry k adds Coefficients[k] · μ_{Moments[k]} · Π θ_w (w over
/// the word of k) to component Rows[k]. A word is ascending, so each monomial stands once.
/// </summary>
public sealed class GradientTensor
{
    /// <summary>Takes the table over; all arrays have one entry per nonzero, <paramref name="words"/> has ℓ per nonzero.</summary>
    /// <param name="degree">ℓ.</param>
    /// <param name="rows">Component of the gradient.</param>
    /// <param name="words">ℓ ascending weight indices per entry, one entry after the other.</param>
    /// <param name="moments">Index of the data moment.</param>
    /// <param name="coefficients">Finite coefficient.</param>
    public GradientTensor(
        int degree, ReadOnlySpan<int> rows, ReadOnlySpan<int> words, ReadOnlySpan<int> moments, ReadOnlySpan<double> coefficients)
    {
        if (words.Length != degree * rows.Length || moments.Length != rows.Length || coefficients.Length != rows.Length)
        {
            throw new ArgumentException(
                $"A tensor of degree {degree} with {rows.Length} rows has {words.Length} word letters, "
                + $"{moments.Length} moments and {coefficients.Length} coefficients.",
                nameof(rows));
        }

        Degree = degree;
        Rows = ImmutableArray.Create(rows.ToArray());
        Letters = ImmutableArray.Create(words.ToArray());
        Moments = ImmutableArray.Create(moments.ToArray());
        Coefficients = ImmutableArray.Create(coefficients.ToArray());
    }

    /// <summary>ℓ.</summary>
    public int Degree { get; }

    /// <summary>Number of entries.</summary>
    public int EntryCount => Rows.Length;

    /// <summary>Component of the gradient of each entry.</summary>
    public ImmutableArray<int> Rows { get; }

    /// <summary>The words one after the other, ℓ letters each.</summary>
    public ImmutableArray<int> Letters { get; }

    /// <summary>Index of the data moment of each entry.</summary>
    public ImmutableArray<int> Moments { get; }

    /// <summary>Coefficient of each entry.</summary>
    public ImmutableArray<double> Coefficients { get; }

    /// <summary>The ascending weight indices of entry <paramref name="entry"/>.</summary>
    public ReadOnlySpan<int> Word(int entry) => Letters.AsSpan().Slice(entry * Degree, Degree);

    internal static int[] WordOf(int[] exponents, int weightCount)
    {
        var word = new List<int>();
        for (int w = 0; w < weightCount; w++)
        {
            for (int e = exponents[w]; e > 0; e--)
            {
                word.Add(w);
            }
        }

        return [.. word];
    }

    internal void Require(int degree, int weightCount, int momentCount)
    {
        if (Degree != degree
            || Rows.Any(r => (uint)r >= (uint)weightCount)
            || Letters.Any(w => (uint)w >= (uint)weightCount)
            || Moments.Any(m => (uint)m >= (uint)momentCount))
        {
            throw new ArgumentException(
                $"The tensor at place {degree} does not fit {weightCount} weights, {momentCount} moments and degree {degree}.");
        }
    }

    internal sealed class Builder(int degree)
    {
        private readonly List<int> rows = [];
        private readonly List<int> words = [];
        private readonly List<int> moments = [];
        private readonly List<double> coefficients = [];

        public void Add(int row, ReadOnlySpan<int> word, int moment, double coefficient)
        {
            rows.Add(row);
            foreach (int letter in word)
            {
                words.Add(letter);
            }

            moments.Add(moment);
            coefficients.Add(coefficient);
        }

        public GradientTensor Build() => new(degree, rows.ToArray(), words.ToArray(), moments.ToArray(), coefficients.ToArray());
    }
}
