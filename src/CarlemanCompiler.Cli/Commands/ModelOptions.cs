using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CarlemanCompiler.Cli.Models;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>The argument and the options that say which problem a command works on. What the model itself states is the default.</summary>
internal sealed class ModelOptions
{
    private readonly Argument<string> model = new("MODEL")
    {
        Description = "Some.dll:ModelClass (an assembly with generated models) or a .json file.",
    };

    private readonly Option<string?> data = new("--data") { Description = "CSV with the samples of a compiled model.", HelpName = "FILE" };

    private readonly Option<int?> order = new("--order") { Description = "Truncation order N.", HelpName = "N" };

    private readonly Option<int?> steps = new("--steps") { Description = "Descent steps T of one linear system.", HelpName = "T" };

    private readonly Option<string?> basis = new("--basis") { Description = "Basis of the lifted vector." };

    private readonly Option<string?> etaPowers = new("--eta-powers")
    {
        Description = "Largest power of the learning rate kept in the map.",
        HelpName = "1|2|3|all",
    };

    private readonly Option<int?> padding = new("--padding")
    {
        Description = "Extra copies of the last state in the history system.",
        HelpName = "P",
    };

    private readonly Option<double?> tolerance = new("--tolerance")
    {
        Description = "Wanted truncation error in the weights: the order that is certified to meet it is reported.",
        HelpName = "E",
    };

    private readonly Option<bool> json = new("--json") { Description = "Print one JSON document and nothing else on standard output." };

    private Option[] OfProblem => [data, order, steps, basis, etaPowers, padding, tolerance];

    public ModelOptions(Command command, bool needsModel = true)
    {
        model.Arity = needsModel ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne;
        AtLeast(order, 1);
        AtLeast(steps, 1);
        AtLeast(padding, 0);
        tolerance.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } wanted && !(wanted > 0 && double.IsFinite(wanted)))
            {
                result.AddError("--tolerance is a positive finite number.");
            }
        });
        basis.AcceptOnlyFromAmong("kronecker", "symmetric", "isometric");
        etaPowers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && text != "all" && !(int.TryParse(text, out int powers) && powers >= 1))
            {
                result.AddError($"--eta-powers is a positive integer or 'all', not '{text}'.");
            }
        });

        command.Add(model);
        foreach (var option in (Option[])[.. OfProblem, json])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether a model was named.</summary>
    public bool Names(CommandResult result) => result.GetResult(model) is { Tokens.Count: 1 };

    /// <summary>An option whose value has a lower bound.</summary>
    public static void AtLeast(Option<int?> option, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value < least)
        {
            result.AddError($"{option.Name} is at least {least}, not {value}.");
        }
    });

    /// <summary>What the argument says, a file or a class.</summary>
    public string? Name(ParseResult parsed) => parsed.GetValue(model);

    /// <summary>Refuses options of a model beside a matrix file.</summary>
    /// <exception cref="InputException">One was given.</exception>
    public void RequireNone(ParseResult parsed)
    {
        if (OfProblem.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } alien)
        {
            throw new InputException($"{alien.Name} belongs to a model, and {Name(parsed)} is a matrix.");
        }
    }

    /// <summary>T, where the command line states it.</summary>
    public int? Steps(ParseResult parsed) => parsed.GetValue(steps);

    /// <summary>N, where the command line states it.</summary>
    public int? Order(ParseResult parsed) => parsed.GetValue(order);

    /// <summary>Whether one JSON document is asked for.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>The model and the problem that the command line makes of it.</summary>
    public LoadedModel Bind(ParseResult parsed)
    {
        var loaded = ModelArgument.Load(parsed.GetRequiredValue(model), parsed.GetValue(data));
        var stated = loaded.Problem;
        return loaded with
        {
            Problem = stated with
            {
                Steps = parsed.GetValue(steps) ?? stated.Steps,
                Order = parsed.GetValue(order) ?? stated.Order,
                Basis = parsed.GetValue(basis) is { } wanted ? Enum.Parse<CarlemanBasis>(wanted, ignoreCase: true) : stated.Basis,
                EtaPowers = parsed.GetValue(etaPowers) switch
                {
                    null => stated.EtaPowers,
                    "all" => 0,
                    var powers => int.Parse(powers, CultureInfo.InvariantCulture),
                },
                Padding = parsed.GetValue(padding) ?? stated.Padding,
                Tolerance = parsed.GetValue(tolerance) ?? stated.Tolerance,
            },
        };
    }
}
