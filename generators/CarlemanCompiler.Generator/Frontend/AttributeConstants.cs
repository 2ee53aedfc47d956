using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>Attribute arguments as they are while somebody types: of any kind, whatever the attribute declares.</summary>
internal static class AttributeConstants
{
    /// <summary>The value of a number, string, enum or null; null for arrays, types and errors, whose <c>Value</c> may throw.</summary>
    public static object? Scalar(this TypedConstant constant) =>
        constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? constant.Value : null;

    /// <summary>The elements of an array that is there; null for anything else.</summary>
    public static IEnumerable<object?>? Elements(this TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Array, IsNull: false } ? constant.Values.Select(Scalar) : null;
}
