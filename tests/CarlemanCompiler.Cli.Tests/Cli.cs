using System.Text.Json;

namespace CarlemanCompiler.Cli.Tests;

/// <summary>Runs the tool in this process.</summary>
internal static class Cli
{
    public static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int code = Program.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    public static JsonElement Json(params string[] arguments)
    {
        var (code, output, error) = Run([.. arguments, "--json"]);
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output).RootElement;
    }

    public static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json");
}

/// <summary>A folder that is gone when the test is.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("carleman-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string[] Names() => [.. Directory.GetFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
