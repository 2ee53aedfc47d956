namespace CarlemanCompiler.Generator.Emission;

/// <summary>The members that are added to a user's class.</summary>
internal static class GeneratedNames
{
    public const string Model = "Model";
    public const string Gradient = "Gradient";
    public const string Circuit = "Circuit";
    public const string Structure = "CreateStructure";

    public static readonly IReadOnlyList<string> All = [Model, Gradient, Circuit, Structure];
}
