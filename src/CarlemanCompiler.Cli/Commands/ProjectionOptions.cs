using System.CommandLine;
using System.CommandLine.Parsing;
using CarlemanCompiler.Cli.Models;
using CarlemanCompiler.Estimation;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>The sizes of a training run that is only projected.</summary>
internal sealed class ProjectionOptions
{
    private readonly Option<double?> weights = new("--weights") { Description = "Projection: weights n, up to 1e15.", HelpName = "n" };

    private readonly Option<double?> sparsity = new("--sparsity") { Description = "Projection: nonzeros of all F in a row, at most.", HelpName = "s" };

    private readonly Option<double?> condition = new("--condition") { Description = "Projection: condition number of the history system.", HelpName = "K" };

    private readonly Option<double?> precision = new("--precision") { Description = "Projection: error of each weight, as a part of the norm.", HelpName = "E" };

    private readonly Option<int?> degree = new("--degree") { Description = "Projection: degree of the gradient (3 by default).", HelpName = "q" };

    private readonly Option<double?> kept = new("--kept") { Description = "Projection: nonzero weights uploaded and read (n/10 by default).", HelpName = "k" };

    public ProjectionOptions(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    private Option[] All => [weights, sparsity, condition, precision, degree, kept];

    /// <summary>Whether any of them was given.</summary>
    public bool IsAsked(CommandResult result) => All.Any(option => result.GetResult(option) is { Implicit: false });

    /// <summary>The projection.</summary>
    /// <exception cref="InputException">One is missing, or out of its range.</exception>
    public ProjectedTraining Bind(ParseResult parsed, int? steps, int? order)
    {
        double Needed(Option<double?> option) =>
            parsed.GetValue(option) ?? throw new InputException($"A projection needs {option.Name}.");

        try
        {
            return ProjectedTraining.Of(
                Needed(weights), Needed(sparsity), order ?? 3, steps ?? throw new InputException("A projection needs --steps."), Needed(condition),
                Needed(precision), parsed.GetValue(degree) ?? 3, parsed.GetValue(kept));
        }
        catch (ArgumentOutOfRangeException problem)
        {
            throw new InputException(problem.Message);
        }
    }
}
