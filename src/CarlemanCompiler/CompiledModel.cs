using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler;

/// <summary>The loss of one sample as generated code hands it over: the user's own method.</summary>
/// <param name="weights">θ, n numbers.</param>
/// <param name="sample">Features, then targets, in the order of the loss method's parameters.</param>
public delegate double SampleLoss(ReadOnlySpan<double> weights, ReadOnlySpan<double> sample);

/// <summary>∇L of one sample.</summary>
/// <param name="weights">θ, n numbers.</param>
/// <param name="sample">Features, then targets.</param>
/// <param name="gradient">n numbers, overwritten.</param>
public delegate void SampleGradient(ReadOnlySpan<double> weights, ReadOnlySpan<double> sample, Span<double> gradient);

/// <summary>The mean loss over samples, returned, and its gradient; for a model without data the loss itself.</summary>
/// <param name="weights">θ, n numbers.</param>
/// <param name="samples">Row-major, one sample or more; ignored by a model without data.</param>
/// <param name="gradient">n numbers, overwritten.</param>
public delegate double BatchGradient(ReadOnlySpan<double> weights, ReadOnlySpan<double> samples, Span<double> gradient);

/// <summary>What the approximated functions of a loss are called with for one sample.</summary>
/// <param name="weights">θ, n numbers.</param>
/// <param name="sample">Features, then targets.</param>
/// <param name="arguments">One number per evaluation, overwritten; approximation after approximation.</param>
public delegate void SampleArguments(ReadOnlySpan<double> weights, ReadOnlySpan<double> sample, Span<double> arguments);

/// <summary>
/// A model as the generator compiled it: the structure of its gradient and the settings of its attribute. Generated classes expose one as
/// <c>Model</c>; everything that executes starts here.
/// </summary>
public sealed record CompiledModel
{
    private readonly Lazy<GradientStructure>? structure;
    private readonly SampleLoss? compiledLoss;
    private readonly BatchGradient? meanGradient;

    /// <summary>Full name of the annotated class.</summary>
    public required string Name { get; init; }

    /// <summary>The gradient over data moments. One that <see cref="StructureSource"/> computes is computed when it is first read.</summary>
    /// <exception cref="InvalidOperationException">The model was made with neither of the two.</exception>
    public GradientStructure Structure
    {
        get => structure?.Value
            ?? throw new InvalidOperationException($"'{Name}' was made without a {nameof(Structure)} or a {nameof(StructureSource)}.");
        init => structure = new Lazy<GradientStructure>(value);
    }

    /// <summary>What computes <see cref="Structure"/>, for a model that is too large to carry it as tables.</summary>
    public Func<GradientStructure> StructureSource
    {
        get => () => Structure;
        init => structure = new Lazy<GradientStructure>(value);
    }

    /// <summary>The user's loss method.</summary>
    public required SampleLoss Loss { get; init; }

    /// <summary>The generated gradient of the user's loss.</summary>
    public required SampleGradient Gradient { get; init; }

    /// <summary>
    /// The loss that was compiled, polynomials in the place of approximated functions; <see cref="Loss"/> itself where there are none.
    /// </summary>
    public SampleLoss CompiledLoss
    {
        get => compiledLoss ?? Loss;
        init => compiledLoss = value;
    }

    /// <summary>
    /// Mean loss and mean gradient over samples; of a loss with sample weights, the weighted means. Generated models run it on vectors of
    /// samples; a model made by hand sums <see cref="CompiledLoss"/> and <see cref="Gradient"/> up.
    /// </summary>
    public BatchGradient MeanGradient
    {
        get => meanGradient ?? SumUp;
        init => meanGradient = value;
    }

    /// <summary>The functions of the loss that are compiled as polynomials, one per call in the source.</summary>
    public ImmutableArray<CompiledApproximation> Approximations { get; init; } = [];

    /// <summary>What the functions of <see cref="Approximations"/> are called with.</summary>
    public SampleArguments ApproximationArguments { get; init; } = static (_, _, _) => { };

    /// <summary>η.</summary>
    public required double LearningRate { get; init; }

    /// <summary>N.</summary>
    public required int Order { get; init; }

    /// <summary>T.</summary>
    public required int Steps { get; init; }

    /// <summary>θ(0).</summary>
    public required ImmutableArray<double> Start { get; init; }

    /// <summary>c.</summary>
    public required ImmutableArray<double> Centre { get; init; }

    /// <summary>CSV columns of one sample, features then targets; empty for a model without data.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The number of a sample that says how much it counts; −1 where none does.</summary>
    public int SampleWeight { get; init; } = -1;

    /// <summary>The CSV named by the attribute, if any.</summary>
    public string? DataFile { get; init; }

    /// <summary>Basis of the lifted vector.</summary>
    public CarlemanBasis Basis { get; init; } = CarlemanBasis.Isometric;

    /// <summary>Largest power of η kept; 0 keeps all.</summary>
    public int EtaPowers { get; init; }

    /// <summary>Extra copies of the last state.</summary>
    public int Padding { get; init; }

    /// <summary>The truncation error in the weights that is wanted; 0 where none is declared.</summary>
    public double Tolerance { get; init; }

    /// <summary>The dynamics for samples given row-major (empty for a model without data): one pass for the moments, then F_ℓ around the centre.</summary>
    public GradientDynamics Dynamics(ReadOnlySpan<double> samples) =>
        Structure.Dynamics(Structure.Moments(samples), LearningRate, Centre.AsSpan());

    /// <summary>
    /// Where the arguments of approximated functions lie for some weights and samples: one row per approximation. O(samples · loss).
    /// </summary>
    /// <param name="weights">θ, n numbers.</param>
    /// <param name="samples">Row-major; empty for a model without data.</param>
    public ImmutableArray<IntervalCheck> CheckIntervals(ReadOnlySpan<double> weights, ReadOnlySpan<double> samples)
    {
        if (Approximations.IsEmpty)
        {
            return [];
        }

        int width = Columns.Length;
        int count = CountOf(samples);
        var checks = Approximations.Select(IntervalCheck.Begin).ToArray();
        var arguments = new double[Approximations.Sum(a => a.Arguments)];
        for (int s = 0; s < count; s++)
        {
            ApproximationArguments(weights, samples.Slice(s * width, width), arguments);
            int first = 0;
            for (int k = 0; k < checks.Length; k++)
            {
                int taken = checks[k].Approximation.Arguments;
                checks[k] = checks[k].Add(arguments.AsSpan(first, taken));
                first += taken;
            }
        }

        return [.. checks];
    }

    private double SumUp(ReadOnlySpan<double> weights, ReadOnlySpan<double> samples, Span<double> gradient)
    {
        int width = Columns.Length;
        int count = CountOf(samples);
        var one = new double[weights.Length];
        var sum = new double[weights.Length];
        double loss = 0;
        double divisor = 0;
        for (int s = 0; s < count; s++)
        {
            var sample = samples.Slice(s * width, width);
            loss += CompiledLoss(weights, sample);
            divisor += SampleWeight < 0 ? 1 : sample[SampleWeight];
            Gradient(weights, sample, one);
            for (int i = 0; i < one.Length; i++)
            {
                sum[i] += one[i];
            }
        }

        for (int i = 0; i < sum.Length; i++)
        {
            gradient[i] = sum[i] / divisor;
        }

        return loss / divisor;
    }

    private int CountOf(ReadOnlySpan<double> samples)
    {
        int width = Columns.Length;
        return width == 0 ? 1
            : samples.Length > 0 && samples.Length % width == 0 ? samples.Length / width
            : throw new ArgumentException($"{samples.Length} numbers are not one or more samples of {width}.", nameof(samples));
    }
}
