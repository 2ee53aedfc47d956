namespace CarlemanCompiler.Generator.Emission;

/// <summary>The members that are added to a user's class.</summary>
internal static class GeneratedNames
{
    public const string Model = "Model";
    public const string Gradient = "Gradient";
    public const string Circuit = "Circuit";
    public const string Structure = "CreateStructure";
    public const string MeanGradient = "MeanGradient";
    public const string CompiledLoss = "CompiledLoss";
    public const string ApproximationArguments = "ApproximationArguments";
    public const string Parts = "Parts";

    /// <summary>All of them, whether a model needs them or not: a member of the user's may have none of these names.</summary>
    public static readonly IReadOnlyList<string> All =
        [Model, Gradient, Circuit, Structure, MeanGradient, CompiledLoss, ApproximationArguments, Parts];
}
