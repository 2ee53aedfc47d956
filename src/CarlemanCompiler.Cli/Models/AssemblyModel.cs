using CarlemanCompiler.Data;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Models;

/// <summary>A model that the generator compiled into an assembly, <c>Some.dll:ModelClass</c>, with its data from a CSV.</summary>
internal static class AssemblyModel
{
    /// <summary>The model of a name, on the data of a file or of the CSV that lies beside the assembly.</summary>
    public static LoadedModel Read(string path, string className, string? dataFile)
    {
        var type = ModelAssembly.Open(path).Find(className);
        string name = ModelAssembly.NameOf(type);
        CompiledModel model;
        try
        {
            model = ModelAssembly.Compiled(type);
        }
        catch (InputException error)
        {
            throw Wrong(error.Message, error);
        }

        if (model.Columns.IsEmpty)
        {
            return dataFile is null ? Load(name, model) : throw Wrong("the model has no data; leave --data out.");
        }

        return Load(name, model, dataFile ?? Beside(path, model) ?? throw Wrong(
            $"the model needs data with the columns {string.Join(", ", model.Columns)}; give --data FILE.csv."));

        InputException Wrong(string reason, Exception? inner = null) => new($"{path}, class '{name}': {reason}", inner);
    }

    /// <summary>A model of an assembly, on the one of the given files that it names, or on the CSV that lies beside the assembly.</summary>
    public static LoadedModel Read(string path, Type type, CompiledModel model, IReadOnlyList<string> dataFiles)
    {
        string name = ModelAssembly.NameOf(type);
        if (model.Columns.IsEmpty)
        {
            return Load(name, model);
        }

        string columns = string.Join(", ", model.Columns);
        if (model.DataFile is not { } wanted)
        {
            throw new InputException(
                $"the model needs data with the columns {columns} and names no file; set Data = \"FILE.csv\" in [CarlemanModel]");
        }

        string[] found = [.. dataFiles.Where(file => DataFileName.Matches(file, wanted))];
        return found.Length switch
        {
            1 => Load(name, model, found[0]),
            0 => Load(name, model, Beside(path, model) ?? throw new InputException(
                $"'{wanted}' with the columns {columns} is not among the data files; "
                + "add it to the project's AdditionalFiles, or give --data")),
            _ => throw new InputException(
                $"{found.Length} data files end in '{wanted}': {string.Join(", ", found)}; name more of the folders"),
        };
    }

    private static string? Beside(string path, CompiledModel model)
    {
        string? file = model.DataFile is null ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, model.DataFile);
        return File.Exists(file) ? file : null;
    }

    private static LoadedModel Load(string name, CompiledModel model) =>
        new(name, TrainingProblem.From(model, [])) { DataFile = model.DataFile };

    private static LoadedModel Load(string name, CompiledModel model, string file)
    {
        try
        {
            var samples = SampleTable.Parse(File.ReadAllText(file), file, model.Columns);
            return new LoadedModel(name, TrainingProblem.From(model, samples.Values))
            {
                Columns = model.Columns,
                DataFile = model.DataFile,
                Samples = samples.Count,
            };
        }
        catch (DataFormatException error)
        {
            throw new InputException(error.Message, error);
        }
    }
}
