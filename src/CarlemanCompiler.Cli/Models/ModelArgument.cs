namespace CarlemanCompiler.Cli.Models;

/// <summary>The MODEL argument of every command: <c>Some.dll:ModelClass</c> or a <c>.json</c> file.</summary>
internal static class ModelArgument
{
    public static LoadedModel Load(string argument, string? dataFile)
    {
        int separator = argument.LastIndexOf(".dll:", StringComparison.OrdinalIgnoreCase);
        string path = separator < 0 ? argument : argument[..(separator + 4)];
        if (separator < 0 && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException($"{argument}: a model is Some.dll:ModelClass or a .json file.");
        }

        if (!File.Exists(path))
        {
            throw new InputException($"{path}: no such file.");
        }

        if (separator >= 0)
        {
            return AssemblyModel.Read(path, argument[(separator + 5)..], dataFile);
        }

        return dataFile is null ? JsonModel.Read(path) : throw new InputException($"{path}: a JSON model carries all that it needs; leave --data out.");
    }
}
