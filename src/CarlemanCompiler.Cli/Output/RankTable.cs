using CarlemanCompiler.Petsc;
using Spectre.Console;

namespace CarlemanCompiler.Cli.Output;

/// <summary>What each rank of a run on PETSc held, for a reader.</summary>
internal static class RankTable
{
    public static void Print(TextWriter output, PetscRun run)
    {
        var table = new Table().RoundedBorder().AddColumn("rank");
        foreach (string heading in new[] { "entries", "of D", "received", "KiB counted", "KiB measured" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var use in run.Ranks)
        {
            table.AddRow(
                Tables.Integer(use.Rank),
                Tables.Integer(use.Entries),
                Tables.Number(use.Entries / (double)run.Run.Dimension),
                Tables.Integer(use.Received),
                Tables.Integer(use.Bytes >> 10),
                Tables.Integer(use.ResidentGrowth >> 10));
        }

        var terminal = Tables.To(output);
        terminal.Write(table);
        if (run.Iterations is { } iterations)
        {
            terminal.WriteLine($"{Tables.Integer(iterations)} iterations of the Krylov method.");
        }
    }
}
