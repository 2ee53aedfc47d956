using System.CommandLine;
using CarlemanCompiler.Cli.Commands;
using CarlemanCompiler.Cli.Models;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.Petsc;
using CarlemanCompiler.Readout;

namespace CarlemanCompiler.Cli;

/// <summary>The <c>carleman</c> tool: reads a model, calls the stages, prints what they found.</summary>
internal static class Program
{
    private const int InputError = 1;
    private const int UsageError = 2;

    /// <summary>Of the ranks that mpirun starts only the first speaks: they all find the same.</summary>
    public static int Main(string[] args)
    {
        if (PetscSession.LaunchRank is not null)
        {
            // Each rank writes to a terminal that mpirun made for it and reads; a console would greet that with control characters.
            Environment.SetEnvironmentVariable("TERM", null);
        }

        return Run(args, Console.Out, PetscSession.LaunchRank is null or 0 ? Console.Error : TextWriter.Null);
    }

    /// <summary>Runs one command line; results go to <paramref name="output"/>, errors and progress to <paramref name="error"/>.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Checks, linearizes, trains and exports gradient descent as a Carleman linear system and a quantum circuit; solves sparse systems.")
        {
            CheckCommand.Create(),
            LinearizeCommand.Create(),
            TrainCommand.Create(),
            ExportCommand.Create(),
            SolveCommand.Create(),
            EstimateCommand.Create(),
            ReportCommand.Create(),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
            {
                error.WriteLine(problem.Message);
            }

            var command = parsed.CommandResult.Command;
            error.WriteLine(command == root ? "Try: carleman --help" : $"Try: carleman {command.Name} --help");
            return UsageError;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (StoppedException stopped)
        {
            error.WriteLine(stopped.Message);
            return stopped.ExitCode;
        }
        catch (Exception problem)
            when (problem is InputException or SizeLimitException or ReadoutException or PetscException
                or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(problem.Message);
            return InputError;
        }
    }
}
