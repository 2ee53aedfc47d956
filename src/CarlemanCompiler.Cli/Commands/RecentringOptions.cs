using System.CommandLine;
using System.CommandLine.Parsing;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>The option of <c>carleman train --recentre</c>: a run in pieces, each around a centre of its own.</summary>
internal sealed class RecentringOptions
{
    private readonly Option<double?> recentre = new("--recentre")
    {
        Description = "Move the centre to the weights wherever the certified truncation bound would exceed E (carleman, history, hhl).",
        HelpName = "E",
    };

    public RecentringOptions(Command command, Option<string> engine)
    {
        recentre.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } tolerance && !(tolerance > 0 && double.IsFinite(tolerance)))
            {
                result.AddError("--recentre is a positive finite number.");
            }
        });
        command.Add(recentre);
        command.Validators.Add(result =>
        {
            if (result.GetResult(recentre) is null)
            {
                return;
            }

            if (result.GetValue(engine) is "descent" or "sgd")
            {
                result.AddError("--recentre belongs to the engines that truncate: carleman, history, hhl.");
            }

            string[] whole = ["--checkpoint", "--checkpoint-every", "--record-every", "--single", "--progress", "--eta-powers"];
            var given = result.Children.OfType<OptionResult>().Where(option => !option.Implicit).Select(option => option.Option.Name);
            if (whole.Intersect(given).FirstOrDefault() is { } alien)
            {
                result.AddError($"--recentre does not go with {alien}.");
            }
        });
    }

    /// <summary>Whether the run is to be recentred.</summary>
    public bool Asked(ParseResult parsed) => parsed.GetValue(recentre) is not null;

    /// <summary>The engine in pieces, where that is asked for; itself otherwise.</summary>
    public TrainingEngine Around(ParseResult parsed, TrainingEngine engine) =>
        parsed.GetValue(recentre) is { } tolerance ? new RecentredTraining(engine, tolerance) : engine;

    /// <summary>Where a run was recentred; null for one around a single centre.</summary>
    public static object? Document(TrainingRun run) => run.Pieces.IsEmpty ? null : run.Pieces.Select(piece => new
    {
        piece.Start,
        piece.Steps,
        piece.Centre,
        piece.CentreNorm,
        Bound = piece.Bound.Value,
        piece.Bound.Proof,
    });
}
