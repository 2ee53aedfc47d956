using CarlemanCompiler.Generator.Pipeline;

namespace CarlemanCompiler.Generator.Language;

/// <summary>The loss method (method 0) and the helper methods that it calls.</summary>
internal sealed record LossProgram(EquatableArray<Method> Methods)
{
    public Method Loss => Methods[0];
}

/// <summary>A method whose parameters are its slots 0, 1, …, followed by its locals.</summary>
/// <param name="Node">The method's name in the source.</param>
/// <param name="Name">For messages.</param>
/// <param name="SlotNames">Names of parameters and locals.</param>
/// <param name="Body">Statements, the last one a <see cref="Return"/>.</param>
internal sealed record Method(int Node, string Name, EquatableArray<string> SlotNames, EquatableArray<Statement> Body);
