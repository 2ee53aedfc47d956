using System.CommandLine;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.Petsc;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Commands;

/// <summary><c>carleman train</c>: runs one engine and sets its weights beside plain gradient descent.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var command = new Command("train", "Train with one engine and compare with plain gradient descent.");
        var model = new ModelOptions(command);
        var engine = new Option<string>("--engine") { Description = "What computes the weights.", DefaultValueFactory = _ => "carleman" };
        engine.AcceptOnlyFromAmong("descent", "carleman", "history", "hhl", "sgd", PetscOptions.EngineName);
        var clock = new Option<int?>("--clock")
        {
            Description = "Clock qubits of the phase estimation (hhl; chosen from the condition number by default).",
            HelpName = "M",
        };
        var shots = new Option<int?>("--shots") { Description = "Measure this often instead of reading exact amplitudes (hhl).", HelpName = "S" };
        var seed = new Option<int>("--seed") { Description = "Seed of the shots (hhl), of batches and noise (sgd).", HelpName = "K" };
        ModelOptions.AtLeast(clock, 1);
        ModelOptions.AtLeast(shots, 1);
        command.Validators.Add(result =>
        {
            if (result.GetValue(engine) != "hhl" && (result.GetValue(clock) is not null || result.GetValue(shots) is not null))
            {
                result.AddError("--clock and --shots belong to --engine hhl.");
            }
        });
        foreach (var option in new Option[] { engine, clock, shots, seed })
        {
            command.Add(option);
        }

        var runs = new RunOptions(command, engine);
        var recentring = new RecentringOptions(command, engine);
        var stochastic = new StochasticOptions(command, engine, seed);
        var petsc = new PetscOptions(command, engine);

        command.SetAction(parsed =>
        {
            var (name, problem) = model.Bind(parsed);
            PetscRun? distributed = null;
            if (parsed.GetRequiredValue(engine) == PetscOptions.EngineName)
            {
                distributed = petsc.Train(parsed, problem);
                if (distributed is null)
                {
                    return 0;
                }
            }

            var run = distributed?.Run ?? parsed.GetRequiredValue(engine) switch
            {
                "descent" => Train(new DescentEngine()),
                "carleman" when !recentring.Asked(parsed) => runs.Train(parsed, name, problem),
                "carleman" => Train(new CarlemanEngine()),
                "history" => Train(new HistoryEngine()),
                "sgd" => Train(stochastic.Engine(parsed, name, problem)),
                _ => Train(new HhlEngine { ClockQubits = parsed.GetValue(clock), Shots = parsed.GetValue(shots), Seed = parsed.GetValue(seed) }),
            };
            var output = parsed.InvocationConfiguration.Output;
            if (model.Json(parsed))
            {
                JsonOutput.Write(output, Document(name, problem, run, stochastic.Document(parsed), distributed));
            }
            else
            {
                TrainTables.Print(output, name, problem, run);
                if (distributed is not null)
                {
                    RankTable.Print(output, distributed);
                }
            }

            foreach (var check in run.IntervalChecks.Where(check => check.Outside > 0))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"warning: {check}; widen its Radius");
            }

            return 0;

            TrainingRun Train(TrainingEngine chosen) =>
                Output.Progress.Show($"training {name} with {chosen.Name}", () => recentring.Around(parsed, chosen).Run(problem));
        });
        return command;
    }

    private static object Document(string name, TrainingProblem problem, TrainingRun run, object? stochastic, PetscRun? distributed) => new
    {
        Model = name,
        run.Engine,
        problem.Order,
        problem.Steps,
        problem.Basis,
        EtaPowers = Tables.EtaPowers(problem.EtaPowers),
        run.Times,
        run.Theta,
        run.Descent,
        run.MaxError,
        run.FinalError,
        run.Bound,
        Pieces = RecentringOptions.Document(run),
        OrderForTolerance = problem.OrderForTolerance()?.Order,
        EstimatedOrderForTolerance = problem.EstimateOrder()?.Order,
        run.Dimension,
        Stochastic = stochastic,
        Qubits = run.Quantum?.Qubits,
        ClockQubits = run.Quantum?.ClockQubits,
        Gates = run.Quantum?.Cost.Gates,
        Cx = run.Quantum?.Cost.CX,
        Rotations = run.Quantum?.Cost.Rotations,
        Depth = run.Quantum?.Cost.Depth,
        Fidelity = run.Quantum?.Fidelity,
        SuccessProbability = run.Quantum?.SuccessProbability,
        ConditionNumber = run.Quantum?.ConditionNumber,
        Shots = run.Quantum?.Shots,
        StandardErrors = run.Quantum?.StandardErrors,
        distributed?.Ranks,
        distributed?.Iterations,
        IntervalChecks = run.IntervalChecks.Select(CheckDocument.Of),
    };
}
