namespace CarlemanCompiler.Package.Tests;

/// <summary>
/// The three packages in a local feed, and a project made from the template in an empty folder outside the repository, built from them.
/// All of it is under one temporary folder, which is deleted afterwards; templates and restored packages of the machine are left alone.
/// </summary>
/// <remarks>
/// The packages are made of what is built already: other test projects run at the same time, and a second build would write the files
/// that they hold. What packing itself writes goes to the temporary folder too, or, for the tool inside the package, to a folder under
/// obj that nothing else uses. A version of its own keeps packages of an earlier run, wherever they are cached, out of the test.
/// </remarks>
public sealed class DeliveredProject : IDisposable
{
    /// <summary>No identifier of C#, so that the template has to make one of it.</summary>
    public const string Name = "seed-lab";

    private readonly string root = Directory.CreateTempSubdirectory("carleman-package-").FullName;

    public DeliveredProject()
    {
        Version = $"0.0.1-test.{DateTime.UtcNow.Ticks}";
        Folder = Path.Combine(root, "work", Name);
        Command = new Command(Folder, Path.Combine(root, "packages"));
        try
        {
            Make(new Command(Directory.CreateDirectory(Path.Combine(root, "work")).FullName, Path.Combine(root, "packages")));
            FirstBuild = Build();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Version { get; }

    /// <summary>Folder of the project.</summary>
    public string Folder { get; }

    /// <summary>What the first build printed.</summary>
    public string FirstBuild { get; }

    public string Feed => Path.Combine(root, "feed");

    public string ToolFolder => Path.Combine(root, "tool");

    public string Assembly => Path.Combine(Folder, "bin", "Debug", "net10.0", Name + ".dll");

    internal Command Command { get; }

    /// <summary>A package in the feed.</summary>
    public string Package(string id, string extension = "nupkg") => Path.Combine(Feed, $"{id}.{Version}.{extension}");

    /// <summary>A file of the report on the model.</summary>
    public string Report(string extension) =>
        Path.Combine(Folder, "obj", "Debug", "net10.0", "carleman", "seed_lab.Germination" + extension);

    /// <summary>Builds the project as a user does.</summary>
    public string Build(params string[] arguments) => Command.Dotnet(["build", "-nodeReuse:false", "-m:1", .. arguments]);

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>Packs, installs the template from the feed, and makes the project.</summary>
    private void Make(Command command)
    {
        string[] projects =
            ["src/CarlemanCompiler", "src/CarlemanCompiler.Petsc", "src/CarlemanCompiler.Cli", "templates/CarlemanCompiler.Templates"];
        foreach (string project in projects)
        {
            command.Dotnet(
                "pack",
                Path.Combine(BuildFacts.Repository, project),
                "-c",
                BuildFacts.Configuration,
                "--no-build",
                "-o",
                Feed,
                "-nodeReuse:false",
                $"-p:PackageVersion={Version}",
                $"-p:NuspecOutputPath={Path.Combine(root, "nuspec")}",
                $"-p:PublishDir={Path.Combine(root, "publish")}/");
        }

        // The machine's own sources stay; an exact version that the local feed has is not looked for in them. Dependencies are in the
        // machine's package folder.
        File.WriteAllText(Path.Combine(root, "work", "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed-here" value="{Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="this-machine" value="{BuildFacts.PackageFolder}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        string[] hive = ["--debug:custom-hive", Path.Combine(root, "templates")];
        command.Dotnet(["new", "install", Package("CarlemanCompiler.Templates"), .. hive]);
        command.Dotnet(["new", "carleman-model", "-n", Name, "--no-restore", .. hive]);
    }
}
