using System.CommandLine;
using System.Globalization;
using CarlemanCompiler.Analysis;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Training;
using Spectre.Console;

namespace CarlemanCompiler.Cli.Commands;

/// <summary><c>carleman check</c>: sparsity, dissipation, size and circuit of a model, as the build says them in the editor.</summary>
internal static class CheckCommand
{
    /// <summary>Operator-norm precision to which a rotation is synthesised where T gates are counted.</summary>
    private const double RotationPrecision = 1e-10;

    public static Command Create()
    {
        var command = new Command("check", "Report how sparse, how dissipative and how large a model is, and what its circuit takes.");
        var model = new ModelOptions(command);
        command.SetAction(parsed =>
        {
            var (name, problem) = model.Bind(parsed);
            var report = Output.Progress.Show($"checking {name}", problem.Report);
            var (circuit, reason) = Output.Progress.Show($"synthesising the circuit of {name}", () => Circuit(problem, report));
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
                    EtaPowers = problem.EtaPowers == 0 ? "all" : problem.EtaPowers.ToString(CultureInfo.InvariantCulture),
                    Report = report,
                    Circuit = circuit is null ? null : CircuitDocument(circuit),
                    NoCircuit = reason,
                    Warnings = Warnings(problem, report),
                });
            }
            else
            {
                Print(output, name, problem, report, circuit, reason);
            }

            return 0;
        });
        return command;
    }

    /// <summary>The circuit, or why there is none.</summary>
    private static (CircuitReport? Circuit, string? Reason) Circuit(TrainingProblem problem, ModelReport report)
    {
        if (!report.Size.Fits)
        {
            return (null, "The map does not fit in the memory budget.");
        }

        if (report.Size.HistoryRows > HhlProgram.MaximumRows)
        {
            return (null, $"A history of {Tables.Integer(report.Size.HistoryRows)} rows is over the {HhlProgram.MaximumRows} that are synthesised exactly; lower the steps or the order.");
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

    private static object CircuitDocument(CircuitReport circuit) => new
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
        Evolutions = circuit.Evolutions.Select(e => new { e.Strategy, e.Cost.Gates, Cx = e.Cost.CX, e.Cost.Rotations, e.Cost.Depth, e.ErrorBound }),
    };

    private static string[] Warnings(TrainingProblem problem, ModelReport report)
    {
        var warnings = new List<string>();
        var spectrum = report.Dissipation.Centre;
        if (problem.Dynamics.LearningRate * spectrum.Largest > 2)
        {
            warnings.Add($"η = {Tables.Number(problem.Dynamics.LearningRate)} is unstable at the centre: max|1 − ηh| = {Tables.Number(spectrum.LargestMultiplier)}; the largest stable η is {Tables.Number(spectrum.LargestStableRate!.Value)}.");
        }

        if (spectrum.Divergent > 0)
        {
            warnings.Add($"{spectrum.Divergent} of {spectrum.Eigenvalues.Length} modes at the centre are divergent (smallest Hessian eigenvalue {Tables.Number(spectrum.Smallest)}): κ grows with T; recentre where the Hessian is positive, or take fewer steps.");
        }

        if (!report.Size.Fits)
        {
            warnings.Add($"The map needs {Tables.Integer(report.Size.BytesNeeded)} bytes, more than the budget of {Tables.Integer(report.Size.MemoryBudget)}; the largest order that fits is {report.Size.LargestOrder}.");
        }

        return [.. warnings];
    }

    private static void Print(TextWriter output, string name, TrainingProblem problem, ModelReport report, CircuitReport? circuit, string? reason)
    {
        var terminal = Tables.To(output);
        terminal.MarkupLineInterpolated($"[bold]{name}[/]: n = {problem.Dynamics.WeightCount} weights, degree q = {problem.Dynamics.Degree}, η = {Tables.Number(problem.Dynamics.LearningRate)}, N = {problem.Order}, T = {problem.Steps}, {problem.Basis} basis");

        var sparsity = new Table().RoundedBorder().Title("Sparsity").AddColumn("map");
        foreach (string heading in new[] { "rows", "columns", "nonzeros", "largest row", "largest column", "norm" })
        {
            sparsity.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var tensor in report.Sparsity.Tensors)
        {
            AddCounts(sparsity, $"F{tensor.Degree}", tensor.Sparsity, Tables.Number(tensor.SpectralNorm));
        }

        if (report.Sparsity.Map is { } map)
        {
            AddCounts(sparsity, "A", map, "");
        }

        terminal.Write(sparsity);

        var (start, centre) = (report.Dissipation.Start, report.Dissipation.Centre);
        var dissipation = new Table().RoundedBorder().Title("Dissipation").AddColumn("").AddColumn(new TableColumn("at the start").RightAligned()).AddColumn(new TableColumn("at the centre").RightAligned());
        dissipation.AddRow("Hessian eigenvalues", Range(start), Range(centre));
        dissipation.AddRow("dissipative, divergent, flat modes", Modes(start), Modes(centre));
        dissipation.AddRow("max|1 − ηh|", Tables.Number(start.LargestMultiplier), Tables.Number(centre.LargestMultiplier));
        dissipation.AddRow("largest stable η", Rate(start), Rate(centre));
        dissipation.AddRow("R (below 1 is sufficient, not necessary)", "", report.Dissipation.Ratio.Value is { } ratio ? Tables.Number(ratio) : "not defined");
        dissipation.AddRow("regime", "", Regime(report.Dissipation.Regime));
        dissipation.AddRow("truncation bound at T", "", report.Dissipation.Bound is { } bound ? Tables.Number(bound.Value) : "not covered");
        terminal.Write(dissipation);

        var size = new Table().RoundedBorder().Title("Size").HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        size.AddRow("dimension D of one lifted state", Tables.Integer(report.Size.Dimension));
        size.AddRow("rows of the history system", Tables.Integer(report.Size.HistoryRows));
        size.AddRow("qubits of time, level and index", Tables.Integer(report.Size.Qubits));
        size.AddRow("memory to build, bytes", Tables.Integer(report.Size.BytesNeeded));
        terminal.Write(size);

        PrintCircuit(terminal, circuit, reason);
        foreach (string warning in Warnings(problem, report))
        {
            terminal.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
        }
    }

    private static void PrintCircuit(IAnsiConsole terminal, CircuitReport? circuit, string? reason)
    {
        if (circuit is null)
        {
            terminal.MarkupLineInterpolated($"No circuit: {reason}");
            return;
        }

        var table = new Table().RoundedBorder().Title("HHL circuit").HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("condition number κ of M", Tables.Number(circuit.ConditionNumber));
        table.AddRow("qubits (clock)", $"{circuit.Qubits} ({circuit.ClockQubits})");
        table.AddRow("gates (CX, rotations)", $"{Tables.Integer(circuit.Cost.Gates)} ({Tables.Integer(circuit.Cost.CX)}, {Tables.Integer(circuit.Cost.Rotations)})");
        table.AddRow("T gates, rotations to 1e-10", Tables.Number(circuit.Cost.TotalT(RotationPrecision)));
        table.AddRow("depth, at most", Tables.Integer(circuit.Cost.Depth));
        table.AddRow("fidelity, success probability", $"{Tables.Number(circuit.Fidelity)}, {Tables.Number(circuit.SuccessProbability)}");
        foreach (var evolution in circuit.Evolutions)
        {
            table.AddRow($"gates of e^(iHt), {evolution.Strategy switch { EvolutionStrategy.ExactSynthesis => "exact synthesis", _ => "product formula" }}", Tables.Number(evolution.Cost.Gates));
        }

        terminal.Write(table);
    }

    private static void AddCounts(Table table, string name, LinearAlgebra.SparsityCount count, string norm) => table.AddRow(
        name,
        Tables.Integer(count.RowCount),
        Tables.Integer(count.ColumnCount),
        Tables.Integer(count.NonzeroCount),
        Tables.Integer(count.LargestRow),
        Tables.Integer(count.LargestColumn),
        norm);

    private static string Range(HessianSpectrum spectrum) => spectrum.Eigenvalues.Length <= 4
        ? string.Join(", ", spectrum.Eigenvalues.Select(Tables.Number))
        : $"{Tables.Number(spectrum.Smallest)} … {Tables.Number(spectrum.Largest)}";

    private static string Modes(HessianSpectrum spectrum) => $"{spectrum.Dissipative}, {spectrum.Divergent}, {spectrum.Flat}";

    private static string Rate(HessianSpectrum spectrum) => spectrum.LargestStableRate is { } rate ? Tables.Number(rate) : "any";

    private static string Regime(DissipationRegime regime) => regime.Horizon is { } horizon ? $"{regime.Kind}, horizon T = {Tables.Integer(horizon)}" : $"{regime.Kind}";
}
