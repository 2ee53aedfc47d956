namespace CarlemanCompiler.CodeFixes.Tests;

/// <summary>A polynomial in the place of a function, at its call and on the model.</summary>
public sealed class DeclareApproximationFixTests
{
    private const string Id = "CARL109";
    private const string Loss = "[Loss] public static double Loss([Weights(1)] ReadOnlySpan<double> w)";
    private const string Using = "using CarlemanCompiler.Approximation;\n\n";

    /// <summary>Expressions and what is written in their place.</summary>
    public static TheoryData<string, string> Calls => new()
    {
        { "Math.Tanh(w[0])", "Approximate.Tanh(w[0], degree: 5, radius: 1)" },
        { "2 * double.Exp(w[0] + 1) - 1", "2 * Approximate.Exp(w[0] + 1, degree: 5, radius: 1) - 1" },
        { "LossMath.Sigmoid(w[0])", "Approximate.Sigmoid(w[0], degree: 5, radius: 1)" },
        { "CarlemanCompiler.LossMath.Softplus(x: w[0])", "Approximate.Softplus(w[0], degree: 5, radius: 1)" },
        { "Gelu(w[0])", "Approximate.Gelu(w[0], degree: 5, radius: 1)" },
        { "Cos(w[0])", "Approximate.Cos(w[0], degree: 5, radius: 1)" },
        { "LogSumExp(w) - w[0]", "Approximate.LogSumExp(w, degree: 5, radius: 1) - w[0]" },
        { "Math.Log(2 + w[0])", "Approximate.Log(2 + w[0], degree: 5, radius: 1, centre: 2)" },
        { "3 * Math.Log2(w[0]) / 4", "3 * (Approximate.Log(w[0], degree: 5, radius: 1, centre: 2) / Math.Log(2)) / 4" },
        { "1 - Math.Log10(w[0])", "1 - Approximate.Log(w[0], degree: 5, radius: 1, centre: 2) / Math.Log(10)" },
        { "-Log(newBase: 3, a: w[0])", "-(Approximate.Log(w[0], degree: 5, radius: 1, centre: 2) / Log(3))" },
        { "Math.Sqrt(w[0])", "Approximate.Sqrt(w[0], degree: 5, radius: 1, centre: 2)" },
        { "Math.Pow(w[0], 0.5)", "Approximate.Sqrt(w[0], degree: 5, radius: 1, centre: 2)" },
        { "Math.Pow(w[0], -1)", "Approximate.Reciprocal(w[0], degree: 5, radius: 1, centre: 2)" },
        { "Math.Pow(w[0], -1.0)", "Approximate.Reciprocal(w[0], degree: 5, radius: 1, centre: 2)" },
        {
            "Math.Pow((2 + w[0]), /* inverse */ -2)",
            "Math.Pow(Approximate.Reciprocal(2 + w[0], degree: 5, radius: 1, centre: 2), /* inverse */ 2)"
        },
        {
            "Math.Pow(y: 1 - Three, x: w[0])",
            "Math.Pow(y: -(1 - Three), x: Approximate.Reciprocal(w[0], degree: 5, radius: 1, centre: 2))"
        },
        { "1 / w[0]", "Approximate.Reciprocal(w[0], degree: 5, radius: 1, centre: 2)" },
        { "1.0 / (2 + w[0]) / 3", "Approximate.Reciprocal(2 + w[0], degree: 5, radius: 1, centre: 2) / 3" },
        { "1 /* over */ / w[0]", "1 /* over */ * Approximate.Reciprocal(w[0], degree: 5, radius: 1, centre: 2)" },
        { "w[1] / w[0] + 1", "w[1] * Approximate.Reciprocal(w[0], degree: 5, radius: 1, centre: 2) + 1" },
        {
            "w[1] * 2\n        / (w[0] /* far */) // from 0\n",
            "w[1] * 2\n        * Approximate.Reciprocal((w[0] /* far */), degree: 5, radius: 1, centre: 2) // from 0\n"
        },
        { "Reciprocal(w[0])", "Approximate.Reciprocal(w[0], degree: 5, radius: 1, centre: 2)" },
        {
            "Math.Tanh( // the score\n        w[0] * 2 // slope\n        + w[1] // offset\n        )",
            "Approximate.Tanh( // the score\n        w[0] * 2 // slope\n        + w[1], degree: 5, radius: 1 // offset\n        )"
        },
    };

    public static TheoryData<string, string, string> Models => new()
    {
        {
            "Tanh", "[CarlemanModel(Order = 2)]\npublic static ",
            "[CarlemanModel(Order = 2)]\n[Approximate(Degree = 5, Radius = 1)]\npublic static "
        },
        {
            "Tanh", "/// <summary>A neuron.</summary>\r\n[CarlemanModel] // small\r\n[Serializable] ",
            "/// <summary>A neuron.</summary>\r\n[CarlemanModel] // small\r\n[Approximate(Degree = 5, Radius = 1)]\r\n[Serializable] "
        },
        {
            "Tanh", "partial class Outer\n{\n    /* one */ [CarlemanModel, Serializable]\n    internal static ",
            "partial class Outer\n{\n    /* one */ [CarlemanModel, Serializable]\n"
                + "    [Approximate(Degree = 5, Radius = 1)]\n    internal static "
        },
        { "Tanh", "[CarlemanModel] ", "[CarlemanModel][Approximate(Degree = 5, Radius = 1)] " },
        {
            "Log", "[CarlemanModel]\nstatic ",
            Using + "[CarlemanModel]\n[Approximate(SmoothFunction.Log, Degree = 5, Radius = 1, Centre = 2)]\nstatic "
        },
        {
            "Sqrt", Using + "[CarlemanModel]\n[Approximate(SmoothFunction.Tanh)]\nstatic ",
            Using + "[CarlemanModel]\n[Approximate(SmoothFunction.Sqrt, Degree = 5, Radius = 1, Centre = 2)]\n"
                + "[Approximate(SmoothFunction.Tanh)]\nstatic "
        },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public Task AtTheCall(string before, string after) => FixTest.MendsAsync(
        new DeclareApproximationFix(), Id, InLoss($"return {before};"), InLoss($"return {after};"), "AtCall");

    [Fact]
    public Task AtADivisionThatAssigns() => FixTest.MendsAsync(
        new DeclareApproximationFix(), Id,
        InLoss("double a = 2; a /= w[0]; // small\n    return a;"),
        InLoss("double a = 2; a *= Approximate.Reciprocal(w[0], degree: 5, radius: 1, centre: 2); // small\n    return a;"), "AtCall");

    [Theory]
    [MemberData(nameof(Models))]
    public Task OnTheModel(string function, string before, string after)
    {
        string rest = $"partial class M {{ {Loss} => Math.{function}(w[0]); }}";
        rest += before.Contains("Outer", StringComparison.Ordinal) ? "\n}" : "";
        return FixTest.MendsAsync(new DeclareApproximationFix(), Id, before + rest, after + rest, "OnModel");
    }

    [Fact]
    public Task NamesAreQualifiedWhereTheyHaveToBe()
    {
        const string Source = """
            namespace Own
            {{
                static class Approximate {{ }}

                [CarlemanCompiler.CarlemanModel]{0}
                static partial class M
                {{
                    [CarlemanCompiler.Loss]
                    public static double Loss([CarlemanCompiler.Weights(1)] System.ReadOnlySpan<double> w) => {1};
                }}
            }}
            """;
        string Text(string attribute, string call) =>
            string.Format(System.Globalization.CultureInfo.InvariantCulture, Source, attribute, call);
        var editor = () => new Editor("", [Text("", "System.Math.Sqrt(w[0])")]);
        return Task.WhenAll(
            FixTest.MendsAsync(
                new DeclareApproximationFix(), Id, editor,
                Text("", "CarlemanCompiler.Approximate.Sqrt(w[0], degree: 5, radius: 1, centre: 2)"), "AtCall"),
            FixTest.MendsAsync(
                new DeclareApproximationFix(), Id, editor,
                Using + Text(
                    "\n    [CarlemanCompiler.Approximate(SmoothFunction.Sqrt, Degree = 5, Radius = 1, Centre = 2)]",
                    "System.Math.Sqrt(w[0])"),
                "OnModel"));
    }

    /// <summary>A helper in another file is offered at the class, because editors show there what the class's analysis finds.</summary>
    [Theory]
    [InlineData("AtCall", 1)]
    [InlineData("OnModel", 0)]
    public async Task AHelperInAnotherFileIsMendedFromTheModel(string key, int changed)
    {
        string[] before =
        [
            $"[CarlemanModel]\nstatic partial class M {{ {Loss} => Helper.Half(w[0]); }}",
            "static class Helper { public static double Half(double a) => Math.Exp(a) / 2; }",
        ];
        string[] after =
        [
            before[0].Replace("Model]\n", "Model]\n[Approximate(Degree = 5, Radius = 1)]\n", StringComparison.Ordinal),
            before[1].Replace("Math.Exp(a)", "Approximate.Exp(a, degree: 5, radius: 1)", StringComparison.Ordinal),
        ];
        using var editor = new Editor(before);
        var findings = await editor.FindAsync();
        var mark = Assert.Single(findings.Marks);
        Assert.Equal(before[0].IndexOf("M {", StringComparison.Ordinal), mark.Location.SourceSpan.Start);
        Assert.Equal("/project/File0.cs", mark.Location.SourceTree!.FilePath);
        var offers = await editor.OffersAsync(new DeclareApproximationFix(), mark);
        await editor.ApplyAsync(Assert.Single(offers, o => o.EquivalenceKey == key));
        Assert.Equal(after[changed], editor[changed]);
        Assert.Equal(before[1 - changed], editor[1 - changed]);
        findings = await editor.FindAsync();
        Assert.Empty(findings.Marks);
        Assert.Empty(findings.Errors);

        // The generator's own message lies at the call, from where the class is not to be seen.
        using var other = new Editor(before);
        var message = Assert.Single((await other.FindAsync()).MessagesOf(Id));
        Assert.Equal("AtCall", Assert.Single(await other.OffersAsync(new DeclareApproximationFix(), message)).EquivalenceKey);
    }

    [Theory]
    [InlineData("AtCall")]
    [InlineData("OnModel")]
    public async Task AllModelsAtOnce(string key)
    {
        string Source(string name, string attribute, string call) =>
            $"[CarlemanModel]\n{attribute}static partial class {name} {{ {Loss} => {call}; }}";
        using var editor = new Editor(
            Source("A", "", "Math.Tanh(w[0])") + "\n" + Source("B", "", "1 / w[0]") + "\n" + Source("D", "", "Math.Log(w[0])"),
            Source("C", "", "Math.Sin(w[0])"));
        var findings = await editor.FindAsync();
        await editor.ApplyToAllAsync(new DeclareApproximationFix(), key, findings.Marks);
        bool atCall = key == "AtCall";
        const string Approximate = "[Approximate(Degree = 5, Radius = 1)]\n";
        Assert.Equal(
            atCall
                ? Source("A", "", "Approximate.Tanh(w[0], degree: 5, radius: 1)") + "\n"
                    + Source("B", "", "Approximate.Reciprocal(w[0], degree: 5, radius: 1, centre: 2)") + "\n"
                    + Source("D", "", "Approximate.Log(w[0], degree: 5, radius: 1, centre: 2)")
                : Using + Source("A", Approximate, "Math.Tanh(w[0])") + "\n"
                    + Source("B", "[Approximate(SmoothFunction.Reciprocal, Degree = 5, Radius = 1, Centre = 2)]\n", "1 / w[0]") + "\n"
                    + Source("D", "[Approximate(SmoothFunction.Log, Degree = 5, Radius = 1, Centre = 2)]\n", "Math.Log(w[0])"),
            editor[0]);
        Assert.Equal(
            atCall ? Source("C", "", "Approximate.Sin(w[0], degree: 5, radius: 1)") : Source("C", Approximate, "Math.Sin(w[0])"),
            editor[1]);
        findings = await editor.FindAsync();
        Assert.Empty(findings.Marks);
        Assert.Empty(findings.Errors);
    }

    [Theory]
    [InlineData("Math.Pow(w[0] /* base */, 0.5)")]
    [InlineData("Math.Log2(/* of */ w[0])")]
    public async Task WhereACommentWouldBeLostTheCallIsLeftAlone(string call)
    {
        using var editor = new Editor(InLoss($"return {call};"));
        var offers = await editor.OffersAsync(new DeclareApproximationFix(), Assert.Single((await editor.FindAsync()).Marks));
        Assert.Equal("OnModel", Assert.Single(offers).EquivalenceKey);
    }

    [Fact]
    public async Task TheOffersSayWhatTheyWrite()
    {
        using var editor = new Editor(InLoss("return 1 / w[0];"));
        var mark = Assert.Single((await editor.FindAsync()).Marks);
        Assert.Equal(
            [
                "Approximate in the whole model: [Approximate(SmoothFunction.Reciprocal, Degree = 5, Radius = 1, Centre = 2)]",
                "Approximate here: Approximate.Reciprocal(x, degree: 5, radius: 1, centre: 2)",
            ],
            (await editor.OffersAsync(new DeclareApproximationFix(), mark)).Select(offer => offer.Title));
    }

    private static string InLoss(string body) => $$"""
        using static System.Math;
        using static CarlemanCompiler.LossMath;

        [CarlemanModel]
        static partial class M
        {
            private const int Three = 3;

            [Loss]
            public static double Loss([Weights(2)] ReadOnlySpan<double> w)
            {
                {{body}}
            }
        }
        """;
}
