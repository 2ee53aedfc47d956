using System.CommandLine;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Cli.Models;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.Export;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>
/// <c>carleman export</c>: the HHL circuit of a model or of a system A x = b in one of the <see cref="CircuitFormat"/>s, or the linear
/// system of a model as Matrix Market files.
/// </summary>
internal static class ExportCommand
{
    private const string Matrices = "matrixmarket";

    public static Command Create()
    {
        var command = new Command("export", "Write the circuit (qir, openqasm, json, svg, text, …) or the matrices A, b, M, r (matrixmarket).");
        var model = new ModelOptions(command);
        var vector = new Argument<string?>("B")
        {
            Description = "With a matrix A.mtx in place of MODEL: the right-hand side of A x = b, whose circuit is written.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Add(vector);
        var format = new Option<string>("--format") { Description = "What to write.", Required = true };
        format.AcceptOnlyFromAmong([.. CircuitFormat.Names, Matrices]);
        var path = new Option<string>("-o", "--output") { Description = "File; a folder for matrixmarket.", Required = true, HelpName = "PATH" };
        var clock = new Option<int?>("--clock")
        {
            Description = "Clock qubits of the phase estimation (chosen from the condition number by default).",
            HelpName = "M",
        };
        ModelOptions.AtLeast(clock, 1);
        foreach (var option in new Option[] { format, path, clock })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            string target = parsed.GetRequiredValue(path);
            string kind = parsed.GetRequiredValue(format);
            string source = model.Name(parsed) ?? "";
            bool isSystem = source.EndsWith(".mtx", StringComparison.OrdinalIgnoreCase);
            if (isSystem != parsed.GetValue(vector) is not null || (isSystem && kind == Matrices))
            {
                throw new InputException(
                    $"{source}: a matrix A.mtx takes its right-hand side b.mtx after it and is written as a circuit; a model takes neither.");
            }

            var document = Output.Progress.Show($"exporting {source}", () =>
            {
                if (isSystem)
                {
                    return WriteSystem(source, parsed.GetValue(vector)!, model.Tolerance(parsed), parsed.GetValue(clock), target, kind);
                }

                var problem = model.Bind(parsed).Problem;
                return kind == Matrices ? WriteMatrices(problem, target) : WriteCircuit(problem, parsed.GetValue(clock), target, kind);
            });
            if (model.Json(parsed))
            {
                JsonOutput.Write(parsed.InvocationConfiguration.Output, document);
            }
            else
            {
                foreach (string file in document.Files)
                {
                    parsed.InvocationConfiguration.Output.WriteLine($"Wrote {file}.");
                }
            }

            return 0;
        });
        return command;
    }

    private static Exported WriteMatrices(TrainingProblem problem, string folder)
    {
        var history = problem.Stack();
        var map = history.Map;
        var files = new (string Name, Action<TextWriter> Write)[]
        {
            ("A.mtx", writer => MatrixMarketWriter.Write(map.Increment, writer)),
            ("b.mtx", writer => MatrixMarketWriter.Write(map.Constant, writer)),
            ("M.mtx", writer => MatrixMarketWriter.Write(history.Matrix, writer)),
            ("r.mtx", writer => MatrixMarketWriter.Write(history.RightHandSide, writer)),
        };
        foreach (var (file, write) in files)
        {
            AtomicFile.Write(Path.Combine(folder, file), write);
        }

        return new Exported([.. files.Select(f => Path.Combine(folder, f.Name))], map.Dimension, null, null, null);
    }

    private static Exported WriteSystem(string matrixFile, string vectorFile, double? tolerance, int? clock, string file, string format)
    {
        var (a, b) = SolveCommand.Read(matrixFile, vectorFile);
        Circuit circuit;
        try
        {
            circuit = HhlSystem.Prepare(a, b, tolerance ?? HhlSystem.DefaultTolerance, clockQubits: clock).Circuit;
        }
        catch (Exception error) when (error is SolutionRefusedException or ArgumentException)
        {
            throw new InputException($"{matrixFile}: {error.Message}", error);
        }

        return Write(circuit, a.RowCount, file, format);
    }

    private static Exported WriteCircuit(TrainingProblem problem, int? clock, string file, string format)
    {
        var history = problem.Stack();
        var circuit = new HhlEngine { ClockQubits = clock }.Compile(history).Circuit;
        return Write(circuit, history.Map.Dimension, file, format);
    }

    private static Exported Write(Circuit circuit, int dimension, string file, string format)
    {
        AtomicFile.Write(file, writer => CircuitFormat.Write(format, circuit, writer));
        return new Exported([file], dimension, circuit.QubitCount, circuit.Root.Cost.Gates, circuit.Root.Cost.Depth);
    }

    private sealed record Exported(string[] Files, int Dimension, int? Qubits, long? Gates, long? Depth);
}
