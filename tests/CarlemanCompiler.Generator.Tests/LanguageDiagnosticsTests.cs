using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>What the conformance suite cannot say of errors: depth, several files, broken C#, and what a project makes of them.</summary>
public sealed class LanguageDiagnosticsTests
{
    public static TheoryData<string, string> Deep => new()
    {
        { $"return {string.Join(" + ", Enumerable.Repeat("w[0]", 400))};", "So deep an expression" },
        { $"return {new string('(', 400)}w[0]{string.Concat(Enumerable.Repeat(" + w[1])", 400))};", "So deep an expression" },
        { $"return {string.Concat(Enumerable.Repeat("-+", 200))}w[0];", "So deep an expression" },
        { $"{string.Concat(Enumerable.Repeat("if (true) ", 400))} return w[0]; return w[1];", "So deep a" },
        { $"return Call0(w[0]); {Chain(40, "{0}")}", "Calls are nested over 32 deep" },
    };

    [Theory]
    [MemberData(nameof(Deep))]
    public void DepthIsLimitedBeforeTheStackIs(string body, string message)
    {
        var run = GeneratorHost.Run("#pragma warning disable\n" + ModelSource.Plain(body));
        var finding = Assert.Single(run.Findings, d => d.DefaultSeverity == DiagnosticSeverity.Error);
        Assert.Contains(message, finding.GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>Deep expressions in nested calls take a stack of their product.</summary>
    [Fact]
    public void TheStackIsNeverExhausted()
    {
        string deep = string.Concat(Enumerable.Repeat("-(1 + ", 120)) + "{0}" + new string(')', 120);
        string source = ModelSource.Plain($"return Call0(w[0]); {Chain(30, deep)}");
        GeneratorRun? run = null;
        var thread = new Thread(() => run = GeneratorHost.Run(source), 1 << 20);
        thread.Start();
        thread.Join();
        var finding = Assert.Single(run!.Findings, d => d.DefaultSeverity == DiagnosticSeverity.Error);
        Assert.Equal("CARL107", finding.Id);
        Assert.Contains("nested too deep", finding.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(double a, (double b, _)) = (w[0], 2); return a * b;")]
    [InlineData("(double a, (double b, _)) = (w[0], w[1] / 2), true)); return a * b;")]
    public void ABrokenDeconstructionIsLeftToTheCSharpCompiler(string body)
    {
        var run = GeneratorHost.Run(ModelSource.Plain(body));
        Assert.DoesNotContain("CARL901", run.Ids);
        Assert.Contains(run.Output.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void BrokenCSharpIsLeftToTheCSharpCompiler()
    {
        var run = GeneratorHost.Run(ModelSource.Plain("return w[0] * undefined;"));
        Assert.Empty(run.Findings);
        Assert.Equal(["CS0103"], run.Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));
    }

    [Fact]
    public void ErrorsInHelpersOfAnotherFileAreReportedThere()
    {
        var compilation = GeneratorHost.Compilation(
            ModelSource.Plain("return Half(w[0]);"),
            "static partial class M { static double Half(double a) => Math.Exp(a) / 2; }");
        var run = GeneratorHost.Run(compilation, GeneratorHost.Driver());
        var finding = Assert.Single(run.Findings);
        Assert.Equal(("CARL109", "/project/File1.cs", "Math.Exp(a)"), (finding.Id, finding.Location.SourceTree!.FilePath,
            GeneratorRun.Spot(finding)));
    }

    [Fact]
    public void PragmasAndSeveritiesReachTheFindings()
    {
        string source = ModelSource.Plain("return w[0] * w[0];");
        var compilation = GeneratorHost.Compilation("#pragma warning disable CARL108\n" + source);
        GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(compilation, out _, out var shown);
        Assert.True(Assert.Single(shown, d => d.Id == "CARL108").IsSuppressed);

        var raised = GeneratorHost.Compilation(source);
        raised = raised.WithOptions(raised.Options.WithSpecificDiagnosticOptions([new("CARL303", ReportDiagnostic.Error)]));
        GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(raised, out _, out shown);
        Assert.Contains(shown, d => d is { Id: "CARL303", Severity: DiagnosticSeverity.Error });
        Assert.Contains(shown, d => d is { Id: "CARL108", Severity: DiagnosticSeverity.Error,
            DefaultSeverity: DiagnosticSeverity.Warning });
    }

    /// <summary>Functions that each call the next, in an expression of the given form.</summary>
    private static string Chain(int length, string form) => string.Join("\n", Enumerable.Range(0, length).Select(i =>
        $"static double Call{i}(double x) => {form.Replace("{0}", i == length - 1 ? "x" : $"Call{i + 1}(x)", StringComparison.Ordinal)};"));
}
