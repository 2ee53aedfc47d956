using System.CommandLine;
using System.Globalization;
using CarlemanCompiler.Analysis;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.Training;
using Spectre.Console;

namespace CarlemanCompiler.Cli.Commands;

/// <summary><c>carleman check</c>: sparsity, dissipation and size of a model, as the build says them in the editor.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", "Report how sparse, how dissipative and how large a model is.");
        var model = new ModelOptions(command);
        command.SetAction(parsed =>
        {
            var (name, problem) = model.Bind(parsed);
            var report = Output.Progress.Show($"checking {name}", problem.Report);
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
                    Warnings = Warnings(problem, report),
                });
            }
            else
            {
                Print(output, name, problem, report);
            }

            return 0;
        });
        return command;
    }

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

    private static void Print(TextWriter output, string name, TrainingProblem problem, ModelReport report)
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

        foreach (string warning in Warnings(problem, report))
        {
            terminal.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
        }
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
