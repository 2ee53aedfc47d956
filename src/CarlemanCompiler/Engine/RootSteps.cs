namespace CarlemanCompiler.Engine;

/// <summary>
/// A number for every word, letter by letter: the k-th letter multiplies it by <see cref="Grow"/>[k], and a letter that stands there for the r-th
/// time in a row by <see cref="Repeat"/>[r]. So √(|α|!/α!), which an isometric coordinate is of a monomial, needs no table over the words.
/// </summary>
internal sealed class RootSteps
{
    private RootSteps(int order, Func<int, double> grow, Func<int, double> repeat)
    {
        Grow = [.. Enumerable.Range(0, order + 2).Select(grow)];
        Repeat = [.. Enumerable.Range(0, order + 2).Select(repeat)];
    }

    /// <summary>Factors of the letters 1..N+1 by place.</summary>
    public double[] Grow { get; }

    /// <summary>Factors of a letter that is there for the r-th time, r = 1..N+1.</summary>
    public double[] Repeat { get; }

    /// <summary>√(|α|!/α!).</summary>
    public static RootSteps Roots(int order) => new(order, k => Math.Sqrt(k), r => 1 / Math.Sqrt(r));

    /// <summary>1/√(|α|!/α!).</summary>
    public static RootSteps Inverses(int order) => new(order, k => 1 / Math.Sqrt(k), r => Math.Sqrt(r));

    /// <summary>√(α!).</summary>
    public static RootSteps Repeats(int order) => new(order, _ => 1, r => Math.Sqrt(r));

    /// <summary>1: where the basis asks for no roots.</summary>
    public static RootSteps None(int order) => new(order, _ => 1, _ => 1);
}
