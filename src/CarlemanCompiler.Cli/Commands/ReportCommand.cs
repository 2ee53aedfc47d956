using System.CommandLine;
using CarlemanCompiler.Cli.Models;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>
/// <c>carleman report</c>: for every model of an assembly the document of <c>carleman check --json</c>, and its circuit as QIR and
/// OpenQASM. The build calls it where a project sets <c>CarlemanCompilerReport</c>; so a model that cannot be reported on is a warning of
/// the build, not its end.
/// </summary>
internal static class ReportCommand
{
    /// <summary>Id of the warning, for NoWarn; its page is docs/diagnostics/CARL801.md.</summary>
    public const string WarningId = "CARL801";

    private static readonly string[] CircuitExtensions = [".ll", ".qasm"];

    public static Command Create()
    {
        var command = new Command("report", "Write a JSON report and the circuit (.ll, .qasm) of every model in an assembly.");
        var assembly = new Argument<string>("ASSEMBLY") { Description = "A .dll with generated models." };
        var folder = new Option<string>("-o", "--output") { Description = "Folder for the files.", Required = true, HelpName = "DIR" };
        var data = new Option<string[]>("--data")
        {
            Description = "CSVs; each model takes the one that its attribute names.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        var budget = new Option<int?>("--budget") { Description = "Memory that a model may take, in MiB.", HelpName = "MIB" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document and nothing else on standard output." };
        ModelOptions.AtLeast(budget, 1);
        command.Add(assembly);
        foreach (var option in new Option[] { folder, data, budget, json })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(assembly);
            if (!File.Exists(path))
            {
                throw new InputException($"{path}: no such file.");
            }

            var written = new List<Written>();
            foreach (var model in ModelAssembly.Open(path).Models)
            {
                var files = Report(model, path, parsed.GetValue(data) ?? [], parsed.GetValue(budget), parsed.GetRequiredValue(folder));
                if (files.NoReport is { } reason)
                {
                    parsed.InvocationConfiguration.Error.WriteLine(Warning(path, files.Model, reason));
                }

                written.Add(files);
            }

            Print(parsed.InvocationConfiguration.Output, path, written, parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static Written Report(Type type, string path, string[] dataFiles, int? mebibytes, string folder)
    {
        string name = ModelAssembly.NameOf(type);
        var files = new List<string>();
        CompiledModel? compiled = null;
        ModelCheck check;
        try
        {
            compiled = ModelAssembly.Compiled(type);
            var model = AssemblyModel.Read(path, type, compiled, dataFiles);
            check = ModelCheck.Of(mebibytes is not { } limit ? model : model with
            {
                Problem = model.Problem with { MemoryBudget = (long)limit << 20 },
            });
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Whatever is wrong with one model, the others are reported on, and the program that was built runs.
            Put(".json", writer => JsonOutput.Write(writer, CheckDocument.Without(name, compiled, problem.Message)));
            return Done(problem.Message);
        }

        Put(".json", writer => JsonOutput.Write(writer, CheckDocument.Of(check)));
        if (check.Program is { } program)
        {
            Put(".ll", writer => QirWriter.Write(program.Circuit, writer));
            Put(".qasm", writer => OpenQasmWriter.Write(program.Circuit, writer));
        }

        return Done(null);

        void Put(string extension, Action<TextWriter> write)
        {
            string file = Path.Combine(folder, name + extension);
            AtomicFile.Write(file, write);
            files.Add(file);
        }

        // What an earlier report left and this one has not: a circuit that no longer fits must not lie beside the report that says so.
        Written Done(string? reason)
        {
            foreach (string file in CircuitExtensions.Select(extension => Path.Combine(folder, name + extension)).Except(files))
            {
                File.Delete(file);
            }

            return new Written(name, [.. files], reason);
        }
    }

    /// <summary>A line that MSBuild shows as a warning of the build.</summary>
    private static string Warning(string path, string model, string reason) =>
        $"{path} : warning {WarningId}: No report of '{model}': {reason.ReplaceLineEndings(" ")}";

    private static void Print(TextWriter output, string path, List<Written> written, bool json)
    {
        if (json)
        {
            JsonOutput.Write(output, new { Assembly = path, Models = written });
            return;
        }

        foreach (string file in written.SelectMany(model => model.Files))
        {
            output.WriteLine($"Wrote {file}.");
        }

        if (written.Count == 0)
        {
            output.WriteLine($"{path} holds no compiled model.");
        }
    }

    private sealed record Written(string Model, string[] Files, string? NoReport);
}
