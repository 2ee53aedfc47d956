using CarlemanCompiler.Generator.Pipeline;

namespace CarlemanCompiler.Generator.Language;

/// <summary>The loss method (method 0), the methods that it calls, and the constants that they read.</summary>
internal sealed record LossProgram(EquatableArray<Method> Methods, EquatableArray<Field> Fields)
{
    public Method Loss => Methods[0];
}

/// <summary>A method whose parameters are its slots 0, 1, …, followed by its locals.</summary>
/// <param name="Node">The method's name in the source.</param>
/// <param name="Name">For messages.</param>
/// <param name="IsLocal">Whether it is a local function, which sees the variables of the method around it.</param>
/// <param name="SlotNames">Names of parameters and locals.</param>
internal sealed record Method(int Node, string Name, bool IsLocal, EquatableArray<string> SlotNames, EquatableArray<Statement> Body);

/// <summary>A static readonly field, or a static property that is computed from constants.</summary>
/// <param name="Node">Its name in the source.</param>
internal sealed record Field(int Node, string Name, Expression Value);
