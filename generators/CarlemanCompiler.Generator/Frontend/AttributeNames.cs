using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Frontend;

/// <summary>The attributes that a user writes, by metadata name: the generator does not load the assembly that declares them.</summary>
internal static class AttributeNames
{
    private const string Namespace = "CarlemanCompiler";

    public const string Model = "CarlemanCompiler.CarlemanModelAttribute";
    public const string Loss = "CarlemanCompiler.LossAttribute";
    public const string Weights = "CarlemanCompiler.WeightsAttribute";
    public const string Features = "CarlemanCompiler.FeaturesAttribute";
    public const string Target = "CarlemanCompiler.TargetAttribute";
    public const string SampleWeight = "CarlemanCompiler.SampleWeightAttribute";
    public const string Approximate = "CarlemanCompiler.ApproximateAttribute";
    public const string Remedy = "CarlemanCompiler.RemedyAttribute";
    public const string Meaning = "CarlemanCompiler.MeaningAttribute";

    /// <summary>Compared part by part: the parser asks this many times on every key press, and a symbol's full name is costly.</summary>
    public static bool Is(this AttributeData attribute, string metadataName) =>
        attribute.AttributeClass is
        {
            ContainingType: null, Arity: 0,
            ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true },
        } type
        && metadataName.Length == Namespace.Length + 1 + type.Name.Length
        && metadataName.EndsWith(type.Name, StringComparison.Ordinal);

    public static AttributeData? Find(this ISymbol symbol, string metadataName) => symbol.GetAttributes().FirstOrDefault(a =>
        a.Is(metadataName));

    public static bool Has(this ISymbol symbol, string metadataName) => symbol.Find(metadataName) is not null;
}
