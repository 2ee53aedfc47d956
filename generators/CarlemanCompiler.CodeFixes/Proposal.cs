namespace CarlemanCompiler.CodeFixes;

/// <summary>
/// The polynomial that the message of CARL109 proposes: degree 5 on [−1, 1], and on [1, 3] for functions that end at 0. What is right
/// depends on the data, so this is a start that compiles; the build then says how good it is.
/// </summary>
internal static class Proposal
{
    /// <summary>Whether the function's domain ends at 0.</summary>
    public static bool NeedsCentre(string function) => function is "Log" or "Sqrt" or "Reciprocal";

    /// <summary>Arguments behind the first one of a method of Approximate.</summary>
    public static IReadOnlyList<(string Name, int Value)> OfCall(string function) =>
        NeedsCentre(function) ? [("degree", 5), ("radius", 1), ("centre", 2)] : [("degree", 5), ("radius", 1)];

    /// <summary>Named arguments of [Approximate].</summary>
    public static string OfAttribute(string function) =>
        NeedsCentre(function) ? "Degree = 5, Radius = 1, Centre = 2" : "Degree = 5, Radius = 1";
}
