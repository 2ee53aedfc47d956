using System.Collections.Immutable;

namespace CarlemanCompiler;

/// <summary>
/// Marks features of one sample: a <c>ReadOnlySpan&lt;double&gt;</c>, or one <see cref="double"/>. A loss may have several such parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FeaturesAttribute : Attribute
{
    /// <summary>One feature, a <see cref="double"/>, read from the CSV column named like the parameter.</summary>
    public FeaturesAttribute() => Count = 1;

    /// <summary><paramref name="count"/> features, read from the columns named like the parameter with the index behind it (x0, x1, …).</summary>
    public FeaturesAttribute(int count) => Count = count;

    /// <summary>One feature per named CSV column.</summary>
    public FeaturesAttribute(params string[] columns)
    {
        Columns = [.. columns];
        Count = columns.Length;
    }

    /// <summary>Number of features.</summary>
    public int Count { get; }

    /// <summary>CSV columns; empty when they are named after the parameter.</summary>
    public ImmutableArray<string> Columns { get; } = [];
}
