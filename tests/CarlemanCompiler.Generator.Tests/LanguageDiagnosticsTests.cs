using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>What is outside the language is an error at that very expression, and never a polynomial.</summary>
public sealed class LanguageDiagnosticsTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        // Branches and jumps.
        { "return w[0] > 0 ? w[0] : w[1];", "CARL102", "w[0] > 0" },
        { "double a = w[0]; if (a > 0) { a = -a; } return a;", "CARL102", "a > 0" },
        { "double a = w[0]; while (a < 0) { a += 1; } return a;", "CARL102", "a < 0" },
        { "double a = 0; for (double d = 0; d < w[0]; d++) { a += w[1]; } return a;", "CARL102", "d < w[0]" },
        { "return w[0] switch { > 0 => 1.0, _ => 2.0 };", "CARL102", "> 0" },
        { "throw new Exception();", "CARL101", "throw new Exception();" },
        { "again: if (w.Length == 3) goto again; return w[0];", "CARL101", "again: if (w.Length == 3) goto again;" },

        // Types and conversions.
        { "return w[0] * 0.1f;", "CARL101", "0.1f" },
        { "return w[0] * (double)0.1m;", "CARL101", "(double)0.1m" },
        { "float f = 1; return w[0] * f;", "CARL101", "f = 1" },
        { "return (int)w[0] * 2;", "CARL102", "(int)w[0]" },
        { "return w[0] * (int)1e12;", "CARL104", "(int)1e12" },
        { "int i = 3; i *= (short)2; i += 'a'; return w[0] * i;", "CARL101", "(short)2" },
        { "const long big = 9007199254740993; return w[0] * big;", "CARL101", "big" },
        { "double[,] a = new double[1, 1]; return w[0] * a[0, 0];", "CARL101", "a = new double[1, 1]" },
        { "ref readonly double r = ref w[0]; return r;", "CARL101", "r = ref w[0]" },

        // Calls and members.
        { "Func<double, double> f = z => z; return f(w[0]);", "CARL101", "f = z => z" },
        { "return w[0] * field;", "CARL101", "field" },
        { "double a = w[0]; ByReference(ref a); return a;", "CARL101", "ref a" },
        { "return w[0] % 2;", "CARL101", "w[0] % 2" },
        { "int k = 1; return w[k << 1];", "CARL101", "k << 1" },
        { "return string.Join(\"\", \"a\").Length * w[0];", "CARL101", "string.Join(\"\", \"a\").Length" },

        // Not polynomials.
        { "return Math.Tanh(w[0]);", "CARL109", "Math.Tanh(w[0])" },
        { "return LossMath.Sigmoid(w[0]);", "CARL109", "LossMath.Sigmoid(w[0])" },
        { "return LossMath.LogSumExp(w);", "CARL109", "LossMath.LogSumExp(w)" },
        { "return 1 / w[0];", "CARL109", "1 / w[0]" },
        { "double a = w[0]; a /= w[1]; return a;", "CARL109", "a /= w[1]" },
        { "return Math.Pow(w[0], -1);", "CARL109", "Math.Pow(w[0], -1)" },
        { "return Math.Pow(w[0], 0.5);", "CARL109", "Math.Pow(w[0], 0.5)" },
        { "return Math.Pow(w[0], 0.3);", "CARL102", "Math.Pow(w[0], 0.3)" },
        { "return Math.Abs(w[0]);", "CARL102", "Math.Abs(w[0])" },
        { "return Math.Max(w[0], 0);", "CARL102", "Math.Max(w[0], 0)" },
        { "return Math.Pow(w[0], w[1]);", "CARL102", "Math.Pow(w[0], w[1])" },
        { "return Approximate.Tanh(w[0], 5, -1);", "CARL110", "Approximate.Tanh(w[0], 5, -1)" },
        { "return Approximate.Log(w[0], 5, 1, 0.5);", "CARL110", "Approximate.Log(w[0], 5, 1, 0.5)" },
        { "return Approximate.Tanh(w[0], 5, w[1]);", "CARL110", "Approximate.Tanh(w[0], 5, w[1])" },

        // Indices.
        { "return w[3];", "CARL103", "w[3]" },
        { "return w[^4];", "CARL103", "w[^4]" },
        { "return w[1..4][0];", "CARL103", "w[1..4]" },
        { "return w.Slice(2, 2)[0];", "CARL103", "w.Slice(2, 2)" },
        { "double a = 0; for (int i = 0; i <= 3; i++) { a += w[i]; } return a;", "CARL103", "w[i]" },
        { "return w[2 - 3];", "CARL103", "w[2 - 3]" },

        // Constants.
        { "int z = 0; return w[0] / z;", "CARL104", "w[0] / z" },
        { "int z = 0; return w[1 / z];", "CARL104", "1 / z" },
        { "double z = 0; return 1 / z + w[0];", "CARL104", "1 / z" },
        { "int k = int.MaxValue; k++; return w[0] * k;", "CARL104", "k++" },
        { "double d = 1e300; return w[0] + d * d;", "CARL104", "d * d" },
        { "return w[0] * 1e300 * 1e300;", "CARL104", "w[0] * 1e300 * 1e300" },
        { "return LossMath.Dot(w, [1, 2]);", "CARL104", "LossMath.Dot(w, [1, 2])" },
        { "int k = 3; return w[0] * k switch { 1 => 2, 2 => 1 };", "CARL104", "k switch { 1 => 2, 2 => 1 }" },

        // Size.
        { "return Again(w[0]);", "CARL105", "Again(a)" },
        { "double a = 0; for (int i = 0; i >= 0; i += 0) { a = w[0]; } return a;", "CARL106", "" },
        { "double a = 0; for (int i = 0; i < 110000; i++) { a += w[0]; } return a;", "CARL107", "a += w[0]" },
        { "double a = w[0]; for (int i = 0; i < 9; i++) { a *= a; } return a;", "CARL107", "a *= a" },
        { "return Math.Pow(1 + w[0] + w[1] + w[2], 300) - Math.Pow(Math.Pow(w[0], 200), 2);", "CARL102", "Math.Pow(1 + w[0] + w[1] + w[2], 300)" },
    };

    private const string Members = """
        private static double field = 2;
        private static void ByReference(ref double a) => a = 2;
        private static double Again(double a) => Again(a);
        """;

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsAnErrorAtTheExpression(string body, string id, string spot)
    {
        var run = GeneratorHost.Run(ModelSource.Plain(body, Members));
        var finding = Assert.Single(run.Findings, d =>
            d.Severity == DiagnosticSeverity.Error && d.Id == id && (spot.Length == 0 || GeneratorRun.Spot(d) == spot));
        Assert.Equal(GeneratorHost.ModelPath, finding.Location.SourceTree!.FilePath);

        // The members still exist, so that what uses them has no error of its own, and throw the same id.
        Assert.Contains("throw new global::System.InvalidOperationException", run.Text, StringComparison.Ordinal);
        Assert.Contains(id, run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AllErrorsOfTheLanguageAreReportedAtOnce()
    {
        var run = GeneratorHost.Run(ModelSource.Plain("float a = 1; double b = w[0] % 2; Func<double, double> f = z => z; return b;"));
        Assert.Equal(["CARL101", "CARL101", "CARL101"], run.Findings.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));
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
}
