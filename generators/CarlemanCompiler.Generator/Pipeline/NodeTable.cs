using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Pipeline;

/// <summary>
/// The real source locations of a parsed model, by node index. Pipeline values carry the index; the diagnostics output joins the two. (A
/// location rebuilt from a path and a span would not belong to a syntax tree, and <c>#pragma warning disable</c> would not reach it.)
/// </summary>
internal sealed class NodeTable : IEquatable<NodeTable>
{
    private readonly List<Location> locations = [];

    /// <summary>Registers a place in the source and returns its node index.</summary>
    public int Add(Location? location)
    {
        locations.Add(location ?? Location.None);
        return locations.Count - 1;
    }

    /// <summary>The place of a node; the first one, the class name, for an index out of range.</summary>
    public Location this[int node] => (uint)node < (uint)locations.Count ? locations[node] : locations.FirstOrDefault() ?? Location.None;

    public bool Equals(NodeTable? other) => other is not null && locations.SequenceEqual(other.locations);

    public override bool Equals(object? obj) => Equals(obj as NodeTable);

    public override int GetHashCode() => locations.Count == 0 ? 0 : unchecked(locations.Count * 31 + locations[0].GetHashCode());
}
