using System.Collections.Immutable;
using CarlemanCompiler.Analysis;
using CarlemanCompiler.Cli.Models;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>
/// All that is found out about a model without running it: what <c>carleman check</c> shows and <c>carleman report</c> writes.
/// </summary>
/// <param name="Model">The model.</param>
/// <param name="Report">Sparsity, dissipation, size.</param>
/// <param name="Program">The HHL circuit; null where there is none.</param>
/// <param name="NoCircuit">Why there is none.</param>
internal sealed record ModelCheck(LoadedModel Model, ModelReport Report, HhlProgram? Program, string? NoCircuit)
{
    /// <summary>Operator-norm precision to which a rotation is synthesised where T gates are counted.</summary>
    public const double RotationPrecision = 1e-10;

    /// <summary>Checks a model and synthesises its circuit.</summary>
    public static ModelCheck Of(LoadedModel model)
    {
        var report = Progress.Show($"checking {model.Name}", model.Problem.Report);
        var (program, reason) = Progress.Show($"synthesising the circuit of {model.Name}", () => CircuitOf(model.Problem, report));
        return new ModelCheck(model, report, program, reason);
    }

    /// <summary>The order that the declared tolerance asks for; null where none is declared.</summary>
    public OrderForTolerance? Wanted { get; } = Model.Problem.OrderForTolerance();

    /// <summary>The same by comparing runs; null where no tolerance is declared.</summary>
    public DoublingEstimate? Estimated { get; } = Progress.Show($"estimating the order of {Model.Name}", Model.Problem.EstimateOrder);

    /// <summary>Functions that are compiled as polynomials, with their arguments at the start point.</summary>
    public ImmutableArray<IntervalCheck> Intervals { get; } = Model.Problem.CheckIntervals?.Invoke([.. Model.Problem.Start]) ?? [];

    /// <summary>What a system that is given by its tensors has in place of a Hessian; null for a descent.</summary>
    public SystemModes? Modes { get; } = Model.Problem.Dynamics.IsDescent ? null : SystemModes.Of(Model.Problem);

    /// <summary>What the circuit takes; null where there is none.</summary>
    public CircuitReport? Circuit => Program is null ? null : CircuitReport.Of(Program);

    /// <summary>What will go wrong, one sentence each.</summary>
    public IReadOnlyList<string> Warnings()
    {
        var warnings = new List<string>();
        if (Modes is null)
        {
            AddDescentWarnings(warnings);
        }
        else if (Modes.Centre.Growing > 0)
        {
            warnings.Add($"{Modes.Centre.Growing} of {Modes.Centre.Eigenvalues.Length} modes grow at the centre: "
                + $"max|1 + λ| = {Tables.Number(Modes.Centre.LargestMultiplier)}; κ grows with T; take fewer steps, or a shorter time step.");
        }

        if (!Report.Size.Fits)
        {
            warnings.Add($"The map needs {Tables.Integer(Report.Size.BytesNeeded)} bytes, more than the budget of "
                + $"{Tables.Integer(Report.Size.MemoryBudget)}; the largest order that fits is {Report.Size.LargestOrder}.");
        }

        if (Wanted is { } wanted && !(Report.Dissipation.Bound?.Value <= wanted.Tolerance))
        {
            warnings.Add($"Order {Model.Problem.Order} is not certified to a tolerance of {Tables.Number(wanted.Tolerance)}; "
                + (wanted.Order is { } order ? $"the smallest order that is: {order}." : $"no order up to {wanted.Limit} is."));
        }

        warnings.AddRange(Intervals.Where(i => i.Outside > 0).Select(i => $"At the start point {i}; widen its Radius."));
        return warnings;
    }

    private void AddDescentWarnings(List<string> warnings)
    {
        var spectrum = Report.Dissipation.Centre;
        double rate = Model.Problem.Dynamics.LearningRate;
        if (spectrum.LargestStableRate is { } largest && rate > largest)
        {
            warnings.Add($"η = {Tables.Number(rate)} is unstable at the centre: max|1 − ηh| = {Tables.Number(spectrum.LargestMultiplier)}; "
                + $"the largest stable η is {Tables.Number(largest)}.");
        }

        if (spectrum.Divergent > 0)
        {
            warnings.Add($"{spectrum.Divergent} of {spectrum.Eigenvalues.Length} modes at the centre are divergent "
                + $"(smallest Hessian eigenvalue {Tables.Number(spectrum.Smallest)}): "
                + "κ grows with T; recentre where the Hessian is positive, or take fewer steps.");
        }
    }

    /// <summary>The circuit, or why there is none.</summary>
    private static (HhlProgram? Program, string? Reason) CircuitOf(TrainingProblem problem, ModelReport report)
    {
        if (!report.Size.Fits)
        {
            return (null, "The map does not fit in the memory budget.");
        }

        try
        {
            return (HhlProgram.Build(problem.Stack()), null);
        }
        catch (Exception error) when (error is SizeLimitException or ArgumentException)
        {
            return (null, error.Message);
        }
    }
}
