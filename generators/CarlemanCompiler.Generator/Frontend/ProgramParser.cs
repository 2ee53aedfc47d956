using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Frontend.Expressions;
using CarlemanCompiler.Generator.Frontend.Statements;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>
/// The loss method and, on their first use, the methods that it calls and the constants that it reads; each is parsed once however often it
/// is used.
/// </summary>
internal sealed class ProgramParser
{
    private readonly Compilation compilation;
    private readonly List<(IMethodSymbol Method, MethodScope? Parent)> methods = [];
    private readonly Dictionary<IMethodSymbol, int> methodNumbers = new(SymbolEqualityComparer.Default);
    private readonly List<ISymbol> fields = [];
    private readonly Dictionary<ISymbol, int> fieldNumbers = new(SymbolEqualityComparer.Default);
    private SemanticModel? model;

    private ProgramParser(Compilation compilation, SemanticModel? model, FindingList findings, CancellationToken cancellation)
    {
        this.compilation = compilation;
        this.model = model;
        Findings = findings;
        Cancellation = cancellation;
    }

    public FindingList Findings { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>Whether something was refused because it is nested too deep.</summary>
    public bool IsTooDeep { get; set; }

    /// <summary>Parses the loss and what it uses.</summary>
    /// <param name="loss">The loss method.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="findings">Receives what is outside the language.</param>
    /// <param name="cancellation">Looked at per method and field.</param>
    /// <param name="model">Of the file with the model's class, where most of what the loss uses stands; null to make one.</param>
    public static LossProgram Parse(
        IMethodSymbol loss, Compilation compilation, FindingList findings, CancellationToken cancellation, SemanticModel? model = null)
    {
        var parser = new ProgramParser(compilation, model, findings, cancellation);
        parser.NumberOf(loss, parent: null);
        var methods = new List<Method>();
        var fields = new List<Field>();
        while (methods.Count < parser.methods.Count || fields.Count < parser.fields.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            if (methods.Count < parser.methods.Count)
            {
                var (method, parent) = parser.methods[methods.Count];
                methods.Add(parser.ParseMethod(method, parent));
            }
            else
            {
                fields.Add(parser.ParseField(parser.fields[fields.Count]));
            }
        }

        return new LossProgram(methods.ToEquatableArray(), fields.ToEquatableArray());
    }

    /// <summary>The number of a method of this project that may be called; null for others.</summary>
    /// <param name="method">A static method, or a local function.</param>
    /// <param name="scope">Where it is called.</param>
    /// <param name="level">For a local function, how many methods further out it is declared.</param>
    public int? CallableNumberOf(IMethodSymbol method, MethodScope scope, out int level)
    {
        level = 0;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            if (scope.LevelOf(method) is not { } found)
            {
                return null;
            }

            level = found;
            return NumberOf(method, scope.Outer(found));
        }

        bool isOurs = method is { MethodKind: MethodKind.Ordinary, IsStatic: true } && method.DeclaringSyntaxReferences.Length > 0;
        return isOurs ? NumberOf(method, parent: null) : null;
    }

    /// <summary>The number of a static readonly field or computed property of this project.</summary>
    public int FieldNumberOf(ISymbol field)
    {
        if (!fieldNumbers.TryGetValue(field, out int number))
        {
            fieldNumbers.Add(field, number = fields.Count);
            fields.Add(field);
        }

        return number;
    }

    /// <summary>The body of a partial method knows the symbols of its own part only.</summary>
    private int NumberOf(IMethodSymbol called, MethodScope? parent)
    {
        var method = called.OriginalDefinition.PartialImplementationPart ?? called.OriginalDefinition;
        if (!methodNumbers.TryGetValue(method, out int number))
        {
            methodNumbers.Add(method, number = methods.Count);
            methods.Add((method, parent));
        }

        return number;
    }

    private Method ParseMethod(IMethodSymbol method, MethodScope? parent)
    {
        int node = Findings.Nodes.Add(method.Place());
        var scope = new MethodScope(this, method, parent);
        foreach (var parameter in method.Parameters)
        {
            scope.Declare(parameter);
        }

        var body = RequireHead(method) ? ParseBody(method, scope) : [];
        return new Method(node, method.Name, method.MethodKind == MethodKind.LocalFunction, scope.SlotNames, body.ToEquatableArray());
    }

    /// <summary>The loss has its own, stricter check; here it is the turn of the methods that it calls.</summary>
    private bool RequireHead(IMethodSymbol method)
    {
        var foreign = method.Parameters.FirstOrDefault(p =>
            p.RefKind is not (RefKind.None or RefKind.In) || p.IsParams || ValueKinds.Of(p.Type) == ValueKind.None);
        if (foreign is not null)
        {
            Findings.Add(
                Descriptors.Unsupported, foreign.Place(), $"Parameter '{foreign.Name}'",
                "a helper method takes int, double, bool, spans and arrays of int and double, Matrix and tuples of these, by value");
            return false;
        }

        if (method.IsGenericMethod || method.IsAsync || method.RefKind != RefKind.None
            || (!method.ReturnsVoid && ValueKinds.Of(method.ReturnType) == ValueKind.None))
        {
            Findings.Add(
                Descriptors.Unsupported, method.Place(), $"Method '{method.Name}'",
                "a helper method is not generic and returns nothing, or a double, int, bool, vector, Matrix or a tuple of these");
            return false;
        }

        return true;
    }

    private List<Statement> ParseBody(IMethodSymbol method, MethodScope scope)
    {
        var declaration = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(Cancellation);
        var operation = declaration is null ? null : OperationOf(declaration);
        var block = operation switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation function => function.Body,
            _ => null,
        };
        if (block is null)
        {
            Findings.Add(Descriptors.Unsupported, method.Place(), $"Method '{method.Name}' without a body in this project", "give it one");
            return [];
        }

        // What the parser of C# had to repair has operations that mean nothing.
        Findings.IsBroken |= declaration!.ContainsDiagnostics
            && declaration.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);
        var statements = new List<Statement>();
        StatementParser.ParseInto(block, scope, statements);
        return statements;
    }

    private Field ParseField(ISymbol symbol)
    {
        int node = Findings.Nodes.Add(symbol.Place());
        var scope = new MethodScope(this, method: null, parent: null) { Field = symbol };
        var value = InitializerOf(symbol) is { } initializer ? ExpressionParser.Parse(initializer, scope) : RejectField(symbol);
        return new Field(node, symbol.Name, value ?? new IntegerConstant(node, 0));
    }

    private IOperation? InitializerOf(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(Cancellation) switch
    {
        VariableDeclaratorSyntax { Initializer: { } value } => (OperationOf(value) as ISymbolInitializerOperation)?.Value,
        PropertyDeclarationSyntax { Initializer: { } value } => (OperationOf(value) as ISymbolInitializerOperation)?.Value,
        PropertyDeclarationSyntax { ExpressionBody: { } body } => ReturnedBy(OperationOf(body)),
        _ => null,
    };

    private static IOperation? ReturnedBy(IOperation? body) =>
        body is IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } value }] } ? value : null;

    private Expression? RejectField(ISymbol symbol)
    {
        Findings.Add(
            Descriptors.Unsupported, symbol.Place(), $"'{symbol.Name}' without a value at its declaration",
            "write its constant value behind '=' where it is declared");
        return null;
    }

    /// <summary>A semantic model remembers what it bound: one serves all that stands in the same file.</summary>
    private IOperation? OperationOf(SyntaxNode node)
    {
        if (model?.SyntaxTree != node.SyntaxTree)
        {
            model = compilation.GetSemanticModel(node.SyntaxTree);
        }

        return model.GetOperation(node, Cancellation);
    }
}
