namespace CarlemanCompiler.CodeFixes.Tests;

/// <summary>'partial' on a model and on what is around it.</summary>
public sealed class MakePartialFixTests
{
    private const string Id = "CARL001";
    private const string Loss = "[Loss] public static double Loss([Weights(1)] ReadOnlySpan<double> w) => w[0] * w[0];";

    public static TheoryData<string, string> Cases => new()
    {
        { $"[CarlemanModel] public static class M {{ {Loss} }}", $"[CarlemanModel] public static partial class M {{ {Loss} }}" },
        { $"[CarlemanModel] class M {{ {Loss} }}", $"[CarlemanModel] partial class M {{ {Loss} }}" },
        {
            $"[CarlemanModel]\n// A line.\nsealed record M {{ {Loss} }}",
            $"[CarlemanModel]\n// A line.\nsealed partial record M {{ {Loss} }}"
        },
        {
            $"/// <summary>A line.</summary>\n[CarlemanModel]\nclass M\n{{\n    {Loss}\n}}\n",
            $"/// <summary>A line.</summary>\n[CarlemanModel]\npartial class M\n{{\n    {Loss}\n}}\n"
        },
        {
            $"[CarlemanModel] public /* one */ static // two\r\n    class M {{ {Loss} }}",
            $"[CarlemanModel] public /* one */ static // two\r\n    partial class M {{ {Loss} }}"
        },
        {
            $"public interface I\n{{\n    struct Inner // holds it\n    {{\n        "
                + $"[CarlemanModel] static partial class M {{ {Loss} }} }} }}",
            $"public partial interface I\n{{\n    partial struct Inner // holds it\n    {{\n        "
                + $"[CarlemanModel] static partial class M {{ {Loss} }} }} }}"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public Task MakesTheClassAndTheClassesAroundItPartial(string before, string after) =>
        FixTest.MendsAsync(new MakePartialFix(), Id, before, after);

    [Fact]
    public async Task FromAClassAroundItTheModelIsMadePartialToo()
    {
        using var editor = new Editor($"class A {{ class B {{ [CarlemanModel] class M {{ {Loss} }} }} }}");
        var marks = (await editor.FindAsync()).MarksOf(Id);
        Assert.Equal(3, marks.Length);
        await editor.ApplyAsync(Assert.Single(await editor.OffersAsync(new MakePartialFix(), marks[0])));
        Assert.Equal($"partial class A {{ partial class B {{ [CarlemanModel] partial class M {{ {Loss} }} }} }}", editor[0]);
    }

    [Fact]
    public async Task AllAtOnceShareTheClassesAroundThem()
    {
        string Source(string partial) => $"{partial}class A {{ [CarlemanModel] {partial}class M {{ {Loss} }} "
            + $"[CarlemanModel] {partial}class N {{ {Loss} }} class Other; }}";
        using var editor = new Editor(Source(""), $"[CarlemanModel] class K {{ {Loss} }}");
        var findings = await editor.FindAsync();
        await editor.ApplyToAllAsync(new MakePartialFix(), nameof(MakePartialFix), findings.MarksOf(Id));
        Assert.Equal(Source("partial "), editor[0]);
        Assert.Equal($"[CarlemanModel] partial class K {{ {Loss} }}", editor[1]);
        findings = await editor.FindAsync();
        Assert.Empty(findings.Marks);
        Assert.Empty(findings.Errors);
    }
}
