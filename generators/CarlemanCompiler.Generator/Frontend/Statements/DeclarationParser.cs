using CarlemanCompiler.Generator.Frontend.Expressions;
using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Statements;

/// <summary>int i = 0, j; double a = w[0]; const double b = 2; ReadOnlySpan&lt;double&gt; v = w; var (a, b) stands with the assignments.</summary>
internal static class DeclarationParser
{
    public static void ParseInto(IVariableDeclarationGroupOperation group, MethodScope scope, List<Statement> statements)
    {
        foreach (var declaration in group.Declarations)
        {
            foreach (var declarator in declaration.Declarators)
            {
                ParseDeclarator(declarator, declaration.Initializer ?? declarator.Initializer, scope, statements);
            }
        }
    }

    private static void ParseDeclarator(
        IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer, MethodScope scope, List<Statement> statements)
    {
        var local = declarator.Symbol;
        if (local.Type.TypeKind == TypeKind.Error)
        {
            scope.Program.Findings.IsBroken = true;
            return;
        }

        // A constant is folded where it is used; its own type does not matter.
        if (local.IsConst)
        {
            return;
        }

        if (local.IsRef || local.IsUsing || ValueKinds.Of(local.Type) == ValueKind.None)
        {
            scope.Reject(
                declarator, $"Variable '{local.Name}'",
                "the variables of a loss are int, double, bool, spans and arrays of int and double, Matrix and tuples of these");
            return;
        }

        int slot = scope.Declare(local);
        var value = initializer is null ? null : ExpressionParser.Parse(initializer.Value, scope);
        if (initializer is null || value is not null)
        {
            statements.Add(new Declaration(scope.NodeOf(declarator), slot, value));
        }
    }
}
