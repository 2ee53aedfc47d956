using CarlemanCompiler.Analysis;
using CarlemanCompiler.Cli.Commands;

namespace CarlemanCompiler.Cli.Output;

/// <summary>The JSON that <c>carleman check --json</c> prints and <c>carleman report</c> writes.</summary>
internal static class CheckDocument
{
    /// <summary>A model that could be checked.</summary>
    public static object Of(ModelCheck check)
    {
        var (model, problem) = (check.Model, check.Model.Problem);
        return new
        {
            Model = model.Name,
            Weights = problem.Dynamics.WeightCount,
            LearningRate = problem.Dynamics.IsDescent ? problem.Dynamics.LearningRate : (double?)null,
            problem.Order,
            problem.Steps,
            problem.Basis,
            EtaPowers = Tables.EtaPowers(problem.EtaPowers),
            problem.Padding,
            problem.Start,
            problem.Dynamics.Centre,
            model.Columns,
            model.DataFile,
            model.Samples,
            Tolerance = problem.Tolerance > 0 ? problem.Tolerance : (double?)null,
            OrderForTolerance = check.Wanted?.Order,
            EstimatedOrderForTolerance = check.Estimated?.Order,
            Approximations = check.Intervals.Select(Of).ToArray(),
            Report = check.Modes is { } modes ? Of(check.Report, modes) : (object)check.Report,
            Circuit = check.Circuit is { } circuit ? Of(circuit) : null,
            check.NoCircuit,
            Warnings = check.Warnings(),
        };
    }

    /// <summary>The report of a system that is given by its tensors: the modes of its Jacobian where a descent has those of its Hessian.</summary>
    private static object Of(ModelReport report, SystemModes modes) => new
    {
        report.Sparsity,
        Dissipation = new
        {
            Start = Of(modes.Start),
            Centre = Of(modes.Centre),
            report.Dissipation.Ratio,
            NonzeroRatio = modes.Ratio,
            report.Dissipation.Bound,
        },
        report.Size,
    };

    private static object Of(JacobianSpectrum spectrum) => new
    {
        Eigenvalues = spectrum.Eigenvalues.Select(mode => new[] { mode.Real, mode.Imaginary }),
        spectrum.LargestMultiplier,
        spectrum.Shrinking,
        spectrum.Growing,
        spectrum.Neutral,
    };

    /// <summary>A model that could not: what its attribute states, as far as it is known, and why there is no report.</summary>
    public static object Without(string name, CompiledModel? model, string reason) => new
    {
        Model = name,
        Weights = model?.Start.Length,
        model?.LearningRate,
        model?.Order,
        model?.Steps,
        model?.Basis,
        EtaPowers = model is null ? null : Tables.EtaPowers(model.EtaPowers),
        model?.Padding,
        model?.Start,
        model?.Centre,
        model?.Columns,
        model?.DataFile,
        NoReport = reason,
    };

    /// <summary>An approximated function and where its arguments lie.</summary>
    public static object Of(IntervalCheck check) => new
    {
        check.Approximation.Function,
        check.Approximation.Degree,
        check.Approximation.Centre,
        check.Approximation.Radius,
        check.Approximation.Error,
        check.Evaluations,
        check.Outside,
        check.Smallest,
        check.Largest,
    };

    private static object Of(CircuitReport circuit) => new
    {
        circuit.ConditionNumber,
        circuit.ClockQubits,
        circuit.EvolutionTime,
        circuit.Qubits,
        circuit.Cost.Gates,
        Cx = circuit.Cost.CX,
        circuit.Cost.Rotations,
        TCount = circuit.Cost.TotalT(ModelCheck.RotationPrecision),
        ModelCheck.RotationPrecision,
        circuit.Cost.Depth,
        circuit.Fidelity,
        circuit.SuccessProbability,
        Evolutions = circuit.Evolutions.Select(evolution => new
        {
            evolution.Strategy,
            evolution.Cost.Gates,
            Cx = evolution.Cost.CX,
            evolution.Cost.Rotations,
            evolution.Cost.Depth,
            evolution.ErrorBound,
        }),
    };
}
