using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>
/// Programs with tokens deleted, doubled, swapped and replaced: whatever the text, the generator neither throws nor hangs, and what it accepts
/// compiles.
/// </summary>
public sealed partial class MutationFuzzTests
{
    private const int Programs = 2_000;

    private static readonly string[] Replacements =
    [
        "+", "-", "*", "/", "%", "=", "+=", "==", "<", "(", ")", "{", "}", "[", "]", ";", ",", ".", "=>", "?", ":", "^", "..", "!", "&",
            "<<",
        "0", "1", "2", "3", "-1", "1e308", "0.5f", "1m", "'a'", "\"s\"", "null", "true", "2147483647", "9999999999",
        "w", "x", "y", "a", "b", "k", "i", "M", "Loss", "Helpers", "Mix", "LossMath.Dot", "Approximate.Exp", "Math.Tanh", "Math.Pow", "undefined", "Model", "Gradient",
        "int", "double", "float", "string", "var", "void", "ref", "out", "in", "static", "const", "partial", "class", "record", "struct",
            "file", "<T>",
        "if", "while", "for", "foreach", "return", "break", "throw", "new", "switch", "default", "checked", "await", "yield return",
            "stackalloc", "goto", "_", "var", "is", "when", "not", "and", "case 1:",
        "[Loss]", "[Weights(3)]", "[Features(2)]", "[Target]", "[CarlemanModel]", "[Weights(-1)]", "[Features(\"a\", null)]",
            "[CarlemanModel(Start = null)]",
        "ReadOnlySpan<double>", "Span<double>", "double[]", "nameof(w)", "default(double)", "w[0..1]", "w[^1]", "(a, b)", "_ = 1", "@class",
            "\n", "#if", "//",
    ];

    [Fact]
    public void NoTextMakesTheGeneratorThrow()
    {
        var compilation = GeneratorHost.Compilation("", DslPrograms.Helpers);
        var first = compilation.SyntaxTrees.Single(tree => tree.FilePath == GeneratorHost.ModelPath);
        var driver = GeneratorHost.Driver();
        int accepted = 0;
        Mutants.Sample(
            source =>
            {
                // The driver is reused, as the editor's is: each program is an edit of the one before.
                var mutant = compilation.ReplaceSyntaxTree(
                    first, Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(source, GeneratorHost.Parsing,
                        GeneratorHost.ModelPath));
                driver = driver.RunGeneratorsAndUpdateCompilation(mutant, out var output, out var shown);
                var run = driver.GetRunResult().Results.Single();
                if (run.Exception is { } exception)
                {
                    // The C# compiler itself fails on some texts, before it calls the generator.
                    Assert.False(exception.ToString().Contains("CarlemanCompiler", StringComparison.Ordinal), $"{exception}\n{source}");
                    return;
                }

                Assert.DoesNotContain(shown, d => d.Id is "CS8785" or "CARL901");
                if (run.GeneratedSources.Length == 0 || run.Diagnostics.Any(d => d.DefaultSeverity == DiagnosticSeverity.Error))
                {
                    return;
                }

                // Whatever is wrong with generated code has to be wrong with the user's own text.
                var errors = ErrorsOf(output.GetSemanticModel(output.SyntaxTrees.Last()).GetDiagnostics());
                accepted += errors.Count == 0 ? 1 : 0;
                Assert.True(errors.Count == 0 || ErrorsOf(mutant.GetDiagnostics()).Count > 0, $"{string.Join("\n", errors)}\n{source}");
            },
            iter: Programs,
            threads: 1);
        Assert.True(accepted > Programs / 20, $"Only {accepted} mutants were accepted: the mutations destroy everything and test little.");
    }

    private static Gen<string> Mutants =>
        from program in DslPrograms.Model("M")
        let tokens = Tokens().Matches(program).Select(m => m.Value).ToArray()
        from edits in Gen.Select(
            Gen.Int[0, 3], Gen.Int[0, tokens.Length - 1], Gen.Int[0, tokens.Length - 1], Gen.Int[0, Replacements.Length - 1]).Array[1, 3]
        select string.Concat(edits.Aggregate(tokens, Apply));

    private static string[] Apply(string[] tokens, (int Kind, int Place, int Other, int Replacement) edit)
    {
        var changed = (string[])tokens.Clone();
        changed[edit.Place] = edit.Kind switch
        {
            0 => "",
            1 => tokens[edit.Place] + " " + tokens[edit.Place],
            2 => tokens[edit.Other],
            _ => " " + Replacements[edit.Replacement] + " ",
        };
        if (edit.Kind == 2)
        {
            changed[edit.Other] = tokens[edit.Place];
        }

        return changed;
    }

    private static List<Diagnostic> ErrorsOf(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(d => d.DefaultSeverity == DiagnosticSeverity.Error)];

    [GeneratedRegex(@"\w[\w.]*|\s+|""[^""]*""|[^\w\s]")]
    private static partial Regex Tokens();
}
