using System.CommandLine;
using CarlemanCompiler.Analysis;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Commands;

/// <summary><c>carleman check</c>: sparsity, dissipation, size and circuit of a model, as the build says them in the editor.</summary>
internal static class CheckCommand
{
    /// <summary>Operator-norm precision to which a rotation is synthesised where T gates are counted.</summary>
    public const double RotationPrecision = 1e-10;

    public static Command Create()
    {
        var command = new Command("check", "Report how sparse, how dissipative and how large a model is, and what its circuit takes.");
        var model = new ModelOptions(command);
        command.SetAction(parsed =>
        {
            var (name, problem) = model.Bind(parsed);
            var report = Output.Progress.Show($"checking {name}", problem.Report);
            var (circuit, reason) = Output.Progress.Show($"synthesising the circuit of {name}", () => CircuitOf(problem, report));
            var output = parsed.InvocationConfiguration.Output;
            if (model.Json(parsed))
            {
                JsonOutput.Write(output, new
                {
                    Model = name,
                    Weights = problem.Dynamics.WeightCount,
                    problem.Dynamics.LearningRate,
                    problem.Order,
                    problem.Steps,
                    problem.Basis,
                    EtaPowers = Tables.EtaPowers(problem.EtaPowers),
                    Report = report,
                    Circuit = circuit is null ? null : Document(circuit),
                    NoCircuit = reason,
                    Warnings = Warnings(problem, report),
                });
            }
            else
            {
                CheckTables.Print(output, name, problem, report, circuit, reason, Warnings(problem, report));
            }

            return 0;
        });
        return command;
    }

    /// <summary>The circuit, or why there is none.</summary>
    private static (CircuitReport? Circuit, string? Reason) CircuitOf(TrainingProblem problem, ModelReport report)
    {
        if (!report.Size.Fits)
        {
            return (null, "The map does not fit in the memory budget.");
        }

        try
        {
            return (CircuitReport.Of(problem.Stack()), null);
        }
        catch (Exception error) when (error is SizeLimitException or ArgumentException)
        {
            return (null, error.Message);
        }
    }

    private static object Document(CircuitReport circuit) => new
    {
        circuit.ConditionNumber,
        circuit.ClockQubits,
        circuit.EvolutionTime,
        circuit.Qubits,
        circuit.Cost.Gates,
        Cx = circuit.Cost.CX,
        circuit.Cost.Rotations,
        TCount = circuit.Cost.TotalT(RotationPrecision),
        RotationPrecision,
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

    private static string[] Warnings(TrainingProblem problem, ModelReport report)
    {
        var warnings = new List<string>();
        var spectrum = report.Dissipation.Centre;
        double rate = problem.Dynamics.LearningRate;
        if (spectrum.LargestStableRate is { } largest && rate > largest)
        {
            warnings.Add($"η = {Tables.Number(rate)} is unstable at the centre: max|1 − ηh| = {Tables.Number(spectrum.LargestMultiplier)}; "
                + $"the largest stable η is {Tables.Number(largest)}.");
        }

        if (spectrum.Divergent > 0)
        {
            warnings.Add($"{spectrum.Divergent} of {spectrum.Eigenvalues.Length} modes at the centre are divergent (smallest Hessian eigenvalue "
                + $"{Tables.Number(spectrum.Smallest)}): κ grows with T; recentre where the Hessian is positive, or take fewer steps.");
        }

        if (!report.Size.Fits)
        {
            warnings.Add($"The map needs {Tables.Integer(report.Size.BytesNeeded)} bytes, more than the budget of "
                + $"{Tables.Integer(report.Size.MemoryBudget)}; the largest order that fits is {report.Size.LargestOrder}.");
        }

        return [.. warnings];
    }
}
