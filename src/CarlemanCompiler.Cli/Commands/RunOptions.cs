using System.CommandLine;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>The options of <c>carleman train --engine carleman</c>, which may take long: checkpoints, progress, precision.</summary>
internal sealed class RunOptions
{
    private const int RowsByDefault = 10_000;
    private const int NumbersByDefault = 500_000;

    private readonly Option<string?> checkpoint = new("--checkpoint")
    {
        Description = "Save the run to this file, and go on from it where it exists (carleman).",
        HelpName = "FILE",
    };

    private readonly Option<int?> checkpointEvery = new("--checkpoint-every")
    {
        Description = "Save at every so many steps (carleman; once a minute by default).",
        HelpName = "K",
    };

    private readonly Option<int?> recordEvery = new("--record-every")
    {
        Description = "Read the weights at every so many steps, and at the last (carleman; 1 by default, more where that makes over "
            + $"{Tables.Integer(RowsByDefault)} rows or {Tables.Integer(NumbersByDefault)} numbers).",
        HelpName = "K",
    };

    private readonly Option<bool> single = new("--single")
    {
        Description = "Hold the lifted vector in single precision: half the memory, some seven digits (carleman).",
    };

    private readonly Option<bool> progress = new("--progress")
    {
        Description = "Print lines of progress on standard error, even where that is no terminal (carleman).",
    };

    public RunOptions(Command command, Option<string> engine)
    {
        ModelOptions.AtLeast(checkpointEvery, 1);
        ModelOptions.AtLeast(recordEvery, 1);
        Option[] all = [checkpoint, checkpointEvery, recordEvery, single, progress];
        foreach (var option in all)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            // An engine that is not named has no value yet.
            bool isAnother = result.GetValue(engine) is not (null or "carleman");
            if (isAnother && all.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } alien)
            {
                result.AddError($"{alien.Name} belongs to --engine carleman.");
            }

            if (result.GetValue(checkpointEvery) is not null && result.GetValue(checkpoint) is null)
            {
                result.AddError("--checkpoint-every needs --checkpoint.");
            }
        });
    }

    /// <summary>
    /// Trains with the Carleman engine. Where the run is saved to a file, Ctrl-C and SIGTERM save it a last time.
    /// </summary>
    /// <exception cref="StoppedException">A signal stopped the run.</exception>
    public TrainingRun Train(ParseResult parsed, string name, TrainingProblem problem)
    {
        string? file = parsed.GetValue(checkpoint);
        using var signals = file is null ? null : new StopSignals();
        try
        {
            var lines = parsed.GetValue(progress) ? parsed.InvocationConfiguration.Error : null;
            return Output.Progress.Show($"training {name} with carleman", problem.Steps, lines, steps => new CarlemanEngine
            {
                Single = parsed.GetValue(single),
                RecordEvery = parsed.GetValue(recordEvery) ?? RecordEveryByDefault(problem.Dynamics.WeightCount, problem.Steps),
                Checkpoint = file,
                CheckpointEvery = parsed.GetValue(checkpointEvery) ?? 0,
                Progress = steps,
                Cancellation = signals?.Token ?? default,
            }.Run(problem));
        }
        catch (OperationCanceledException stopped) when (signals is not null)
        {
            throw new StoppedException(stopped.Message, signals.ExitCode);
        }
    }

    /// <summary>The least of 1, 2, 5, 10, 20, … that keeps rows and numbers within the limits; the first and the last row come on top.</summary>
    public static int RecordEveryByDefault(int weightCount, int steps)
    {
        long rows = Math.Min(RowsByDefault, Math.Max(1, NumbersByDefault / weightCount));
        long power = 1;
        while (steps / (5 * power) > rows)
        {
            power *= 10;
        }

        long[] steady = [power, 2 * power, 5 * power];
        return (int)steady.First(every => steps / every <= rows);
    }
}
