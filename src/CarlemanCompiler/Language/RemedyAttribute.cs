using System.ComponentModel;

namespace CarlemanCompiler;

/// <summary>
/// On generated parts of a model: the value that mends a warning of the build, so that the editor can offer it. Written by the generator.
/// </summary>
/// <param name="id">The warning.</param>
/// <param name="value">The value, as C# source.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RemedyAttribute(string id, string value) : Attribute
{
    /// <summary>The warning.</summary>
    public string Id { get; } = id;

    /// <summary>The value, as C# source.</summary>
    public string Value { get; } = value;
}
