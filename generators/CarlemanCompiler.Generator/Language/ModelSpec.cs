using CarlemanCompiler.Approximation;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Generator.Language;

/// <summary>
/// What the source says about one model: the whole input of the compiler behind the front end. No symbols, syntax or locations inside, so
/// that it is equal to the next parse whenever the model is.
/// </summary>
/// <param name="Container">The class that generated members join; null when none can be added.</param>
/// <param name="Settings">The attribute.</param>
/// <param name="Approximations">The [Approximate] attributes.</param>
/// <param name="Signature">The loss method's head; null when it has none that can be used.</param>
/// <param name="Program">The loss; null when it is outside the language.</param>
/// <param name="Findings">What the front end found.</param>
internal sealed record ModelSpec(
    string Name, ContainerSpec? Container, ModelSettings Settings, EquatableArray<ApproximationSetting> Approximations,
    LossSignature? Signature, LossProgram? Program, EquatableArray<Finding> Findings);

/// <summary>Where generated members go.</summary>
/// <param name="Namespace">Escaped; empty for the global namespace.</param>
/// <param name="Types">Declaration heads from the outermost type to the model's class: "partial class A".</param>
/// <param name="QualifiedName">global::Namespace.Outer.Class, escaped.</param>
internal sealed record ContainerSpec(string Namespace, EquatableArray<string> Types, string QualifiedName);

/// <summary>The values of [CarlemanModel].</summary>
/// <param name="Tolerance">Wanted truncation error; 0 where none is declared.</param>
/// <param name="RateNode">Place of the learning rate.</param>
/// <param name="OrderNode">Place of the order.</param>
/// <param name="DataNode">Place of the data file's name.</param>
internal sealed record ModelSettings(
    int Order, double LearningRate, int Steps, EquatableArray<double> Start, EquatableArray<double> Centre, CarlemanBasis Basis,
    int EtaPowers, int Padding, double Tolerance, string? Data, int RateNode, int OrderNode, int DataNode)
{
    /// <summary>What the attribute says when it says nothing.</summary>
    public static ModelSettings Default { get; } =
        new(2, 0.1, 4, [], [], CarlemanBasis.Isometric, 0, 0, 0, null, RateNode: 0, OrderNode: 0, DataNode: 0);
}

/// <summary>One [Approximate] of the model.</summary>
/// <param name="Node">The attribute.</param>
/// <param name="Function">Null for all functions without one of their own.</param>
internal sealed record ApproximationSetting(
    int Node, SmoothFunction? Function, int Degree, double Radius, double Centre, ApproximationMethod Method);

/// <summary>The loss method's head.</summary>
/// <param name="Name">Escaped method name.</param>
internal sealed record LossSignature(string Name, EquatableArray<LossParameter> Parameters)
{
    /// <summary>The groups of weights in the order of the parameters, which is the order of θ.</summary>
    public IEnumerable<LossParameter> Weights => Parameters.Where(p => p.Role == ParameterRole.Weights);

    /// <summary>n.</summary>
    public int WeightCount => Weights.Sum(p => p.Count);

    /// <summary>Numbers in one sample.</summary>
    public int SampleWidth => Parameters.Where(p => p.Role != ParameterRole.Weights).Sum(p => p.Count);

    /// <summary>Polynomial variables: weights, then the sample.</summary>
    public int VariableCount => WeightCount + SampleWidth;

    /// <summary>CSV columns of one sample.</summary>
    public IEnumerable<string> Columns =>
        Parameters.Where(p => p.Role != ParameterRole.Weights).OrderBy(p => p.First).SelectMany(p => p.Columns);

    /// <summary>The number of the sample that weighs it, counted in the sample; −1 where none does.</summary>
    public int SampleWeight =>
        Parameters.FirstOrDefault(p => p.Role == ParameterRole.SampleWeight) is { } weight ? weight.First - WeightCount : -1;
}

/// <summary>One parameter of the loss.</summary>
/// <param name="Name">Escaped.</param>
/// <param name="Rows">Rows of a matrix; 0 for vectors and numbers.</param>
/// <param name="Count">Numbers that it holds.</param>
/// <param name="First">Its first polynomial variable.</param>
/// <param name="Columns">CSV columns, one per number; empty for weights.</param>
internal sealed record LossParameter(
    string Name, ParameterRole Role, ParameterForm Form, int Rows, int Count, int First, EquatableArray<string> Columns);

/// <summary>What a parameter of the loss is.</summary>
internal enum ParameterRole
{
    Weights,
    Features,
    Target,
    SampleWeight,
}

/// <summary>The C# type of a parameter of the loss.</summary>
internal enum ParameterForm
{
    /// <summary>double.</summary>
    Number,

    /// <summary>ReadOnlySpan&lt;double&gt;.</summary>
    Span,

    /// <summary>Matrix.</summary>
    Matrix,
}
