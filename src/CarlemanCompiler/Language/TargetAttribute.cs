using System.Collections.Immutable;

namespace CarlemanCompiler;

/// <summary>
/// Marks the target of one sample: a <see cref="double"/>, or a <c>ReadOnlySpan&lt;double&gt;</c> of several. A loss may have several such
/// parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TargetAttribute : Attribute
{
    /// <summary>One target, a <see cref="double"/>, read from the CSV column named like the parameter.</summary>
    public TargetAttribute() => Count = 1;

    /// <summary><paramref name="count"/> targets, read from the columns named like the parameter with the index behind it (y0, y1, …).</summary>
    public TargetAttribute(int count) => Count = count;

    /// <summary>One target per named CSV column.</summary>
    public TargetAttribute(params string[] columns)
    {
        Columns = [.. columns];
        Count = columns.Length;
    }

    /// <summary>Number of targets.</summary>
    public int Count { get; }

    /// <summary>CSV columns; empty when they are named after the parameter.</summary>
    public ImmutableArray<string> Columns { get; } = [];
}
