namespace CarlemanCompiler.Generator.Tests;

/// <summary>Declarations, settings and sizes that a model cannot have; most heads of losses stand in the conformance suite.</summary>
public sealed class ModelDiagnosticsTests
{
    private const string Loss = "[Loss] public static double Loss([Weights(2)] ReadOnlySpan<double> w) => w[0] * w[0] + w[1] * w[1];";

    public static TheoryData<string, string, string> Cases => new()
    {
        { $"[CarlemanModel] public static class M {{ {Loss} }}", "CARL001", "M" },
        { $"public static class Outer {{ [CarlemanModel] public static partial class M {{ {Loss} }} }}", "CARL001", "Outer" },
        { "[CarlemanModel] public static partial class M { }", "CARL002", "M" },
        { $"[CarlemanModel] public static partial class M {{ {Loss} [Loss] public static double Second([Weights(1)] ReadOnlySpan<double> w) => w[0]; }}", "CARL002", "M" },
        { "[CarlemanModel] public partial class M { [Loss] public double Loss([Weights(1)] ReadOnlySpan<double> w) => w[0]; }", "CARL003",
            "Loss" },
        { "[CarlemanModel] public static partial class M { [Loss] public static double Loss([Weights(2000000000)] ReadOnlySpan<double> w) => w[0]; }", "CARL003", "Loss" },
        { "[CarlemanModel] public static partial class M { [Loss] public static double Loss([Weights(1)] ReadOnlySpan<double> w, [Target] int y) => w[0]; }", "CARL003", "y" },
        { "[CarlemanModel] public static partial class M { [Loss] public static double Loss([Weights(1)] ReadOnlySpan<double> w, [Features(null)] ReadOnlySpan<double> x) => w[0]; }", "CARL003", "x" },
        { $"[CarlemanModel(LearningRate = -0.1)] public static partial class M {{ {Loss} }}", "CARL004", "LearningRate = -0.1" },
        { $"[CarlemanModel(LearningRate = double.NaN)] public static partial class M {{ {Loss} }}", "CARL004",
            "LearningRate = double.NaN" },
        { $"[CarlemanModel(LearningRate = 0)] public static partial class M {{ {Loss} }}", "CARL004", "LearningRate = 0" },
        { $"[CarlemanModel(Order = 0)] public static partial class M {{ {Loss} }}", "CARL004", "Order = 0" },
        { $"[CarlemanModel(Steps = 0)] public static partial class M {{ {Loss} }}", "CARL004", "Steps = 0" },
        { $"[CarlemanModel(Padding = -1)] public static partial class M {{ {Loss} }}", "CARL004", "Padding = -1" },
        { $"[CarlemanModel(EtaPowers = -1)] public static partial class M {{ {Loss} }}", "CARL004", "EtaPowers = -1" },
        { $"[CarlemanModel(Basis = (CarlemanBasis)7)] public static partial class M {{ {Loss} }}", "CARL004", "Basis = (CarlemanBasis)7" },
        { $"[CarlemanModel(Start = new[] {{ 1.0 }})] public static partial class M {{ {Loss} }}", "CARL004", "Start = new[] { 1.0 }" },
        { $"[CarlemanModel(Centre = new[] {{ 1.0, 2.0, 3.0 }})] public static partial class M {{ {Loss} }}", "CARL004",
            "Centre = new[] { 1.0, 2.0, 3.0 }" },
        { $"[CarlemanModel(Start = new[] {{ 1.0, double.NaN }})] public static partial class M {{ {Loss} }}", "CARL004",
            "Start = new[] { 1.0, double.NaN }" },
        { $"[CarlemanModel(Data = \" \")] public static partial class M {{ {Loss} }}", "CARL004", "Data = \" \"" },
        { $"[CarlemanModel(Data = \"a.csv\")] public static partial class M {{ {Loss} }}", "CARL004", "Data = \"a.csv\"" },
        { $"[CarlemanModel] public static partial class M<T> {{ {Loss} }}", "CARL005", "M" },
        { $"[CarlemanModel] file static partial class M {{ {Loss} }}", "CARL005", "M" },
        { $"[CarlemanModel] public static partial class M {{ {Loss} const int Model = 1; }}", "CARL006", "Model" },
        { $"[CarlemanModel] public static partial class Gradient {{ {Loss} }}", "CARL006", "Gradient" },
        { $"[CarlemanModel] public static partial class M {{ {Loss} static void MeanGradient() {{ }} }}", "CARL006", "MeanGradient" },
        { $"[CarlemanModel] public static partial class M {{ {Loss} static void CompiledLoss() {{ }} }}", "CARL006", "CompiledLoss" },
        { $"[CarlemanModel] public static partial class M {{ {Loss} static void ApproximationArguments() {{ }} }}", "CARL006", "ApproximationArguments" },
        { $"[CarlemanModel] public static partial class M {{ {Loss} static void Parts() {{ }} }}", "CARL006", "Parts" },
        { $"public class B {{ public int Circuit; }} [CarlemanModel] public partial class M : B {{ {Loss} }}", "CARL006", "Circuit" },
        { $"[CarlemanModel(Order = 200, Basis = CarlemanBasis.Kronecker)] public static partial class M {{ {Loss} }}", "CARL314", "M" },
        { $"[CarlemanModel(Steps = 2000000000)] public static partial class M {{ {Loss} }}", "CARL314", "M" },
        { $"[CarlemanModel(Steps = 1, Order = 24, Basis = CarlemanBasis.Kronecker)] public static partial class M {{ {Loss} }}", "CARL313",
            "M" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsReportedAtItsPlace(string source, string id, string spot)
    {
        var run = GeneratorHost.Run(source);
        var finding = Assert.Single(run.Findings, d => d.Id == id);
        Assert.Equal(spot, GeneratorRun.Spot(finding));
    }

    [Fact]
    public void AnAttributeOnTwoPartsIsOneModel()
    {
        string part = $"[CarlemanModel] public static partial class M {{ {Loss} }}";
        var run = GeneratorHost.Run(GeneratorHost.Compilation(part, "[CarlemanModel] public static partial class M;"),
            GeneratorHost.Driver());
        Assert.Single(run.Result.GeneratedSources);
        Assert.Null(run.Result.Exception);
    }

    [Fact]
    public void ClassesThatDifferInCaseGetFilesOfTheirOwn()
    {
        var run = GeneratorHost.Run($"[CarlemanModel] public static partial class M {{ {Loss} }} [CarlemanModel] public static partial class m {{ {Loss} }}");
        Assert.Null(run.Result.Exception);
        Assert.Equal(["M.g.cs", "m.2.g.cs"], run.Result.GeneratedSources.Select(s => s.HintName).Order(StringComparer.Ordinal));
    }
}
