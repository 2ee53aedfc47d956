using System.ComponentModel;

namespace CarlemanCompiler;

/// <summary>
/// On generated parts of a model: what mends a message of the build, so that the editor can offer it. Written by the generator.
/// </summary>
/// <param name="id">The message.</param>
/// <param name="value">The value, as C# source; for CARL109 the function to be approximated.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RemedyAttribute(string id, string value) : Attribute
{
    /// <summary>The message.</summary>
    public string Id { get; } = id;

    /// <summary>The value, as C# source; for CARL109 the function to be approximated.</summary>
    public string Value { get; } = value;
}
