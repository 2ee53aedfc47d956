namespace CarlemanCompiler.Generator.Tests;

/// <summary>
/// What a random program can read at one of its places. Every double has a bound on its degree that no assignment exceeds, and every int is
/// 0 to 4 whatever happens, so that loops neither run away nor leave their vectors.
/// </summary>
internal sealed class DslScope
{
    public List<Real> Reals { get; private init; } = [];

    public List<string> Integers { get; private init; } = [];

    /// <summary>The integers that may be assigned: not the variables of loops.</summary>
    public List<string> Counters { get; private init; } = [];

    public List<string> Truths { get; private init; } = [];

    public List<Vector> Vectors { get; private init; } = [];

    public List<Table> Matrices { get; private init; } = [];

    public List<Function> Functions { get; private init; } = [];

    /// <summary>A block in this one: it sees everything, and what it declares ends with it.</summary>
    public DslScope Inner() => new()
    {
        Reals = [.. Reals],
        Integers = [.. Integers],
        Counters = [.. Counters],
        Truths = [.. Truths],
        Vectors = [.. Vectors],
        Matrices = [.. Matrices],
        Functions = [.. Functions],
    };

    /// <summary>A double of at most the given degree.</summary>
    public sealed record Real(string Text, int Degree, bool IsAssignable);

    /// <summary>A vector of doubles of at most the given degree.</summary>
    public sealed record Vector(string Text, int Length, int Degree, bool IsWritable, bool IsArray);

    /// <summary>A Matrix.</summary>
    public sealed record Table(string Text, int Rows, int Columns, int Degree);

    /// <summary>A function of one double z: of degree factor · deg z, and at least the given one. A procedure returns nothing.</summary>
    public sealed record Function(string Name, int Factor, int Degree, bool IsProcedure);
}
