using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CarlemanCompiler.Generator.Diagnostics;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>Every id has a descriptor, a release row, a docs page with a help link to it, a row in their index, and a test.</summary>
public sealed partial class DescriptorTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    public static TheoryData<string> Ids => new(Descriptors.All.Select(d => d.Id));

    [Fact]
    public void IdsAreDistinctAndTheTableIsComplete()
    {
        Assert.Equal(Descriptors.All.Count, Descriptors.All.Select(d => d.Id).Distinct().Count());
        string table = File.ReadAllText(Path.Combine(Root, "generators", "CarlemanCompiler.Generator", "Diagnostics", "Descriptors.cs"));
        Assert.Equal(Id().Matches(table).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal), Descriptors.All.Select(d =>
            d.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryIdIsDocumentedReleasedAndTested(string id)
    {
        var descriptor = Descriptors.ById(id);
        Assert.Equal($"{Descriptors.HelpRoot}{id}.md", descriptor.HelpLinkUri);
        string title = descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture);

        string page = File.ReadAllText(Path.Combine(Root, "docs", "diagnostics", id + ".md"));
        Assert.StartsWith($"# {id}: {title}\n", page, StringComparison.Ordinal);
        Assert.All(["## Cause", "## Example", "## Fix"], part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.Contains(descriptor.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), page,
            StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) |", File.ReadAllText(Path.Combine(Root, "docs", "diagnostics", "README.md")),
            StringComparison.Ordinal);

        string releases = Path.Combine(Root, "generators", "CarlemanCompiler.Generator", "AnalyzerReleases.");
        Assert.Single(File.ReadLines(releases + "Shipped.md").Concat(File.ReadLines(releases + "Unshipped.md")), row =>
            row.StartsWith(id + " | ", StringComparison.Ordinal));

        Assert.True(
            Directory.GetFiles(Here(), "*Tests.cs").Where(file => Path.GetFileName(file) != "DescriptorTests.cs")
                .Any(file => File.ReadAllText(file).Contains($"\"{id}\"", StringComparison.Ordinal))
            || Conformance.ConformanceProgram.All.Any(program => program.Diagnostics.Any(d => d.Id == id)));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex("CARL\\d{3}")]
    private static partial Regex Id();
}
