using System.CommandLine;
using CarlemanCompiler.Cli.Models;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>The options of <c>carleman train --engine sgd</c>: batches, noise, momentum, weight decay.</summary>
internal sealed class StochasticOptions
{
    private readonly Option<string> engine;
    private readonly Option<int> seed;

    private readonly Option<int?> batch = new("--batch") { Description = "Samples in a mini-batch (sgd; all of them by default).", HelpName = "B" };

    private readonly Option<double?> noise = new("--noise")
    {
        Description = "Standard deviation of the normal noise added to every weight in every step (sgd).",
        HelpName = "S",
    };

    private readonly Option<double?> momentum = new("--momentum") { Description = "Momentum, from 0 on and below 1 (sgd).", HelpName = "M" };

    private readonly Option<bool> nesterov = new("--nesterov") { Description = "Nesterov's momentum and not the heavy ball (sgd)." };

    private readonly Option<double?> weightDecay = new("--weight-decay")
    {
        Description = "Weight decay: a step without gradient takes weights to 1 - eta L times themselves (sgd).",
        HelpName = "L",
    };

    private readonly Option<bool> decoupled = new("--decoupled") { Description = "Weight decay that goes past the momentum (sgd)." };

    private readonly Option<int?> recentreEvery = new("--recentre-every")
    {
        Description = "Move the centre to the weights after every so many steps (sgd; never by default).",
        HelpName = "K",
    };

    public StochasticOptions(Command command, Option<string> engine, Option<int> seed)
    {
        this.engine = engine;
        this.seed = seed;
        ModelOptions.AtLeast(batch, 1);
        ModelOptions.AtLeast(recentreEvery, 1);
        Within(noise, value => value >= 0 && double.IsFinite(value), "a finite number from 0 on");
        Within(momentum, value => value is >= 0 and < 1, "a number from 0 on and below 1");
        Within(weightDecay, value => value >= 0 && double.IsFinite(value), "a finite number from 0 on");
        Option[] all = [batch, noise, momentum, nesterov, weightDecay, decoupled, recentreEvery];
        foreach (var option in all)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(engine) != "sgd" && all.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } alien)
            {
                result.AddError($"{alien.Name} belongs to --engine sgd.");
            }
        });
    }

    /// <summary>The engine that the command line describes.</summary>
    /// <exception cref="InputException">The model has no gradient, or the batches do not go with the data.</exception>
    public StochasticEngine Engine(ParseResult parsed, string name, TrainingProblem problem)
    {
        if (!problem.Dynamics.IsDescent)
        {
            throw new InputException($"{name}: a model that is given by F has no gradient; --engine sgd needs a loss.");
        }

        int size = parsed.GetValue(batch) ?? 0;
        if (size > 0 && problem.Samples is null)
        {
            throw new InputException($"{name}: the model has no data to make batches of; leave --batch out.");
        }

        return size <= (problem.Samples?.Count ?? 0)
            ? Engine(parsed)
            : throw new InputException($"{name}: a batch of {problem.Samples!.Count} samples holds 1..{problem.Samples.Count}, not {size}.");
    }

    /// <summary>What of a run's document is particular to this engine; null for other engines.</summary>
    public object? Document(ParseResult parsed)
    {
        if (parsed.GetValue(engine) != "sgd")
        {
            return null;
        }

        var chosen = Engine(parsed);
        return new
        {
            Batch = parsed.GetValue(batch),
            chosen.Seed,
            Noise = parsed.GetValue(noise) ?? 0,
            chosen.Rule.Momentum,
            chosen.Rule.Nesterov,
            chosen.Rule.WeightDecay,
            chosen.Rule.Decoupled,
            RecentreEvery = parsed.GetValue(recentreEvery),
        };
    }

    private static void Within(Option<double?> option, Predicate<double> isAllowed, string range) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<double?>() is { } value && !isAllowed(value))
        {
            result.AddError($"{option.Name} is {range}.");
        }
    });

    private StochasticEngine Engine(ParseResult parsed) => new()
    {
        BatchSize = parsed.GetValue(batch) ?? 0,
        Seed = parsed.GetValue(seed),
        Noise = parsed.GetValue(noise) is > 0 and { } deviation ? [deviation] : [],
        Rule = new UpdateRule
        {
            Momentum = parsed.GetValue(momentum) ?? 0,
            Nesterov = parsed.GetValue(nesterov),
            WeightDecay = parsed.GetValue(weightDecay) ?? 0,
            Decoupled = parsed.GetValue(decoupled),
        },
        RecentreEvery = parsed.GetValue(recentreEvery) ?? 0,
    };
}
