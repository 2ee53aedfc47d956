using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>One method while it is parsed: its variables and the way to report what it may not contain.</summary>
internal sealed class MethodScope(ProgramParser program)
{
    /// <summary>Deeper nesting of expressions is refused: it would exhaust the stack of the compiler's thread.</summary>
    public const int MaximumDepth = 300;

    private readonly Dictionary<ISymbol, int> slots = new(SymbolEqualityComparer.Default);
    private readonly List<string> slotNames = [];

    public ProgramParser Program { get; } = program;

    /// <summary>Names of parameters and locals so far, by slot.</summary>
    public EquatableArray<string> SlotNames => slotNames.ToEquatableArray();

    public int ReturnCount { get; set; }

    public int Depth { get; set; }

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

    /// <summary>The slot of a parameter or local of this method.</summary>
    public bool TryFind(ISymbol variable, out int slot) => slots.TryGetValue(variable, out slot);

    public int NodeOf(IOperation operation) => Program.Findings.Nodes.Add(operation.Syntax.GetLocation());

    /// <summary>Reports the operation and gives up on it.</summary>
    public Expression? Reject(IOperation operation, string what, string instead)
    {
        Program.Findings.Add(Descriptors.Unsupported, operation.Syntax.GetLocation(), what, instead);
        return null;
    }

    /// <summary>Reports an operation that leaves the polynomials and gives up on it.</summary>
    public Expression? RejectFunction(IOperation operation, string what, string instead)
    {
        Program.Findings.Add(Descriptors.NotPolynomial, operation.Syntax.GetLocation(), what, instead);
        return null;
    }
}
