using System.CommandLine;
using CarlemanCompiler.Cli.Models;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.Export;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>
/// <c>carleman export</c>: the HHL circuit of a model or of A x = b in one of the <see cref="CircuitFormat"/>s, or a model's linear system as Matrix Market files.
/// </summary>
internal static class ExportCommand
{
    private const string Matrices = "matrixmarket";

    public static Command Create()
    {
        var command = new Command("export", "Write the circuit (qir, openqasm, json, svg, text, …) or the matrices A, b, M, r (matrixmarket).");
        var model = new ModelOptions(command);
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

        var matrix = new MatrixOptions(command, model);
        command.SetAction(parsed =>
        {
            string target = parsed.GetRequiredValue(path);
            string name = parsed.GetRequiredValue(format);
            Exported document;
            if (matrix.File(parsed) is { } file)
            {
                if (name == Matrices)
                {
                    throw new InputException($"{file} is a matrix already; --format {Matrices} writes those of a model.");
                }

                var (a, b) = matrix.Read(parsed);
                document = Output.Progress.Show($"exporting {file}", () => WriteSystem(a, b, parsed.GetValue(clock), target, name));
            }
            else
            {
                var (modelName, problem) = model.Bind(parsed);
                document = Output.Progress.Show(
                    $"exporting {modelName}",
                    () => name == Matrices ? WriteMatrices(problem, target) : WriteCircuit(problem, parsed.GetValue(clock), target, name));
            }

            if (model.Json(parsed))
            {
                JsonOutput.Write(parsed.InvocationConfiguration.Output, document);
            }
            else
            {
                foreach (string written in document.Files)
                {
                    parsed.InvocationConfiguration.Output.WriteLine($"Wrote {written}.");
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

    private static Exported WriteCircuit(TrainingProblem problem, int? clock, string file, string format)
    {
        var history = problem.Stack();
        var circuit = new HhlEngine { ClockQubits = clock }.Compile(history).Circuit;
        AtomicFile.Write(file, writer => CircuitFormat.Write(format, circuit, writer));
        return new Exported([file], history.Map.Dimension, circuit.QubitCount, circuit.Root.Cost.Gates, circuit.Root.Cost.Depth);
    }

    private static Exported WriteSystem(SparseMatrix a, double[] b, int? clock, string file, string format)
    {
        var circuit = HhlSystem.Prepare(a, b, clockQubits: clock).Circuit;
        AtomicFile.Write(file, writer => CircuitFormat.Write(format, circuit, writer));
        return new Exported([file], a.RowCount, circuit.QubitCount, circuit.Root.Cost.Gates, circuit.Root.Cost.Depth);
    }

    private sealed record Exported(string[] Files, int Dimension, int? Qubits, long? Gates, long? Depth);
}
