using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Frontend.Statements;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>
/// The loss method and, on their first call, the helper methods of its class; each is parsed once however often it is called.
/// </summary>
internal sealed class ProgramParser
{
    private readonly Compilation compilation;
    private readonly INamedTypeSymbol container;
    private readonly List<IMethodSymbol> order = [];
    private readonly Dictionary<IMethodSymbol, int> numbers = new(SymbolEqualityComparer.Default);

    private ProgramParser(INamedTypeSymbol container, Compilation compilation, FindingList findings, CancellationToken cancellation)
    {
        this.container = container;
        this.compilation = compilation;
        Findings = findings;
        Cancellation = cancellation;
    }

    public FindingList Findings { get; }

    public CancellationToken Cancellation { get; }

    public static LossProgram Parse(IMethodSymbol loss, Compilation compilation, FindingList findings, CancellationToken cancellation)
    {
        var parser = new ProgramParser(loss.ContainingType, compilation, findings, cancellation);
        parser.NumberOf(loss);
        var methods = new List<Method>();
        for (int i = 0; i < parser.order.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            methods.Add(parser.ParseMethod(parser.order[i]));
        }

        return new LossProgram(methods.ToEquatableArray());
    }

    /// <summary>The number of a method that may be called; null for methods of other classes.</summary>
    public int? CallableNumberOf(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Ordinary && method.IsStatic && SymbolEqualityComparer.Default.Equals(method.ContainingType,
            container)
            ? NumberOf(method)
            : null;

    private int NumberOf(IMethodSymbol method)
    {
        if (!numbers.TryGetValue(method, out int number))
        {
            numbers.Add(method, number = order.Count);
            order.Add(method);
        }

        return number;
    }

    private Method ParseMethod(IMethodSymbol method)
    {
        int node = Findings.Nodes.Add(method.Place());
        var scope = new MethodScope(this);
        foreach (var parameter in method.Parameters)
        {
            scope.Declare(parameter);
        }

        var body = RequireHead(method) ? ParseBody(method, scope) : [];
        return new Method(node, method.Name, scope.SlotNames, body.ToEquatableArray());
    }

    /// <summary>The loss has its own, stricter check; here it is the helpers' turn.</summary>
    private bool RequireHead(IMethodSymbol method)
    {
        var foreign = method.Parameters.FirstOrDefault(p => p.RefKind != RefKind.None || NumberKinds.Of(p.Type) == NumberKind.None);
        if (foreign is not null)
        {
            Findings.Add(
                Descriptors.Unsupported, foreign.Place(), $"Parameter '{foreign.Name}'",
                "a helper method takes int, double and ReadOnlySpan<double> by value");
            return false;
        }

        if (method.IsGenericMethod || method.IsAsync || method.RefKind != RefKind.None
            || NumberKinds.Of(method.ReturnType) is not (NumberKind.Integer or NumberKind.Real))
        {
            Findings.Add(Descriptors.Unsupported, method.Place(), $"Method '{method.Name}'",
                "a helper method is not generic and returns a double or an int");
            return false;
        }

        return true;
    }

    private List<Statement> ParseBody(IMethodSymbol method, MethodScope scope)
    {
        var declaration = (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(Cancellation);
        var operation = declaration is null
            ? null
            : compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration, Cancellation) as IMethodBodyOperation;
        if ((operation?.BlockBody ?? operation?.ExpressionBody) is not { } block)
        {
            Findings.Add(Descriptors.Unsupported, method.Place(), $"Method '{method.Name}' without a body in this project", "give it one");
            return [];
        }

        var statements = new List<Statement>();
        StatementParser.ParseInto(block, scope, statements);
        RequireSingleReturn(method, statements, scope);
        return statements;
    }

    private void RequireSingleReturn(IMethodSymbol method, List<Statement> statements, MethodScope scope)
    {
        if (Findings.HasErrors || (scope.ReturnCount == 1 && statements.LastOrDefault() is Return))
        {
            return;
        }

        Findings.Add(
            Descriptors.Unsupported, method.Place(), $"Method '{method.Name}' with {scope.ReturnCount} returns or code after its return",
            "end it with its only 'return'");
    }
}
