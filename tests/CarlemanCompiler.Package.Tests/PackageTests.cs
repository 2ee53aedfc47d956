using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace CarlemanCompiler.Package.Tests;

/// <summary>What a user gets: the packages, and a project of the template that builds, says what it has to say, and trains.</summary>
public sealed class PackageTests(DeliveredProject project) : IClassFixture<DeliveredProject>
{
    [Theory]
    [InlineData(
        "CarlemanCompiler",
        "lib/net10.0/CarlemanCompiler.dll lib/net10.0/CarlemanCompiler.xml "
        + "lib/net10.0/CarlemanCompiler.Core.dll lib/net10.0/CarlemanCompiler.Core.xml "
        + "analyzers/dotnet/cs/CarlemanCompiler.Generator.dll analyzers/dotnet/cs/CarlemanCompiler.CodeFixes.dll "
        + "analyzers/dotnet/cs/CarlemanCompiler.Core.dll analyzers/dotnet/cs/MathNet.Numerics.dll "
        + "build/CarlemanCompiler.props build/CarlemanCompiler.targets "
        + "buildTransitive/CarlemanCompiler.props buildTransitive/CarlemanCompiler.targets docs/circuit.schema.json "
        + "tools/carleman/carleman.dll tools/carleman/carleman.deps.json tools/carleman/carleman.runtimeconfig.json "
        + "tools/carleman/CarlemanCompiler.dll tools/carleman/CarlemanCompiler.Core.dll tools/carleman/CarlemanCompiler.Petsc.dll "
        + "tools/carleman/MathNet.Numerics.dll")]
    [InlineData("CarlemanCompiler.Petsc", "lib/net10.0/CarlemanCompiler.Petsc.dll lib/net10.0/CarlemanCompiler.Petsc.xml")]
    [InlineData(
        "CarlemanCompiler.Tool",
        "tools/net10.0/any/carleman.dll tools/net10.0/any/CarlemanCompiler.dll tools/net10.0/any/CarlemanCompiler.Core.dll "
        + "tools/net10.0/any/CarlemanCompiler.Petsc.dll tools/net10.0/any/DotnetToolSettings.xml")]
    [InlineData(
        "CarlemanCompiler.Templates",
        "content/carleman-model/.template.config/template.json content/carleman-model/.editorconfig "
        + "content/carleman-model/Carleman.1.csproj content/carleman-model/Germination.cs "
        + "content/carleman-model/Program.cs content/carleman-model/seeds.csv")]
    public void PackageHolds(string id, string files)
    {
        using var package = ZipFile.OpenRead(project.Package(id));
        string[] entries = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.All([.. files.Split(' '), "README.md", "LICENSE", "icon.png"], file => Assert.Contains(file, entries));
        Assert.Equal(entries.Length, entries.Distinct(StringComparer.OrdinalIgnoreCase).Count());

        var metadata = Nuspec(package).Elements().ToDictionary(element => element.Name.LocalName);
        Assert.Equal(id, metadata["id"].Value);
        Assert.Equal("MIT", metadata["license"].Value);
        Assert.Equal("README.md", metadata["readme"].Value);
        Assert.Equal("icon.png", metadata["icon"].Value);
        Assert.NotEmpty(metadata["description"].Value);
        Assert.NotEmpty(metadata["tags"].Value);
    }

    [Fact]
    public void RuntimeAndCoreAreOnePackageWithSymbols()
    {
        using var package = ZipFile.OpenRead(project.Package("CarlemanCompiler"));
        string[] dependencies = [.. Nuspec(package).Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value)];
        Assert.Contains("MathNet.Numerics", dependencies);
        Assert.DoesNotContain(dependencies, id => id.StartsWith("CarlemanCompiler", StringComparison.Ordinal));

        // Whatever the runtime needs and the package does not carry is a dependency of it, or a program would end at its first call.
        string[] carried = [.. package.Entries
            .Where(entry => entry.FullName.StartsWith("lib/net10.0/", StringComparison.Ordinal))
            .Select(entry => entry.Name)];
        using var tool = JsonDocument.Parse(Text(package, "tools/carleman/carleman.deps.json"));
        foreach (var library in tool.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject())
        {
            string name = library.Name[..library.Name.IndexOf('/', StringComparison.Ordinal)];
            if (name is "CarlemanCompiler" or "CarlemanCompiler.Core" && library.Value.TryGetProperty("dependencies", out var needed))
            {
                Assert.All(
                    needed.EnumerateObject().Select(entry => entry.Name),
                    need => Assert.True(dependencies.Contains(need) || carried.Contains(need + ".dll"), need));
            }
        }

        using var symbols = ZipFile.OpenRead(project.Package("CarlemanCompiler", "snupkg"));
        Assert.Equal(
            ["lib/net10.0/CarlemanCompiler.Core.pdb", "lib/net10.0/CarlemanCompiler.pdb"],
            symbols.Entries.Select(entry => entry.FullName)
                .Where(name => name.EndsWith(".pdb", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PetscNeedsTheRuntimeAndNothingElse()
    {
        using var package = ZipFile.OpenRead(project.Package("CarlemanCompiler.Petsc"));
        Assert.Equal(
            ["CarlemanCompiler"],
            Nuspec(package).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value));
    }

    [Fact]
    public void TheTemplateAsksForItsOwnVersion()
    {
        string text = File.ReadAllText(Path.Combine(project.Folder, DeliveredProject.Name + ".csproj"));
        Assert.Contains($"<PackageReference Include=\"CarlemanCompiler\" Version=\"{project.Version}\" />", text, StringComparison.Ordinal);
        Assert.Contains("namespace seed_lab;", File.ReadAllText(Path.Combine(project.Folder, "Germination.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void TheBuildSaysWhatItFound()
    {
        foreach (string id in new[] { "CARL301", "CARL302", "CARL303", "CARL304" })
        {
            Assert.Contains($"Germination.cs(7,29): warning {id}: ", project.FirstBuild, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("CARL801", project.FirstBuild, StringComparison.Ordinal);

        // CS8032, CS8033, CS8034: something in analyzers/dotnet/cs that the compiler cannot load, or in which it finds nothing.
        Assert.DoesNotContain("warning CS80", project.FirstBuild, StringComparison.Ordinal);
    }

    [Fact]
    public void TheReportIsWrittenOncePerChange()
    {
        using (var report = JsonDocument.Parse(File.ReadAllText(project.Report(".json"))))
        {
            Assert.Equal("seed_lab.Germination", report.RootElement.GetProperty("model").GetString());
            Assert.Equal(24, report.RootElement.GetProperty("samples").GetInt32());
            Assert.True(report.RootElement.GetProperty("circuit").GetProperty("gates").GetInt64() > 0);
        }

        Assert.Contains("base_profile", File.ReadAllText(project.Report(".ll")), StringComparison.Ordinal);
        Assert.StartsWith("OPENQASM 3", File.ReadAllText(project.Report(".qasm")), StringComparison.Ordinal);
        Assert.Contains(Path.GetDirectoryName(project.Report(".json"))!, project.FirstBuild, StringComparison.Ordinal);

        var written = File.GetLastWriteTimeUtc(project.Report(".json"));
        string second = project.Build("--no-restore");
        Assert.Equal(written, File.GetLastWriteTimeUtc(project.Report(".json")));
        Assert.True(File.Exists(project.Report(".ll")), second);
        Assert.DoesNotContain(Path.GetDirectoryName(project.Report(".json"))!, second, StringComparison.Ordinal);

        File.AppendAllText(Path.Combine(project.Folder, "seeds.csv"), "22,1\n");
        project.Build("--no-restore");
        using var renewed = JsonDocument.Parse(File.ReadAllText(project.Report(".json")));
        Assert.Equal(25, renewed.RootElement.GetProperty("samples").GetInt32());
    }

    [Fact]
    public void TheProgramTrains()
    {
        string output = project.Command.Dotnet(project.Assembly);
        var rows = output.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length == 5 && fields[0] is "start" or "descent" or "carleman" or "history")
            .ToDictionary(fields => fields[0], fields => Numbers(fields[1..]));
        var (weights, loss) = Descent();
        Assert.Equal(weights[0], rows["descent"][0], 6e-6);
        Assert.Equal(weights[1], rows["descent"][1], 6e-6);
        Assert.Equal(loss, rows["descent"][2], 6e-6);
        Assert.True(rows["descent"][2] < 0.8 * rows["start"][2], output);
        Assert.Equal(rows["carleman"], rows["history"]);
        Assert.InRange(rows["carleman"][3], 0, 0.05);
    }

    [Fact]
    public void TheToolChecksTheSameModel()
    {
        project.Command.Dotnet(
            "tool", "install", "CarlemanCompiler.Tool",
            "--version", project.Version, "--tool-path", project.ToolFolder, "--source", project.Feed);
        string model = $"{project.Assembly}:Germination";
        string data = Path.Combine(project.Folder, "bin", "Debug", "net10.0", "seeds.csv");
        string checkedModel = project.Command.Run(Path.Combine(project.ToolFolder, "carleman"), "check", model, "--data", data, "--json");
        Assert.Equal(File.ReadAllText(project.Report(".json")), checkedModel);
    }

    /// <summary>The template's descent by hand, on its data as they lie beside the program.</summary>
    private (double[] Weights, double Loss) Descent()
    {
        double[][] samples = [.. File.ReadLines(Path.Combine(Path.GetDirectoryName(project.Assembly)!, "seeds.csv"))
            .Where(line => line.Length > 0 && (char.IsDigit(line[0]) || line[0] == '-'))
            .Select(line => Numbers(line.Split(',')))];
        double[] w = [0, 0];
        for (int t = 0; t < 6; t++)
        {
            double[] gradient = [0, 0];
            foreach (double[] sample in samples)
            {
                double x = (sample[0] - 14) / 4;
                double score = w[0] + w[1] * x;
                double slope = 2 * (score - Math.Pow(score, 3) / 12 - sample[1]) * (1 - score * score / 4) / samples.Length;
                gradient = [gradient[0] + slope, gradient[1] + slope * x];
            }

            w = [w[0] - 0.1 * gradient[0], w[1] - 0.1 * gradient[1]];
        }

        return (w, samples.Average(sample =>
        {
            double score = w[0] + w[1] * (sample[0] - 14) / 4;
            return Math.Pow(score - Math.Pow(score, 3) / 12 - sample[1], 2);
        }));
    }

    private static double[] Numbers(IEnumerable<string> fields) =>
        [.. fields.Select(field => double.Parse(field, CultureInfo.InvariantCulture))];

    private static XElement Nuspec(ZipArchive package)
    {
        string name = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).FullName;
        return XDocument.Parse(Text(package, name)).Root!.Elements().Single();
    }

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
