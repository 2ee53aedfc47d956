using CarlemanCompiler.Training;
using Spectre.Console;

namespace CarlemanCompiler.Cli.Output;

/// <summary>What <c>carleman train</c> prints for a reader: the weights beside plain descent, and what it took.</summary>
internal static class TrainTables
{
    /// <summary>Rows at most: of more, every so manyth and the last are shown.</summary>
    private const int RowsShown = 100;

    /// <summary>Columns of weights at most: of more, the first are shown.</summary>
    private const int WeightsShown = 8;

    public static void Print(TextWriter output, string name, TrainingProblem problem, TrainingRun run)
    {
        int weights = problem.Dynamics.WeightCount;
        int shown = Math.Min(weights, WeightsShown);
        int every = (run.Times.Length + RowsShown - 1) / RowsShown;
        var table = new Table().RoundedBorder().AddColumn("t");
        for (int i = 0; i < shown; i++)
        {
            table.AddColumn(new TableColumn($"θ{i}").RightAligned());
        }

        string reference = problem.Dynamics.IsDescent ? "descent" : "direct steps";
        table.AddColumn(new TableColumn($"|θ − {reference}|").RightAligned());
        for (int k = 0; k < run.Times.Length; k++)
        {
            if (k % every == 0 || k == run.Times.Length - 1)
            {
                double error = run.Theta[k].Zip(run.Descent[k], (a, b) => Math.Abs(a - b)).Max();
                var numbers = run.Theta[k].Take(shown).Append(error).Select(Tables.Number);
                table.AddRow([.. numbers.Prepend(Tables.Integer(run.Times[k]))]);
            }
        }

        var terminal = Tables.To(output);
        terminal.MarkupLineInterpolated($"[bold]{name}[/], engine {run.Engine}, N = {problem.Order}, T = {problem.Steps}");
        terminal.Write(table);
        if (shown < weights || every > 1)
        {
            terminal.WriteLine(
                $"Shown: {shown} of {Tables.Integer(weights)} weights, {table.Rows.Count} of {Tables.Integer(run.Times.Length)} steps read; --json has all.");
        }

        terminal.Write(Facts(run, reference));
        if (!run.Pieces.IsEmpty)
        {
            terminal.Write(Pieces(run.Pieces));
        }

        if (problem.OrderForTolerance() is { } wanted && problem.EstimateOrder() is { } estimated)
        {
            terminal.Write(OrderTables.Of(wanted, estimated));
        }
    }

    private static Table Pieces(IReadOnlyList<TrainingPiece> pieces)
    {
        var table = new Table().RoundedBorder().Title($"Recentred {Tables.Integer(pieces.Count - 1)} times");
        foreach (string heading in new[] { "from t", "steps", "norm of the centre", "certified bound" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        // The last row says that there are more: --json has all.
        foreach (var piece in pieces.Take(RowsShown))
        {
            table.AddRow(
                Tables.Integer(piece.Start), Tables.Integer(piece.Steps), Tables.Number(piece.CentreNorm), Tables.Number(piece.Bound.Value));
        }

        if (pieces.Count > RowsShown)
        {
            table.AddRow("…", "", "", "");
        }

        return table;
    }

    private static Table Facts(TrainingRun run, string reference)
    {
        var facts = Tables.Facts();
        facts.AddRow($"largest difference to {reference}", Tables.Number(run.MaxError));
        facts.AddRow("truncation bound at T", run.Bound is { } bound ? Tables.Number(bound) : "none");
        facts.AddRow("dimension D", Tables.Integer(run.Dimension));
        if (run.Quantum is { } quantum)
        {
            facts.AddRow("qubits (clock)", $"{quantum.Qubits} ({quantum.ClockQubits})");
            var cost = quantum.Cost;
            facts.AddRow("gates (CX, depth)", $"{Tables.Integer(cost.Gates)} ({Tables.Integer(cost.CX)}, {Tables.Integer(cost.Depth)})");
            facts.AddRow("condition number κ", Tables.Number(quantum.ConditionNumber));
            facts.AddRow("fidelity with the exact history", Tables.Number(quantum.Fidelity));
            facts.AddRow("success probability", Tables.Number(quantum.SuccessProbability));
            if (quantum.Shots is { } shots)
            {
                facts.AddRow("shots", Tables.Integer(shots));
            }
        }

        return facts;
    }
}
