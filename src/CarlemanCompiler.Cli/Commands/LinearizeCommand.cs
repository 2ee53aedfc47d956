using System.CommandLine;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.Export;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Training;
using Spectre.Console;

namespace CarlemanCompiler.Cli.Commands;

/// <summary><c>carleman linearize</c>: writes the Carleman map as Matrix Market files and measures it.</summary>
internal static class LinearizeCommand
{
    public static Command Create()
    {
        var command = new Command("linearize", "Write A.mtx, b.mtx and report.json of the Carleman map y(t+1) = (I + A) y(t) + b.");
        var model = new ModelOptions(command);
        var folder = new Option<string>("-o", "--output") { Description = "Folder for the files.", Required = true, HelpName = "DIR" };
        command.Add(folder);
        command.SetAction(parsed =>
        {
            var (name, problem) = model.Bind(parsed);
            string directory = parsed.GetRequiredValue(folder);
            var (map, report) = Output.Progress.Show($"linearizing {name}", () => Linearize(name, problem));
            AtomicFile.Write(Path.Combine(directory, "A.mtx"), writer => MatrixMarketWriter.Write(map.Increment, writer));
            AtomicFile.Write(Path.Combine(directory, "b.mtx"), writer => MatrixMarketWriter.Write(map.Constant, writer));
            AtomicFile.Write(Path.Combine(directory, "report.json"), writer => JsonOutput.Write(writer, report));
            if (model.Json(parsed))
            {
                JsonOutput.Write(parsed.InvocationConfiguration.Output, report);
            }
            else
            {
                Print(parsed.InvocationConfiguration.Output, report, directory);
            }

            return 0;
        });
        return command;
    }

    private static (CarlemanMap Map, LinearizationReport Report) Linearize(string name, TrainingProblem problem)
    {
        var history = problem.Stack();
        var map = history.Map;
        var count = map.Increment.CountSignificant();
        var report = new LinearizationReport(
            name,
            problem.Order,
            problem.Basis,
            Tables.EtaPowers(problem.EtaPowers),
            map.Dimension,
            count.NonzeroCount,
            count.LargestRow,
            count.LargestColumn,
            new NormReport(map.Increment.FrobeniusNorm, map.Increment.OneNorm, map.Increment.InfinityNorm, map.Increment.SpectralNorm()),
            [.. map.MeasureBlocks()],
            new HistoryReport(problem.Steps, problem.Padding, history.RowCount, history.SigmaMax, history.SigmaMin, history.ConditionNumber));
        return (map, report);
    }

    private static void Print(TextWriter output, LinearizationReport report, string directory)
    {
        var facts = Tables.Facts();
        facts.AddRow("dimension D", Tables.Integer(report.Dimension));
        facts.AddRow("nonzeros of A (largest row, column)", $"{Tables.Integer(report.Nnz)} ({report.MaxNnzRow}, {report.MaxNnzColumn})");
        double[] norms = [report.Norms.Frobenius, report.Norms.One, report.Norms.Infinity, report.Norms.Two];
        facts.AddRow("norms (F, 1, ∞, 2)", string.Join(", ", norms.Select(Tables.Number)));
        facts.AddRow($"κ of the history system, T = {report.History.Steps}", Tables.Number(report.History.ConditionNumber));
        var terminal = Tables.To(output);
        terminal.MarkupLineInterpolated($"[bold]{report.Model}[/], N = {report.Order}, {report.Basis} basis, powers of η: {report.EtaPowers}");
        terminal.Write(facts);
        terminal.WriteLine($"Wrote A.mtx, b.mtx and report.json to {directory}.");
    }

    /// <summary>report.json.</summary>
    private sealed record LinearizationReport(
        string Model,
        int Order,
        CarlemanBasis Basis,
        string EtaPowers,
        int Dimension,
        long Nnz,
        int MaxNnzRow,
        int MaxNnzColumn,
        NormReport Norms,
        IReadOnlyList<CarlemanBlock> Blocks,
        HistoryReport History);

    private sealed record NormReport(double Frobenius, double One, double Infinity, double Two);

    private sealed record HistoryReport(int Steps, int Padding, int Rows, double SigmaMax, double SigmaMin, double ConditionNumber);
}
