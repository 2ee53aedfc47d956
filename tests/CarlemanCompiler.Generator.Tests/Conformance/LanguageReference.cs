using System.Text;
using System.Text.RegularExpressions;

namespace CarlemanCompiler.Generator.Tests.Conformance;

/// <summary>docs/language.md: the prose of language.md beside this file, with the programs of the suite in the place of their topics.</summary>
internal static partial class LanguageReference
{
    /// <summary>The whole document.</summary>
    public static string Text { get; } = Topic().Replace(Template, match => Section(match.Groups[1].Value));

    /// <summary>The topics that the prose has a place for.</summary>
    public static IEnumerable<string> Topics => Topic().Matches(Template).Select(match => match.Groups[1].Value);

    private static string Template => File.ReadAllText(Path.Combine(ConformanceProgram.Folder(), "language.md"));

    private static string Section(string topic)
    {
        var programs = ConformanceProgram.All.Where(p => p.Topic == topic).ToList();
        return topic.StartsWith("errors/", StringComparison.Ordinal)
            ? Table(programs)
            : string.Join("\n\n", programs.Select(Example));
    }

    private static string Example(ConformanceProgram program) => $"{Escaped(program.Title)}\n\n```csharp\n{Code(program)}\n\n{Outcome(program)}\n```";

    /// <summary>The polynomial as the header has it, its lines kept.</summary>
    private static string Outcome(ConformanceProgram program)
    {
        if (program.Polynomial is not null)
        {
            var lines = program.Text.Split('\n').SkipWhile(line => !line.StartsWith("// L = ", StringComparison.Ordinal)).ToList();
            return string.Join("\n", lines.Take(1).Concat(lines.Skip(1).TakeWhile(line => line.StartsWith("//    ", StringComparison.Ordinal))));
        }

        return program.Degree is null
            ? string.Join("\n", program.Diagnostics.Select(d => $"// {d.Id}: {d.Message}"))
            : $"// L is a polynomial of degree {program.Degree}" + (program.Distance == 0 ? "" : $", within {program.Distance} of the method");
    }

    /// <summary>As much of a program as a reader needs: the body of a plain loss, the members of a plain class, or all of it.</summary>
    private static string Code(ConformanceProgram program)
    {
        string source = Usings().Replace(program.Source, "").Trim();
        if (PlainClass().Match(source) is not { Success: true } plain)
        {
            return source;
        }

        string members = Dedented(plain.Groups[1].Value);
        return PlainLoss().Match(members) is not { Success: true } loss ? members
            : loss.Groups[1].Success ? $"return {loss.Groups[1].Value.Trim()}"
            : Dedented(loss.Groups[2].Value);
    }

    private static string Table(IEnumerable<ConformanceProgram> programs)
    {
        var table = new StringBuilder("| | marked | said |\n| --- | --- | --- |");
        foreach (var program in programs)
        {
            string title = Escaped(program.Title.TrimEnd('.'));
            foreach (var finding in ConformanceRun.Instance.Value.FindingsOf(program))
            {
                string spot = WhiteSpace().Replace(GeneratorRun.Spot(finding), " ");
                table.Append($"\n| {title} | {Code(spot)} | [{finding.Id}](diagnostics/{finding.Id}.md): {Escaped(finding.GetMessage(null))} |");
                title = "";
            }
        }

        return table.ToString();
    }

    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    /// <summary>Text that Markdown leaves alone.</summary>
    private static string Escaped(string text) => Special().Replace(text, "\\$0");

    private static string Dedented(string text)
    {
        var lines = text.Trim('\n').Split('\n');
        int margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join("\n", lines.Select(line => line.Length == 0 ? line : line[margin..])).TrimEnd();
    }

    [GeneratedRegex("\\{\\{([\\w/-]+)\\}\\}")]
    private static partial Regex Topic();

    [GeneratedRegex("^using [^;]+;\n", RegexOptions.Multiline)]
    private static partial Regex Usings();

    [GeneratedRegex("^\\[CarlemanModel\\]\npublic static partial class \\w+\n\\{\n(.*?)\n\\}$", RegexOptions.Singleline)]
    private static partial Regex PlainClass();

    [GeneratedRegex(
        "^\\[Loss\\]\npublic static double Loss\\(\\[Weights\\(\\d\\)\\] ReadOnlySpan<double> w\\)(?: =>\\s+(.*;)|\n\\{\n(.*?)\n\\})$",
        RegexOptions.Singleline)]
    private static partial Regex PlainLoss();

    [GeneratedRegex("\\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex("[\\\\`*_<|\\[]")]
    private static partial Regex Special();
}
