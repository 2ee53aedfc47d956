using CarlemanCompiler.Generator.Frontend.Expressions;
using CarlemanCompiler.Generator.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend.Statements;

/// <summary>int i = 0, j; double a = w[0]; const double b = 2; ReadOnlySpan&lt;double&gt; v = w;</summary>
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

        if (local.IsRef || local.IsUsing || NumberKinds.Of(local.Type) == NumberKind.None)
        {
            scope.Reject(declarator, $"Variable '{local.Name}'", "the variables of a loss are double and int, held by value");
            return;
        }

        int slot = scope.Declare(local);
        if (initializer is null)
        {
            statements.Add(new Declaration(scope.NodeOf(declarator), slot));
        }
        else if (ExpressionParser.Parse(initializer.Value, scope) is { } value)
        {
            statements.Add(new Assignment(scope.NodeOf(declarator), slot, value));
        }
    }
}
