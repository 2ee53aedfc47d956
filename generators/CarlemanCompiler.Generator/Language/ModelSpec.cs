using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Generator.Language;

/// <summary>
/// What the source says about one model: the whole input of the compiler behind the front end. No symbols, syntax or locations inside, so
/// that it
/// is equal to the next parse whenever the model is.
/// </summary>
/// <param name="Container">The class that generated members join; null when none can be added.</param>
/// <param name="Settings">The attribute.</param>
/// <param name="Signature">The loss method's head; null when it has none that can be used.</param>
/// <param name="Program">The loss; null when it is outside the language.</param>
/// <param name="Findings">What the front end found.</param>
internal sealed record ModelSpec(
    string Name, ContainerSpec? Container, ModelSettings Settings, LossSignature? Signature, LossProgram? Program,
        EquatableArray<Finding> Findings);

/// <summary>Where generated members go.</summary>
/// <param name="Namespace">Escaped; empty for the global namespace.</param>
/// <param name="Types">Declaration heads from the outermost type to the model's class: "partial class A".</param>
/// <param name="QualifiedName">global::Namespace.Outer.Class, escaped.</param>
internal sealed record ContainerSpec(string Namespace, EquatableArray<string> Types, string QualifiedName);

/// <summary>The values of [CarlemanModel].</summary>
/// <param name="RateNode">Place of the learning rate.</param>
/// <param name="DataNode">Place of the data file's name.</param>
internal sealed record ModelSettings(
    int Order, double LearningRate, int Steps, EquatableArray<double> Start, EquatableArray<double> Centre,
    CarlemanBasis Basis, int EtaPowers, int Padding, string? Data, int RateNode, int DataNode)
{
    /// <summary>What the attribute says when it says nothing.</summary>
    public static ModelSettings Default { get; } = new(2, 0.1, 4, [], [], CarlemanBasis.Isometric, 0, 0, null, RateNode: 0, DataNode: 0);
}

/// <summary>The loss method's head.</summary>
/// <param name="Name">Escaped method name.</param>
internal sealed record LossSignature(string Name, EquatableArray<LossParameter> Parameters)
{
    public LossParameter Weights => Parameters.First(p => p.Role == ParameterRole.Weights);

    /// <summary>n.</summary>
    public int WeightCount => Weights.Count;

    /// <summary>Numbers in one sample.</summary>
    public int SampleWidth => Parameters.Where(p => p.Role != ParameterRole.Weights).Sum(p => p.Count);

    /// <summary>Polynomial variables: weights, then the sample.</summary>
    public int VariableCount => WeightCount + SampleWidth;

    /// <summary>CSV columns of one sample.</summary>
    public IEnumerable<string> Columns => Parameters.Where(p => p.Role != ParameterRole.Weights).OrderBy(p => p.First).SelectMany(p =>
        p.Columns);
}

/// <summary>One parameter of the loss.</summary>
/// <param name="Name">Escaped.</param>
/// <param name="Count">Numbers that it holds.</param>
/// <param name="First">Its first polynomial variable.</param>
/// <param name="Columns">CSV columns, one per number; empty for weights.</param>
internal sealed record LossParameter(string Name, ParameterRole Role, int Count, int First, EquatableArray<string> Columns);

/// <summary>What a parameter of the loss is.</summary>
internal enum ParameterRole
{
    Weights,
    Features,
    Target,
}
