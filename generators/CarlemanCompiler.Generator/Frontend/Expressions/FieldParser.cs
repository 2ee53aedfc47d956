using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Expressions;

/// <summary>static readonly fields and static computed properties of the project, and the elements of tuples.</summary>
internal static class FieldParser
{
    public static Expression? Parse(IFieldReferenceOperation reference, MethodScope scope)
    {
        var field = reference.Field;
        if (field.ContainingType.IsTupleType && reference.Instance is { } tuple)
        {
            return TupleParser.ParseElement(reference, tuple, scope);
        }

        if (field.ConstantValue is not null)
        {
            return ConstantParser.Parse(reference, scope);
        }

        return field is { IsStatic: true, IsReadOnly: true } && IsOfTheProject(field) && ValueKinds.Of(field.Type) != ValueKind.None
            ? new FieldReference(scope.NodeOf(reference), scope.Program.FieldNumberOf(field))
            : scope.Reject(
                reference, $"Field '{field.Name}'",
                "declare it 'const', or 'static readonly' with a constant value in this project, or pass the value in as a parameter");
    }

    /// <summary>static ReadOnlySpan&lt;double&gt; Knots => [0, 1, 2];</summary>
    public static Expression? ParseProperty(IPropertyReferenceOperation reference, MethodScope scope) =>
        reference.Property is { IsStatic: true, SetMethod: null, IsIndexer: false } property
        && IsOfTheProject(property)
        && ValueKinds.Of(property.Type) != ValueKind.None
            ? new FieldReference(scope.NodeOf(reference), scope.Program.FieldNumberOf(property))
            : Unsupported.Reject(reference, scope);

    private static bool IsOfTheProject(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length > 0;
}
