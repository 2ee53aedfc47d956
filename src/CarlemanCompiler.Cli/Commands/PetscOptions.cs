using System.CommandLine;
using CarlemanCompiler.Petsc;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>The options of <c>carleman train --engine petsc</c>, which <c>mpirun -n P</c> starts on P ranks.</summary>
internal sealed class PetscOptions
{
    public const string EngineName = "petsc";

    private readonly Option<bool> assembled = new("--assembled")
    {
        Description = "Hold A as a matrix, 12 bytes a nonzero, in place of making its rows anew in every step (petsc).",
    };

    private readonly Option<string?> method = new("--ksp")
    {
        Description = "Solve the history system by this method of PETSc, gmres, richardson, …, in place of stepping (petsc).",
        HelpName = "METHOD",
    };

    public PetscOptions(Command command, Option<string> engine)
    {
        Option[] all = [assembled, method];
        foreach (var option in all)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(engine) != EngineName
                && all.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } alien)
            {
                result.AddError($"{alien.Name} belongs to --engine {EngineName}.");
            }
        });
    }

    /// <summary>Trains on all ranks; the run is rank 0's, and null on the others, which print nothing.</summary>
    public PetscRun? Train(ParseResult parsed, TrainingProblem problem)
    {
        var session = PetscSession.Start();
        try
        {
            var run = new PetscEngine
            {
                Storage = parsed.GetValue(assembled) ? MapStorage.Assembled : MapStorage.Rows,
                Method = parsed.GetValue(method),
                RecordEvery = RunOptions.RecordEveryByDefault(problem.Dynamics.WeightCount, problem.Steps),
            }.Run(session, problem);
            session.Dispose();
            return run;
        }
        catch (Exception error) when (error is SizeLimitException or PetscException { OnAllRanks: true })
        {
            // Ending MPI after anything else would wait for ranks that know of nothing; mpirun ends them when this one has gone.
            session.Dispose();
            throw;
        }
        catch (PetscException error) when (session.Rank > 0)
        {
            Console.Error.WriteLine($"rank {session.Rank}: {error.Message}");
            throw;
        }
    }
}
