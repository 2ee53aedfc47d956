using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>Data at build time and the reports that are computed on them.</summary>
public sealed class ReportTests
{
    private const string Csv = "x0,x1,y\n1,0,1\n0,1,-1\n1,1,0.5\n";

    public static TheoryData<string, string> BadData => new()
    {
        { "x0,y\n1,2\n", "points.csv, line 1, column 'x1'" },
        { "x0,x1,y\n1,2,three\n", "points.csv, line 2, column 'y': 'three' is not a finite number" },
        { "x0,x1,y\n1,2,3\n\n1,NaN,2\n", "points.csv, line 4, column 'x1': 'NaN' is not a finite number" },
        { "x0,x1,y\n1,2,3\n1,2\n", "points.csv, line 3: the row has 2 fields, the header 3" },
        { "", "points.csv, line 1: the file has no header line" },
        { "x0,x1,y\n1e200,1,1\n", "The tensors overflow to infinity" },
    };

    [Theory]
    [MemberData(nameof(BadData))]
    public void UnreadableDataIsAnErrorThatNamesThePlace(string csv, string message)
    {
        var run = GeneratorHost.Run(ModelSource.WithData(), ("/project/data/points.csv", csv));
        var finding = Assert.Single(run.Findings, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(("CARL202", "Data = \"points.csv\""), (finding.Id, GeneratorRun.Spot(finding)));
        Assert.Contains(message, finding.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingDataLeaveTheReportToRunTime()
    {
        var run = GeneratorHost.Run(ModelSource.WithData());
        Assert.Equal(["CARL201", "CARL303"], run.Ids);
        Assert.Equal(DiagnosticSeverity.Info, run.Findings[0].Severity);
        Assert.Contains("<AdditionalFiles Include=\"points.csv\" />", run.Findings[0].GetMessage(), StringComparison.Ordinal);
        Assert.Equal(["CARL201", "CARL303"], GeneratorHost.Run(ModelSource.WithData("Order = 1")).Ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DataFilesAreFoundByAsMuchOfTheirPathAsIsGiven()
    {
        (string, string)[] files = [("/project/a/points.csv", Csv), ("/project/b/points.csv", "x0,x1,y\n1,1,oops\n")];
        Assert.Contains("CARL203", GeneratorHost.Run(ModelSource.WithData(), files).Ids);
        Assert.Contains("CARL301", GeneratorHost.Run(ModelSource.WithData("Data = \"a/points.csv\""), files).Ids);
        Assert.Contains("CARL202", GeneratorHost.Run(ModelSource.WithData("Data = \"b/points.csv\""), files).Ids);
    }

    [Fact]
    public void NamedColumnsAreRead()
    {
        string source = ModelSource.WithData(features: "\"length\", \"width\"", target: "[Target(\"label\")]");
        var run = GeneratorHost.Run(source, ("/points.csv", "label,width,length,ignored\n1,0,1,x\n-1,1,0,y\n"));
        Assert.Contains("CARL301", run.Ids);
        Assert.Equal(["length", "width", "label"], GeneratorHost.ModelOf(GeneratorHost.Load(run.Output), "M").Columns);
    }

    /// <summary>Mean of x xᵀ over the rows is [[2, 1], [1, 2]]/3: Hessian eigenvalues 2/3 and 2, so rates up to 1 are stable.</summary>
    [Fact]
    public void TheNumbersAreThoseOfTheData()
    {
        var run = GeneratorHost.Run(ModelSource.WithData("Order = 2, LearningRate = 0.25, Steps = 3, Data = \"points.csv\""),
            ("/points.csv", Csv));
        Assert.Equal(["CARL301", "CARL302", "CARL303", "CARL304", "CARL306"], run.Ids);
        var messages = run.Findings.Select(d => d.GetMessage()).ToList();
        Assert.Contains("F_1 has 4 nonzeros, at most 2 a row and 2 a column", messages[0], StringComparison.Ordinal);
        Assert.Contains("Hessian from 0.666667 to 2 at the start point, 2 dissipative, 0 divergent and 0 flat modes; learning rates up to 1 are stable", messages[1], StringComparison.Ordinal);
        Assert.Contains("D = 5 and 20 rows of history, on 5 qubits", messages[2], StringComparison.Ordinal);
    }

    [Fact]
    public void ACircuitThatDoesNotExistIsNotReported()
    {
        var run = GeneratorHost.Run("""
            [CarlemanModel(Order = 2, LearningRate = 1.5, Steps = 7, Start = new[] { 0.3 })]
            public static partial class M
            {
                [Loss] public static double Loss([Weights(1)] ReadOnlySpan<double> w) => 20 * w[0] * w[0] + w[0] * w[0] * w[0];
            }
            """);
        Assert.Equal(["CARL301", "CARL302", "CARL303", "CARL306", "CARL311"], run.Ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void UnstableRatesAndDivergentModesAreWarnings()
    {
        var unstable = GeneratorHost.Run(ModelSource.WithData("LearningRate = 1.25, Data = \"points.csv\""), ("/points.csv", Csv));
        var warning = Assert.Single(unstable.Findings, d => d.DefaultSeverity == DiagnosticSeverity.Warning);
        Assert.Equal(("CARL311", "LearningRate = 1.25"), (warning.Id, GeneratorRun.Spot(warning)));
        Assert.Contains("the largest stable one is 1, 2 over the largest Hessian eigenvalue 2", warning.GetMessage(),
            StringComparison.Ordinal);

        var divergent = GeneratorHost.Run(ModelSource.Plain("return w[0] * w[0] - 3 * w[1] * w[1] + w[2] * w[2];"));
        warning = Assert.Single(divergent.Findings, d => d.DefaultSeverity == DiagnosticSeverity.Warning);
        Assert.Equal(("CARL312", "M"), (warning.Id, GeneratorRun.Spot(warning)));
        Assert.Contains("1 of 3 modes diverge at the start point (lowest Hessian eigenvalue -6)", warning.GetMessage(),
            StringComparison.Ordinal);
    }

    /// <summary>The named order is certified, and the one below it is not.</summary>
    [Fact]
    public void TheOrderThatAToleranceAsksForIsTheSmallestCertified()
    {
        const string Loss = "double a = w[0] - 0.2; return a * a + w[0] * w[0] * w[0] / 8 + w[1] * w[1] + w[2] * w[2];";
        const string Settings = "LearningRate = 0.2, Steps = 5, Start = new[] { 0.1, 0.1, 0.1 }, Centre = new[] { 0.19, 0, 0 }, ";
        var low = GeneratorHost.Run(ModelSource.Plain(Loss, settings: Settings + "Order = 1, Tolerance = 1e-5"));
        var warning = Assert.Single(low.Findings, d => d.Id == "CARL321");
        Assert.Equal("Order = 1", GeneratorRun.Spot(warning));
        int wanted = int.Parse(warning.Properties["Remedy"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(wanted, 2, 16);
        Assert.Contains($"Order = {wanted} is certified to meet it", warning.GetMessage(), StringComparison.Ordinal);
        Assert.Contains($"[global::CarlemanCompiler.Remedy(\"CARL321\", \"{wanted}\")]", low.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "CARL321", GeneratorHost.Run(ModelSource.Plain(Loss, settings: $"{Settings} Order = {wanted}, Tolerance = 1e-5")).Ids);
        Assert.Contains(
            "CARL321", GeneratorHost.Run(ModelSource.Plain(Loss, settings: $"{Settings} Order = {wanted - 1}, Tolerance = 1e-5")).Ids);
    }

    [Fact]
    public void AToleranceThatNoOrderMeetsSaysSo()
    {
        var run = GeneratorHost.Run(ModelSource.Plain(
            "return w[0] * w[0] * w[0] * w[0] + w[1] * w[1] + w[2] * w[2];",
            settings: "LearningRate = 0.2, Steps = 8, Order = 2, Start = new[] { 1.5, 0, 0 }, Tolerance = 1e-9"));
        var warning = Assert.Single(run.Findings, d => d.Id == "CARL321");
        Assert.Contains("no order up to", warning.GetMessage(), StringComparison.Ordinal);
        Assert.False(warning.Properties.ContainsKey("Remedy"));
    }

    /// <summary>At w = 0 the compiled gradient is off by the error of the polynomial's slope at 0.</summary>
    [Fact]
    public void ApproximationsAreReportedAtTheirCallAndCarriedIntoTheTruncationReport()
    {
        const string Body = "return LossMath.Square(Math.Tanh(w[0]) - 0.5) + w[1] * w[1] + w[2] * w[2];";
        var run = GeneratorHost.Run(ModelSource.Plain(Body).Replace(
            "[CarlemanModel", "[Approximate(Degree = 3, Radius = 1.5)]\n[CarlemanModel", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Findings, d => d.Severity == DiagnosticSeverity.Error);
        var site = Assert.Single(run.Findings, d => d.Id == "CARL305");
        var approximation = Approximation.IntervalApproximation.Of(Approximation.SmoothFunction.Tanh, 3, 1.5);
        Assert.Equal("Math.Tanh(w[0])", GeneratorRun.Spot(site));
        Assert.Equal(
            FormattableString.Invariant($"Math.Tanh is compiled as the polynomial of degree 3 nearest to it on [-1.5, 1.5]: largest error {approximation.Error:G6}, of the derivative {approximation.DerivativeError:G6}"),
            site.GetMessage());

        // ∂/∂w₀ (p(w₀) − ½)² = 2 (p − ½) p′ = −p′(0) against −1.
        double gradient = 1 - approximation.Derivative(0);
        Assert.Contains(
            FormattableString.Invariant($"move the loss at the start by 0 and its gradient by {gradient:G6}, which the bound does not cover: about {0.2 * gradient:G6} in the weights"),
            Assert.Single(run.Findings, d => d.Id == "CARL306").GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void LogSumExpIsReportedWithItsBound()
    {
        var run = GeneratorHost.Run(ModelSource.Plain(
            "return Approximate.LogSumExp(w, degree: 4, radius: 0.5) - w[0] + LossMath.L2(w, 0.1);"));
        var site = Assert.Single(run.Findings, d => d.Id == "CARL305");
        double error = Approximation.LogSumExpApproximation.Of(3, 4, 0.5).Error;
        Assert.Contains(FormattableString.Invariant($"on [-0.5, 0.5]: largest error {error:G6}"), site.GetMessage(), StringComparison.Ordinal);
        var model = GeneratorHost.ModelOf(GeneratorHost.Load(run.Output), "M");
        double[] w = [0.2, -0.1, 0.3];
        Assert.Equal(
            LossMath.LogSumExp(w) - w[0] + LossMath.L2(w, 0.1), model.Loss(w, []), error);
    }

    [Fact]
    public void TheBudgetIsAProjectProperty()
    {
        string source = ModelSource.Plain("return Math.Pow(w[0] + w[1] + w[2], 4);", settings: "Order = 24, LearningRate = 0.001");
        Assert.DoesNotContain("CARL313", GeneratorHost.Run(source).Ids);
        Assert.Contains("CARL313", RunWithBudget(source, 2).Ids);
    }

    /// <summary>(w₀ + w₁ + w₂)⁴ has 15 terms; its gradient has 30, and 20 per MiB are written out.</summary>
    [Fact]
    public void OverTheBudgetTheStructureIsARecipe()
    {
        string source = ModelSource.Plain("return Math.Pow(w[0] + w[1] + w[2], 4);");
        var run = RunWithBudget(source, 1);
        var finding = Assert.Single(run.Findings);
        Assert.Equal(("CARL315", "M", DiagnosticSeverity.Info), (finding.Id, GeneratorRun.Spot(finding), finding.Severity));
        Assert.Contains(
            "the gradient has 30 terms, over the 20 that are written out, so its tensors are computed when they are first used",
            finding.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("raise the MSBuild property CarlemanCompilerBudget from 1 to 2 MiB", finding.GetMessage(), StringComparison.Ordinal);

        var recipe = GeneratorHost.ModelOf(GeneratorHost.Load(run.Output), "M").Structure;
        var tables = GeneratorHost.LoadModel(source).Structure;
        Assert.Equal(tables.Degree, recipe.Degree);
        for (int l = 0; l <= tables.Degree; l++)
        {
            Assert.Equal(tables.Tensors[l].Rows, recipe.Tensors[l].Rows);
            Assert.Equal(tables.Tensors[l].Letters, recipe.Tensors[l].Letters);
            Assert.Equal(tables.Tensors[l].Coefficients, recipe.Tensors[l].Coefficients);
        }
    }

    [Fact]
    public void ALossThatTakesLongToExpandIsARecipe()
    {
        var run = GeneratorHost.Run("""
            [CarlemanModel(Order = 1)]
            public static partial class M
            {
                [Loss]
                public static double Loss([Weights(30)] ReadOnlySpan<double> w) => Math.Pow(LossMath.Sum(w) + 1, 6) + LossMath.Norm2(w);
            }
            """);
        var finding = Assert.Single(run.Findings);
        Assert.Equal("CARL315", finding.Id);
        Assert.Contains("CarlemanCompilerBudget (now 1024 MiB), or use fewer weights or a lower degree", finding.GetMessage(), StringComparison.Ordinal);

        // Nothing is expanded until the structure is asked for: loss and gradient work at once.
        var model = GeneratorHost.ModelOf(GeneratorHost.Load(run.Output), "M");
        var gradient = new double[30];
        Assert.Equal(1, model.MeanGradient(new double[30], [], gradient));
        Assert.All(gradient, g => Assert.Equal(6, g));
    }

    [Fact]
    public void ARecipeWhoseHistoryCannotFitIsAnError()
    {
        var run = RunWithBudget(ModelSource.Plain("return Math.Pow(w[0] + w[1] + w[2], 4);", settings: "Order = 90, Steps = 10"), 1);
        Assert.Equal(["CARL314", "CARL315"], run.Ids.Order(StringComparer.Ordinal));
        Assert.Contains("rows of history, and one vector of them is over the budget of 1 MiB", run.Findings[0].GetMessage(), StringComparison.Ordinal);
    }

    private static GeneratorRun RunWithBudget(string source, int mebibytes) => GeneratorHost.Run(
        GeneratorHost.Compilation(source),
        GeneratorHost.Driver(options: new Properties(
            "build_property.CarlemanCompilerBudget", mebibytes.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private sealed class Properties(string name, string value) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(ImmutableDictionary<string, string>.Empty.Add(name,
            value));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
                values.TryGetValue(key, out value);
        }
    }
}
