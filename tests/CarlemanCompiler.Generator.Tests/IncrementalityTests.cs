using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Steps = CarlemanCompiler.Generator.CarlemanGenerator.Steps;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>What an edit re-runs.</summary>
public sealed class IncrementalityTests
{
    private const string Csv = "x0,x1,y\n1,0,1\n0,1,-1\n1,1,0.5\n";

    /// <summary>The steps behind the parse: they hold the mathematics.</summary>
    private static readonly string[] Behind = [Steps.Model, Steps.Expanded, Steps.Tables, Steps.Budget, Steps.Input, Steps.Compiled,
        Steps.FileNames];

    private static readonly string Source = ModelSource.WithData();

    [Fact]
    public void TheSameCompilationReRunsNothing()
    {
        var (first, second) = RunTwice(Source, compilation => compilation.Clone());
        AssertSteps(second, [Steps.Parsed, .. Behind], IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
        Assert.All(Outputs(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(TextOf(first), TextOf(second));
    }

    [Theory]
    [InlineData("return error * error;", "return  error\n* error; // squared")]
    [InlineData("[CarlemanModel(", "#pragma warning disable CARL311\n/* a comment */ [CarlemanModel(")]
    public void CommentsAndWhiteSpaceReRunNoMathematics(string before, string after)
    {
        var (first, second) = RunTwice(Source, compilation => Edit(compilation, before, after));
        AssertSteps(second, Behind, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
        AssertSteps(second, [Steps.Expanded, Steps.Compiled], IncrementalStepRunReason.Cached);
        Assert.Equal(TextOf(first), TextOf(second));
    }

    [Fact]
    public void EditsOfOtherFilesReRunNothing()
    {
        var (_, second) = RunTwice(Source, compilation => compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText("class Other { int x = 1; }", GeneratorHost.Parsing, "/project/Other.cs")));
        AssertSteps(second, [Steps.Parsed, .. Behind], IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
        AssertSteps(second, [Steps.Expanded, Steps.Compiled], IncrementalStepRunReason.Cached);
        Assert.All(Outputs(second), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void AChangedLossIsCompiledAgain()
    {
        var (first, second) = RunTwice(Source, compilation => Edit(compilation, "error * error", "error * error * 2"));
        AssertSteps(second, [Steps.Parsed, Steps.Model, Steps.Expanded, Steps.Compiled], IncrementalStepRunReason.Modified);
        Assert.NotEqual(TextOf(first), TextOf(second));
    }

    [Fact]
    public void ChangedDataAreReportedAnewWithoutExpandingTheLoss()
    {
        var file = new GeneratorHost.TextFile("/points.csv", Csv);
        var compilation = GeneratorHost.Compilation(Source);
        var driver = GeneratorHost.Driver([file]).RunGenerators(compilation);
        var changed = new GeneratorHost.TextFile("/points.csv", Csv + "2,2,2\n");
        var second = driver.ReplaceAdditionalText(file, changed).RunGenerators(compilation).GetRunResult().Results.Single();
        AssertSteps(second, [Steps.Expanded], IncrementalStepRunReason.Cached);
        AssertSteps(second, [Steps.Tables, Steps.Input, Steps.Compiled], IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void FindingsMoveWithTheirPlace()
    {
        string source = ModelSource.Plain("return w[0] + w[1] + Math.Exp(w[2]);");
        var compilation = GeneratorHost.Compilation(source);
        var driver = GeneratorHost.Driver().RunGenerators(compilation);
        var moved = GeneratorHost.Compilation("\n\n" + source);
        var finding = driver.RunGenerators(moved).GetRunResult().Results.Single().Diagnostics.Single();
        Assert.Equal("Math.Exp(w[2])", GeneratorRun.Spot(finding));
        Assert.Same(moved.SyntaxTrees.Last(), finding.Location.SourceTree);
    }

    [Fact]
    public void EqualSourcesGiveEqualBytesInEveryCulture()
    {
        var original = CultureInfo.CurrentCulture;
        string expected = GeneratorHost.Run(Source, ("/points.csv", Csv)).Text;
        var messages = GeneratorHost.Run(Source, ("/points.csv", Csv)).Findings.Select(d =>
            d.GetMessage(CultureInfo.InvariantCulture)).ToList();
        try
        {
            var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            foreign.NumberFormat.NegativeSign = "\u2212";
            foreign.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = foreign;
            var run = GeneratorHost.Run(Source, ("/points.csv", Csv));
            Assert.Equal(expected, run.Text);
            Assert.Equal(messages, run.Findings.Select(d => d.GetMessage(CultureInfo.InvariantCulture)));
        }
        finally
        {
            CultureInfo.CurrentCulture = original;
        }
    }

    private static (GeneratorRunResult First, GeneratorRunResult Second) RunTwice(string source, Func<CSharpCompilation,
        CSharpCompilation> edit)
    {
        var compilation = GeneratorHost.Compilation(source);
        var driver = GeneratorHost.Driver([new GeneratorHost.TextFile("/points.csv", Csv)]).RunGenerators(compilation);
        var first = driver.GetRunResult().Results.Single();
        return (first, driver.RunGenerators(edit(compilation)).GetRunResult().Results.Single());
    }

    private static CSharpCompilation Edit(CSharpCompilation compilation, string before, string after)
    {
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath == GeneratorHost.ModelPath);
        string text = tree.GetText().ToString();
        Assert.Contains(before, text, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(text.Replace(before, after, StringComparison.Ordinal), GeneratorHost.Parsing, tree.FilePath));
    }

    private static void AssertSteps(GeneratorRunResult run, IEnumerable<string> names, params IncrementalStepRunReason[] allowed)
    {
        foreach (string name in names)
        {
            Assert.All(run.TrackedSteps[name].SelectMany(step => step.Outputs), output => Assert.Contains(output.Reason, allowed));
        }
    }

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult run) =>
        run.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static string TextOf(GeneratorRunResult run) => run.GeneratedSources.Single().SourceText.ToString();
}
