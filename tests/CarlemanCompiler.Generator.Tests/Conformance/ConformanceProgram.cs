using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CarlemanCompiler.Generator.Tests.Conformance;

/// <summary>
/// One file of the suite: a model of which a header says what it shows and what the compiler makes of it. The header is a title in one or
/// more comment lines, followed by one or more of
/// <code>
/// // L = 2*w[0] + w[1]                        the polynomial, term by term (longer ones go on in lines that are indented)
/// // degree 12                                its degree, where the coefficients are those of an approximation
/// // degree 5, within 0.05                    the same, and how near the method and the polynomial are
/// // CARL102 at "w[0] > 0": part of message   an error or a CARL108 at this text (anywhere where it is empty)
/// </code>
/// </summary>
/// <param name="Topic">The folder, as "errors/indices".</param>
/// <param name="Path">The file in the suite's folder.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Header">The lines behind the title, without their comment marks.</param>
/// <param name="Source">The model, behind the header.</param>
/// <param name="Text">The whole file.</param>
internal sealed partial record ConformanceProgram(
    string Topic, string Path, string Title, IReadOnlyList<string> Header, string Source, string Text)
{
    /// <summary>The suite, in the order of its files.</summary>
    public static IReadOnlyList<ConformanceProgram> All { get; } =
    [
        .. Directory.EnumerateFiles(Folder(), "*.cs", SearchOption.AllDirectories)
            .Where(file => System.IO.Path.GetDirectoryName(file) != Folder())
            .Select(file => System.IO.Path.GetRelativePath(Folder(), file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>The expected polynomial; null where it is not said.</summary>
    public string? Polynomial => Header.FirstOrDefault(line => line.StartsWith("L = ", StringComparison.Ordinal))?[4..];

    /// <summary>The expected degree; null where it is not said.</summary>
    public int? Degree => DegreeGroup(1) is { } degree ? int.Parse(degree, CultureInfo.InvariantCulture) : null;

    /// <summary>How far the method may be from the polynomial; 0 where they are the same.</summary>
    public double Distance => DegreeGroup(2) is { } distance ? double.Parse(distance, CultureInfo.InvariantCulture) : 0;

    /// <summary>The expected diagnostics: id, source text, and a part of the message.</summary>
    public IEnumerable<(string Id, string Spot, string Message)> Diagnostics => Header
        .Select(line => DiagnosticLine().Match(line))
        .Where(match => match.Success)
        .Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value));

    /// <summary>Whether the model is compiled.</summary>
    public bool IsAccepted => Polynomial is not null || Degree is not null;

    /// <summary>The model's class.</summary>
    public string ClassName => ModelClass().Match(Source).Groups[1].Value;

    /// <summary>Where the suite lies.</summary>
    public static string Folder([CallerFilePath] string here = "") => System.IO.Path.GetDirectoryName(here)!;

    public override string ToString() => Path;

    private static ConformanceProgram Read(string path)
    {
        string text = File.ReadAllText(System.IO.Path.Combine(Folder(), path));
        var lines = text.Split('\n');
        var comments = lines.TakeWhile(line => line.StartsWith("// ", StringComparison.Ordinal)).Select(line => line[3..]).ToList();
        int title = comments.FindIndex(line => Expectation().IsMatch(line));
        Assert.True(title > 0, $"{path} has no header: a title and what is expected, in comments.");
        var header = new List<string>();
        foreach (string line in comments.Skip(title))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                header[^1] += " " + line.Trim();
            }
            else
            {
                Assert.Matches(Expectation(), line);
                header.Add(line);
            }
        }

        return new ConformanceProgram(
            System.IO.Path.GetDirectoryName(path)!.Replace('\\', '/'), path, string.Join(" ", comments.Take(title)), header,
            string.Join("\n", lines.Skip(comments.Count)), text);
    }

    private string? DegreeGroup(int group) => Header
        .Select(line => DegreeLine().Match(line))
        .Where(match => match.Groups[group].Success)
        .Select(match => match.Groups[group].Value)
        .FirstOrDefault();

    [GeneratedRegex("^(L = |degree \\d|CARL\\d{3} at )")]
    private static partial Regex Expectation();

    [GeneratedRegex("^degree (\\d+)(?:, within ([\\d.]+))?$")]
    private static partial Regex DegreeLine();

    [GeneratedRegex("^(CARL\\d{3}) at \"(.*?)\"(?:: (.*))?$")]
    private static partial Regex DiagnosticLine();

    [GeneratedRegex("\\[CarlemanModel[^{]*?partial (?:class|record struct|record|struct|interface) (\\w+)", RegexOptions.Singleline)]
    private static partial Regex ModelClass();
}
