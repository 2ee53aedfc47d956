namespace CarlemanCompiler.CodeFixes.Tests;

/// <summary>The learning rate and the order.</summary>
/// <remarks>The largest Hessian eigenvalue of the curved loss is 4, so rates up to ½ are stable; of the steep one 40: up to 1/20.</remarks>
public sealed class SettingFixTests
{
    private const string Head = "partial class M { [Loss] static double Loss([Weights(2)] ReadOnlySpan<double> w)";
    private const string Curved = Head + " => 2 * w[0] * w[0] + 0.2 * w[1] * w[1]; }";
    private const string Steep = Head + " => 20 * w[0] * w[0] + w[1] * w[1]; }";
    private const string Cubic = Head + " => (w[0] - 0.2) * (w[0] - 0.2) + w[0] * w[0] * w[0] / 8 + w[1] * w[1]; }";
    private const string Near = "LearningRate = 0.2, Steps = 5, Start = new[] { 0.1, 0 }, Centre = new[] { 0.19, 0 }, Tolerance = 1e-6";

    public static TheoryData<string, string> Rates => new()
    {
        { $"[CarlemanModel(LearningRate = 0.6)] {Curved}", $"[CarlemanModel(LearningRate = 0.499995)] {Curved}" },
        {
            $"[CarlemanModel(Order = 2, LearningRate = /* fast */ 2 * 0.5 /* too fast */, Steps = 3)] // a model\n{Curved}",
            $"[CarlemanModel(Order = 2, LearningRate = /* fast */ 0.499995 /* too fast */, Steps = 3)] // a model\n{Curved}"
        },
        { $"[CarlemanModel] {Steep}", $"[CarlemanModel(LearningRate = 0.0499995)] {Steep}" },
        { $"[CarlemanModel()] {Steep}", $"[CarlemanModel(LearningRate = 0.0499995)] {Steep}" },
        {
            $"[CarlemanModel /* default */, Obsolete] {Steep}",
            $"[CarlemanModel(LearningRate = 0.0499995) /* default */, Obsolete] {Steep}"
        },
        { $"[CarlemanModel(Steps = 3)] {Steep}", $"[CarlemanModel(LearningRate = 0.0499995, Steps = 3)] {Steep}" },
        {
            $"[CarlemanModel(\n    // few\n    Steps = 3, // steps\n    Order = 1)]\n{Steep}",
            $"[CarlemanModel(\n    LearningRate = 0.0499995,\n    // few\n    Steps = 3, // steps\n    Order = 1)]\n{Steep}"
        },
    };

    public static TheoryData<string, string> Orders => new()
    {
        { $"[CarlemanModel(Order = 1, {Near})] {Cubic}", $"[CarlemanModel(Order = 3, {Near})] {Cubic}" },
        { $"[CarlemanModel({Near})] {Cubic}", $"[CarlemanModel(Order = 3, {Near})] {Cubic}" },
    };

    [Theory]
    [MemberData(nameof(Rates))]
    public Task TheRateBecomesStable(string before, string after) =>
        FixTest.MendsAsync(new LowerLearningRateFix(), "CARL311", before, after);

    [Theory]
    [MemberData(nameof(Orders))]
    public Task TheOrderMeetsTheTolerance(string before, string after) => FixTest.MendsAsync(new RaiseOrderFix(), "CARL321", before, after);

    [Fact]
    public async Task WhereNoOrderMeetsTheToleranceNothingIsOffered()
    {
        using var editor = new Editor("""
            [CarlemanModel(LearningRate = 0.2, Steps = 8, Start = new[] { 1.5 }, Tolerance = 1e-9)]
            partial class M { [Loss] public static double Loss([Weights(1)] ReadOnlySpan<double> w) => w[0] * w[0] * w[0] * w[0]; }
            """);
        var findings = await editor.FindAsync();
        Assert.Empty(findings.MarksOf("CARL321"));
        Assert.Empty(await editor.OffersAsync(new RaiseOrderFix(), Assert.Single(findings.MessagesOf("CARL321"))));
    }

    [Fact]
    public async Task AllRatesAtOnceAndNothingElse()
    {
        string Source(string first, string second) => $"""
            [CarlemanModel(LearningRate = {first})] {Named("A", Curved)}
            [CarlemanModel({second}Steps = 2)] {Named("B", Steep)}
            [CarlemanModel(Order = 1, {Near})] {Named("C", Cubic)}
            """;
        string Named(string name, string text) => text.Replace("class M", "class " + name, StringComparison.Ordinal);
        using var editor = new Editor(Source("0.6", ""));
        var findings = await editor.FindAsync();
        Assert.Equal(3, findings.Marks.Length);
        await editor.ApplyToAllAsync(new LowerLearningRateFix(), nameof(LowerLearningRateFix), findings.Marks);
        Assert.Equal(Source("0.499995", "LearningRate = 0.0499995, "), editor[0]);
        Assert.Equal("CARL321", Assert.Single((await editor.FindAsync()).Marks).Properties["Mends"]);
    }
}
