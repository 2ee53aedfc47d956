using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CarlemanCompiler.CodeFixes.Tests;

/// <summary>Whatever is offered on code that is being typed can be applied, and no fix throws.</summary>
public sealed partial class BrokenCodeTests
{
    private const string Source = """
        class Outer { [CarlemanModel] class A { [Loss] static double Loss([Weights(1)] ReadOnlySpan<double> w) => w[0]; } }
        [CarlemanModel(Steps = 2)] partial class B
        {
            [Loss] static double Loss([Weights(1)] ReadOnlySpan<double> w) => 20 * w[0] * w[0];
        }
        [CarlemanModel] static partial class C
        {
            [Loss] static double Loss([Weights(1)] ReadOnlySpan<double> w) { double a = w[0]; a /= Math.Pow(y: -2, x: a); return a; }
        }
        """;

    [Fact]
    public async Task NoFixThrows()
    {
        CodeFixProvider[] fixes = [new MakePartialFix(), new DeclareApproximationFix(), new LowerLearningRateFix(), new RaiseOrderFix()];
        var tokens = Tokens().Matches(Source).ToList();
        int applied = 0;
        for (int i = 0; i < tokens.Count; i += 3)
        {
            using var editor = new Editor(Source.Remove(tokens[i].Index, tokens[i].Length));
            var findings = await editor.FindAsync();
            foreach (var diagnostic in findings.Marks.Concat(findings.Generator))
            {
                foreach (var fix in fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
                {
                    foreach (var offer in await editor.OffersAsync(fix, diagnostic))
                    {
                        Assert.Single(await offer.GetOperationsAsync(CancellationToken.None));
                        applied++;
                    }
                }
            }
        }

        Assert.True(applied > tokens.Count, $"Only {applied} offers: the mutations destroy everything and test little.");
    }

    [GeneratedRegex(@"\w+|[^\w\s]")]
    private static partial Regex Tokens();
}
