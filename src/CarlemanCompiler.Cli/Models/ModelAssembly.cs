using System.Reflection;
using System.Runtime.Loader;

namespace CarlemanCompiler.Cli.Models;

/// <summary>An assembly with models that the generator compiled: classes with a static property <c>Model</c>.</summary>
internal sealed class ModelAssembly
{
    private readonly string path;

    private ModelAssembly(string path, Type[] models)
    {
        this.path = path;
        Models = models;
    }

    /// <summary>The classes, ordered by name.</summary>
    public IReadOnlyList<Type> Models { get; }

    /// <summary>Loads an assembly and looks for its models.</summary>
    /// <exception cref="InputException">It is no assembly, or nothing of it can be loaded.</exception>
    public static ModelAssembly Open(string path)
    {
        string full = Path.GetFullPath(path);
        Type[] types;
        try
        {
            types = new ModelLoadContext(full).LoadFromAssemblyPath(full).GetTypes();
        }
        catch (BadImageFormatException error)
        {
            throw new InputException($"{path}: not a .NET assembly.", error);
        }
        catch (ReflectionTypeLoadException error)
        {
            // A library's packages do not lie beside it: types that are built on them do not load, models need nothing of them.
            types = [.. error.Types.OfType<Type>()];
            if (types.Length == 0)
            {
                throw new InputException($"{path}: {error.LoaderExceptions.FirstOrDefault()?.Message}", error);
            }
        }

        return new ModelAssembly(path, [.. types.Where(IsModel).OrderBy(NameOf, StringComparer.Ordinal)]);
    }

    /// <summary>Full name of a class as C# writes it.</summary>
    public static string NameOf(Type model) => model.FullName!.Replace('+', '.');

    /// <summary>The class of a name, with or without its namespace.</summary>
    /// <exception cref="InputException">There is none, or there are several.</exception>
    public Type Find(string className)
    {
        var found = Models.Where(type => NameOf(type) == className || type.FullName == className || type.Name == className).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 when Models.Count == 0 => throw new InputException(
                $"{path}: the assembly holds no compiled model. Was it built with the CarlemanCompiler generator?"),
            0 => throw new InputException(
                $"{path}: no model '{className}'; the assembly holds {string.Join(", ", Models.Select(NameOf))}."),
            _ => throw new InputException($"{path}: '{className}' is ambiguous; give one of {string.Join(", ", found.Select(NameOf))}."),
        };
    }

    /// <summary>The compiled model of a class.</summary>
    /// <exception cref="InputException">The generator could not compile it, or its initializer fails.</exception>
    public static CompiledModel Compiled(Type model)
    {
        try
        {
            return (CompiledModel)ModelProperty(model)!.GetValue(null)!;
        }
        catch (TargetInvocationException error)
        {
            throw new InputException(error.GetBaseException().Message, error);
        }
    }

    private static bool IsModel(Type type)
    {
        try
        {
            return ModelProperty(type)?.PropertyType == typeof(CompiledModel);
        }
        catch (Exception error) when (error is IOException or TypeLoadException or AmbiguousMatchException)
        {
            // The property's type does not load, or 'Model' means several things: no model of ours.
            return false;
        }
    }

    private static PropertyInfo? ModelProperty(Type type) => type.GetProperty("Model", BindingFlags.Public | BindingFlags.Static);

    /// <summary>Loads a model's own dependencies from beside it, and the types it shares with this tool from this tool.</summary>
    private sealed class ModelLoadContext(string path) : AssemblyLoadContext(Path.GetFileName(path))
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        protected override Assembly? Load(AssemblyName name)
        {
            if (name.Name is "CarlemanCompiler" or "CarlemanCompiler.Core" || Default.Assemblies.Any(a => a.GetName().Name == name.Name))
            {
                return null;
            }

            return resolver.ResolveAssemblyToPath(name) is { } file ? LoadFromAssemblyPath(file) : null;
        }
    }
}
