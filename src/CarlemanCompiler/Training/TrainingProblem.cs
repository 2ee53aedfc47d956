using System.Collections.Immutable;
using CarlemanCompiler.Analysis;
using CarlemanCompiler.Data;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;

namespace CarlemanCompiler.Training;

/// <summary>What is to be trained: a descent, where it starts, and how it is linearized. Every engine takes this one value.</summary>
public sealed record TrainingProblem
{
    /// <summary>F_0..F_q around the centre.</summary>
    public required GradientDynamics Dynamics { get; init; }

    /// <summary>θ(0), n numbers.</summary>
    public required ImmutableArray<double> Start { get; init; }

    /// <summary>T ≥ 1.</summary>
    public required int Steps { get; init; }

    /// <summary>N ≥ 1, the truncation order.</summary>
    public required int Order { get; init; }

    /// <summary>Basis of the lifted vector.</summary>
    public CarlemanBasis Basis { get; init; } = CarlemanBasis.Isometric;

    /// <summary>Largest power of η kept; 0 keeps all.</summary>
    public int EtaPowers { get; init; }

    /// <summary>Extra copies of the last state in the history system.</summary>
    public int Padding { get; init; }

    /// <summary>The truncation error in the weights that is wanted; 0 where none is declared.</summary>
    public double Tolerance { get; init; }

    /// <summary>Bytes that building the map and the history may take.</summary>
    public long MemoryBudget { get; init; } = CarlemanMap.DefaultMemoryBudget;

    /// <summary>The gradient over moments, for stochastic descent; null where the dynamics is all that is known.</summary>
    public GradientStructure? Structure { get; init; }

    /// <summary>The samples that mini-batches are made of; null for a model without data.</summary>
    public SampleTable? Samples { get; init; }

    /// <summary>
    /// Where the arguments of approximated functions lie for some weights, on the problem's samples; null where the loss has no such
    /// functions.
    /// </summary>
    public Func<double[], ImmutableArray<IntervalCheck>>? CheckIntervals { get; init; }

    /// <summary>The problem that a compiled model states, on the given samples.</summary>
    /// <param name="model">A generated <c>Model</c>.</param>
    /// <param name="samples">Row-major; empty for a model without data. All rows for full-batch descent, some for a mini-batch.</param>
    public static TrainingProblem From(CompiledModel model, ReadOnlySpan<double> samples) => new()
    {
        Dynamics = model.Dynamics(samples),
        Start = model.Start,
        Steps = model.Steps,
        Order = model.Order,
        Basis = model.Basis,
        EtaPowers = model.EtaPowers,
        Padding = model.Padding,
        Tolerance = model.Tolerance,
        Structure = model.Structure,
        Samples = model.Structure.SampleWidth == 0 ? null : SampleTable.FromValues(model.Columns, samples),
        CheckIntervals = model.Approximations.IsEmpty ? null : IntervalsOn(model, samples.ToArray()),
    };

    /// <summary>The Carleman map of the problem.</summary>
    /// <exception cref="SizeLimitException">The map does not fit in <see cref="MemoryBudget"/>.</exception>
    public CarlemanMap Linearize() => CarlemanMap.Build(Dynamics, Order, Basis, EtaPowers, MemoryBudget);

    /// <summary>The history system of the problem.</summary>
    /// <exception cref="SizeLimitException">The map or a history vector does not fit in <see cref="MemoryBudget"/>.</exception>
    public HistorySystem Stack() => HistorySystem.Build(Linearize(), Start.AsSpan(), Steps, Padding, MemoryBudget);

    /// <summary>Sparsity, dissipation and size: what the build says in the editor, for the data at hand.</summary>
    public ModelReport Report() => ModelReport.Create(Dynamics, Start.AsSpan(), Order, Steps, Basis, EtaPowers, Padding, MemoryBudget);

    /// <summary>The smallest order that is certified to meet <see cref="Tolerance"/>; null where none is declared.</summary>
    public OrderForTolerance? OrderForTolerance() =>
        Tolerance > 0 ? Analysis.OrderForTolerance.Of(Dynamics, Start.AsSpan(), Steps, Tolerance) : null;

    /// <summary>The order that <see cref="Tolerance"/> asks for by comparing runs of several orders; null where none is declared.</summary>
    public DoublingEstimate? EstimateOrder() => Tolerance > 0 ? DoublingEstimate.Of(this, Tolerance) : null;

    /// <summary>Whether the map keeps all powers of η that occur, which the truncation bound asks for.</summary>
    internal bool HasAllEtaPowers => EtaPowers == 0 || EtaPowers >= Order;

    /// <summary>
    /// The bound on ‖θ(T) − descent‖ of the truncated map; null where powers of η are dropped, which it does not cover, or where it is
    /// infinite.
    /// </summary>
    public double? TruncationBound()
    {
        if (!HasAllEtaPowers)
        {
            return null;
        }

        double bound = Analysis.TruncationBound.Of(Dynamics, Start.AsSpan(), Order, Steps).Value;
        return double.IsFinite(bound) ? bound : null;
    }

    private static Func<double[], ImmutableArray<IntervalCheck>> IntervalsOn(CompiledModel model, double[] samples) =>
        weights => model.CheckIntervals(weights, samples);
}
