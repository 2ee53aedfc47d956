using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CarlemanCompiler.Generator.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>The invisible marks at places where the editor has a fix.</summary>
public sealed partial class FixAnalyzerTests
{
    private const string Loss = "[Loss] static double Loss([Weights(1)] ReadOnlySpan<double> w)";

    /// <summary>A model of every kind that has a fix, and a healthy one.</summary>
    private const string All = $$"""
        class Outer { [CarlemanModel] class A { {{Loss}} => w[0] * w[0]; } }
        [CarlemanModel] static partial class B { {{Loss}} { double a = Math.Tanh(w[0]); return 2 / (1 + a); } }
        [CarlemanModel(LearningRate = 0.6)] static partial class C { {{Loss}} => 2 * w[0] * w[0]; }
        [CarlemanModel(Order = 1, LearningRate = 0.2, Start = new[] { 0.1 }, Centre = new[] { 0.19 }, Tolerance = 1e-5)]
        static partial class D { {{Loss}} => (w[0] - 0.2) * (w[0] - 0.2) + w[0] * w[0] * w[0] / 8; }
        [CarlemanModel, Approximate] partial record E { {{Loss}} => Math.Tanh(w[0]) * w[0]; }
        """;

    public static TheoryData<string, string, string, string?> Cases => new()
    {
        { $"[CarlemanModel] static class M {{ {Loss} => w[0]; }}", "CARL001", "M", null },
        { $"class Outer {{ [CarlemanModel] static partial class M {{ {Loss} => w[0]; }} }}", "CARL001", "Outer", null },
        { $"[CarlemanModel] static partial class M {{ {Loss} => 1 - Math.Exp(w[0]); }}", "CARL109", "Math.Exp(w[0])", "Exp" },
        {
            $"[CarlemanModel] static partial class M {{ {Loss} => Half(w[0]); static double Half(double a) => 1 / a; }}",
            "CARL109", "1 / a", "Reciprocal"
        },
        {
            $"[CarlemanModel] static partial class M {{ {Loss} => LossMath.LogSumExp([w[0], 1]); }}",
            "CARL109", "LossMath.LogSumExp([w[0], 1])", "LogSumExp"
        },
        {
            $"[CarlemanModel(LearningRate = 0.6)] static partial class M {{ {Loss} => 2 * w[0] * w[0]; }}",
            "CARL311", "LearningRate = 0.6", "0.499995"
        },
        { $"[CarlemanModel] static partial class M {{ {Loss} => 20 * w[0] * w[0]; }}", "CARL311", "CarlemanModel", "0.0499995" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AMarkLiesWhereTheFixIsOffered(string source, string mends, string spot, string? remedy)
    {
        var run = GeneratorHost.Run(source);
        var message = Assert.Single(run.Findings, d => d.Id == mends);
        Assert.Equal(remedy, message.Properties.GetValueOrDefault("Remedy"));
        var mark = Assert.Single(await MarksAsync(run.Output));
        Assert.Equal(("CARL701", DiagnosticSeverity.Hidden, spot), (mark.Id, mark.Severity, GeneratorRun.Spot(mark)));
        Assert.Equal((mends, remedy), (mark.Properties["Mends"], mark.Properties.GetValueOrDefault("Remedy")));
        Assert.Contains(mends, mark.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[CarlemanModel] static partial class M { ", " => w[0] * w[0]; }")]
    [InlineData("[CarlemanModel] static partial class M { ", " => w[0] / (2 + Math.Tanh(2)); }")]
    [InlineData("[CarlemanModel, Approximate] static partial class M { ", " => Math.Tanh(w[0]) * w[0]; }")]
    [InlineData("[CarlemanModel] static partial class M { ", " => Math.Abs(w[0]); }")]
    [InlineData("[CarlemanModel] static partial class M { ", " => undefined / w[0]; }")]
    [InlineData("[CarlemanModel] class M<T> { ", " => w[0]; }")]
    [InlineData("[CarlemanModel] file class M { ", " => w[0]; }")]
    [InlineData("[Remedy(\"CARL109\", \"Tanh\")] [Remedy(null, null)] class M { ", " => w[0]; }")]
    [InlineData("[CarlemanModel] [Remedy(\"CARL109\", \"Tanh\")] [Remedy(null, null)] partial class M { ", " => w[0]; }")]
    public async Task WhereNoFixWouldHelpThereIsNone(string before, string after) =>
        Assert.Empty(await MarksAsync(GeneratorHost.Run(before + Loss + after).Output));

    [Fact]
    public async Task EveryModelHasItsOwn()
    {
        var marks = await MarksAsync(GeneratorHost.Run(All).Output);
        Assert.Equal(
            ["Outer", "A", "Math.Tanh(w[0])", "LearningRate = 0.6", "Order = 1"],
            marks.OrderBy(m => m.Location.SourceSpan.Start).Select(GeneratorRun.Spot));
    }

    /// <summary>Tokens left out, doubled or replaced all over the source, as while somebody types.</summary>
    [Fact]
    public async Task NoTextMakesTheAnalyzerThrow()
    {
        string[] tokens = [.. Tokens().Split(All)];
        string[] replacements = ["(", "null", "1", "[CarlemanModel]", "M", ";", "Math.Pow", "@class"];
        var compilation = GeneratorHost.Compilation("");
        var driver = GeneratorHost.Driver();
        int marked = 0;
        int[] places = [.. Enumerable.Range(0, tokens.Length).Where(i => !string.IsNullOrWhiteSpace(tokens[i]))];
        for (int n = 0; n < places.Length; n += 2)
        {
            int i = places[n];
            string replacement = (n / 2 % 3) switch
            {
                0 => "",
                1 => $"{tokens[i]} {tokens[i]}",
                _ => replacements[n / 6 % replacements.Length],
            };
            string mutant = string.Concat([.. tokens[..i], replacement, .. tokens[(i + 1)..]]);
            var tree = CSharpSyntaxTree.ParseText(mutant, GeneratorHost.Parsing, "/project/Mutant.cs");
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation.AddSyntaxTrees(tree), out var output, out _);
            var marks = await MarksAsync(output);
            Assert.All(marks, mark => Assert.True(mark.Id == "CARL701", $"{mark}\n{mutant}"));
            marked += marks.Length > 0 ? 1 : 0;
        }

        Assert.True(marked > places.Length / 4, $"Only {marked} mutants had a mark: the analyzer saw little.");
    }

    private static Task<ImmutableArray<Diagnostic>> MarksAsync(Compilation compilation) =>
        compilation.WithAnalyzers([new FixAnalyzer()]).GetAnalyzerDiagnosticsAsync();

    [GeneratedRegex(@"(\w[\w.]*|""[^""]*""|[^\w\s])")]
    private static partial Regex Tokens();
}
