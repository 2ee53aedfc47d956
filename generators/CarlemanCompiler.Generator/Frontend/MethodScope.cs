using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>One method while it is parsed: its variables and the way to report what it may not contain.</summary>
/// <param name="program">The program that it is part of.</param>
/// <param name="method">The method; null while a field's value is parsed.</param>
/// <param name="parent">For a local function, the method around it, whose variables it sees.</param>
internal sealed class MethodScope(ProgramParser program, IMethodSymbol? method, MethodScope? parent)
{
    /// <summary>Deeper nesting of expressions is refused: it would exhaust the stack of the compiler's thread.</summary>
    public const int MaximumDepth = 300;

    private readonly Dictionary<ISymbol, int> slots = new(SymbolEqualityComparer.Default);
    private readonly List<string> slotNames = [];

    public ProgramParser Program { get; } = program;

    /// <summary>The field or property whose value is parsed; null in a method.</summary>
    public ISymbol? Field { get; init; }

    /// <summary>Names of parameters and locals so far, by slot.</summary>
    public EquatableArray<string> SlotNames => slotNames.ToEquatableArray();

    public int Depth { get; set; }

    /// <summary>Assignments parsed so far: calls with arguments out of order must not contain any.</summary>
    public int AssignmentCount { get; set; }

    /// <summary>The slot of a newly declared variable.</summary>
    public int Declare(ISymbol variable)
    {
        if (!slots.TryGetValue(variable, out int slot))
        {
            slots.Add(variable, slot = slots.Count);
            slotNames.Add(variable.Name);
        }

        return slot;
    }

    /// <summary>The slot of a parameter or local of this method or of one around it.</summary>
    /// <param name="variable">The symbol.</param>
    /// <param name="level">How many methods further out it is.</param>
    /// <param name="slot">Its number there.</param>
    public bool TryFind(ISymbol variable, out int level, out int slot)
    {
        level = 0;
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.slots.TryGetValue(variable, out slot))
            {
                return true;
            }

            level++;
        }

        slot = -1;
        return false;
    }

    /// <summary>How many methods further out the one is that declares a local function; null where none does.</summary>
    public int? LevelOf(IMethodSymbol localFunction)
    {
        int level = 0;
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (SymbolEqualityComparer.Default.Equals(scope.Method, localFunction.ContainingSymbol))
            {
                return level;
            }

            level++;
        }

        return null;
    }

    /// <summary>The scope <paramref name="level"/> methods further out.</summary>
    public MethodScope Outer(int level) => level == 0 ? this : Parent!.Outer(level - 1);

    public int NodeOf(IOperation operation) => Program.Findings.Nodes.Add(operation.Syntax.GetLocation());

    /// <summary>Reports the operation and gives up on it; what only follows from a variable that was refused is not reported again.</summary>
    public Expression? Reject(IOperation operation, string what, string instead)
    {
        if (!Program.Findings.HasErrors || !operation.DescendantsAndSelf().Any(IsOfRefusedVariable))
        {
            Program.Findings.Add(Descriptors.Unsupported, operation.Syntax.GetLocation(), what, instead);
        }

        return null;
    }

    /// <summary>Reports, once for the whole program, that it is nested too deep.</summary>
    public Expression? RejectDepth(IOperation operation, string what)
    {
        if (!Program.IsTooDeep)
        {
            Program.IsTooDeep = true;
            Reject(operation, what, "split it into several statements");
        }

        return null;
    }

    private bool IsOfRefusedVariable(IOperation operation) =>
        operation is ILocalReferenceOperation { IsDeclaration: false, Local: { IsConst: false } local } && !TryFind(local, out _, out _);

    private IMethodSymbol? Method { get; } = method;

    private MethodScope? Parent { get; } = parent;
}
