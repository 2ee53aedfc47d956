using System.Reflection;
using System.Runtime.Loader;
using CarlemanCompiler.Data;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Models;

/// <summary>Reads a model that the generator compiled into an assembly: <c>Some.dll:ModelClass</c>, data from a CSV.</summary>
internal static class AssemblyModel
{
    public static (string Name, TrainingProblem Problem) Read(string path, string className, string? dataFile)
    {
        var type = FindModel(Load(path), path, className);
        var property = type.GetProperty("Model", BindingFlags.Public | BindingFlags.Static)!;
        CompiledModel model;
        try
        {
            model = (CompiledModel)property.GetValue(null)!;
        }
        catch (TargetInvocationException error)
        {
            throw new InputException($"{path}, class '{className}': {error.InnerException?.Message}", error);
        }

        return (type.Name, TrainingProblem.From(model, Samples(model, path, dataFile)));
    }

    private static ReadOnlySpan<double> Samples(CompiledModel model, string path, string? dataFile)
    {
        if (model.Columns.IsEmpty)
        {
            return dataFile is null ? [] : throw new InputException($"{path}, class '{model.Name}': the model has no data; leave --data out.");
        }

        string? beside = model.DataFile is null ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, model.DataFile);
        string file = dataFile ?? (File.Exists(beside) ? beside : throw new InputException(
            $"{path}, class '{model.Name}': the model needs data with the columns {string.Join(", ", model.Columns)}; give --data FILE.csv."));
        try
        {
            return SampleTable.Parse(File.ReadAllText(file), file, model.Columns).Values;
        }
        catch (DataFormatException error)
        {
            throw new InputException(error.Message, error);
        }
    }

    private static Assembly Load(string path)
    {
        try
        {
            return new ModelLoadContext(Path.GetFullPath(path)).LoadFromAssemblyPath(Path.GetFullPath(path));
        }
        catch (BadImageFormatException error)
        {
            throw new InputException($"{path}: not a .NET assembly.", error);
        }
    }

    private static Type FindModel(Assembly assembly, string path, string className)
    {
        Type[] types;
        try
        {
            types = assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException error)
        {
            throw new InputException($"{path}: {error.LoaderExceptions.FirstOrDefault()?.Message}", error);
        }

        var models = types
            .Where(type => type.GetProperty("Model", BindingFlags.Public | BindingFlags.Static)?.PropertyType == typeof(CompiledModel))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .ToArray();
        var found = models.Where(type => type.FullName == className || type.Name == className).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 when models.Length == 0 => throw new InputException(
                $"{path}: the assembly holds no compiled model. Was it built with the CarlemanCompiler generator?"),
            0 => throw new InputException($"{path}: no model '{className}'; the assembly holds {string.Join(", ", models.Select(m => m.FullName))}."),
            _ => throw new InputException($"{path}: '{className}' is ambiguous; give one of {string.Join(", ", found.Select(m => m.FullName))}."),
        };
    }

    /// <summary>Loads a model's own dependencies from beside it, and the types it shares with this tool from this tool.</summary>
    private sealed class ModelLoadContext(string path) : AssemblyLoadContext(Path.GetFileName(path))
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        protected override Assembly? Load(AssemblyName name)
        {
            if (Default.Assemblies.Any(a => a.GetName().Name == name.Name) || name.Name!.StartsWith("CarlemanCompiler", StringComparison.Ordinal))
            {
                return null;
            }

            return resolver.ResolveAssemblyToPath(name) is { } file ? LoadFromAssemblyPath(file) : null;
        }
    }
}
