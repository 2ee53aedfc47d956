using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
            ? Refer(reference, field, scope)
            : scope.Reject(
                reference, $"Field '{field.Name}'",
                "declare it 'const', or 'static readonly' with a constant value in this project, or pass the value in as a parameter");
    }

    /// <summary>static ReadOnlySpan&lt;double&gt; Knots => [0, 1, 2];</summary>
    public static Expression? ParseProperty(IPropertyReferenceOperation reference, MethodScope scope) =>
        reference.Property is { IsStatic: true, SetMethod: null, IsIndexer: false } property
        && IsOfTheProject(property)
        && ValueKinds.Of(property.Type) != ValueKind.None
            ? Refer(reference, property, scope)
            : Unsupported.Reject(reference, scope);

    private static Expression? Refer(IOperation reference, ISymbol member, MethodScope scope)
    {
        if (IsInitialised(member) && member.ContainingType.StaticConstructors.Any(c => !c.IsImplicitlyDeclared))
        {
            return scope.Reject(
                reference, $"'{member.Name}' of a class with a static constructor", "keep constants in a class without one");
        }

        if (scope.Field is { } reader && IsInitialised(member) && IsInitialised(reader) && IsBehind(member, reader))
        {
            return scope.Reject(
                reference, $"'{member.Name}' in the value of '{reader.Name}', which C# computes first,",
                $"declare it in front of '{reader.Name}'");
        }

        return new FieldReference(scope.NodeOf(reference), scope.Program.FieldNumberOf(member));
    }

    /// <summary>Whether the member gets its value once, when the class is first used, and does not compute it at every read.</summary>
    private static bool IsInitialised(ISymbol member) => member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()
        is VariableDeclaratorSyntax or PropertyDeclarationSyntax { Initializer: not null };

    private static bool IsBehind(ISymbol member, ISymbol reader)
    {
        var members = reader.ContainingType.GetMembers();
        return members.IndexOf(member, 0, SymbolEqualityComparer.Default) >= members.IndexOf(reader, 0, SymbolEqualityComparer.Default);
    }

    private static bool IsOfTheProject(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length > 0;
}
