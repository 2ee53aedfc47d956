using Microsoft.CodeAnalysis.CodeFixes;

namespace CarlemanCompiler.CodeFixes.Tests;

/// <summary>
/// The way of every fix: the generator's message is there with its mark, the fix is applied, the text is as expected, and then neither the
/// message nor the mark nor an error of C# is left. From the generator's own diagnostic the fix does the same as from the mark.
/// </summary>
internal static class FixTest
{
    public static Task MendsAsync(CodeFixProvider fix, string id, string before, string after, string key = "") =>
        MendsAsync(fix, id, () => new Editor(before), after, key);

    public static async Task MendsAsync(CodeFixProvider fix, string id, Func<Editor> open, string after, string key = "", int file = 0)
    {
        foreach (bool fromMark in new[] { true, false })
        {
            using var editor = open();
            var findings = await editor.FindAsync();
            Assert.NotEmpty(findings.MessagesOf(id));
            var diagnostic = (fromMark ? findings.MarksOf(id) : findings.MessagesOf(id))[0];
            var offers = await editor.OffersAsync(fix, diagnostic);
            await editor.ApplyAsync(Assert.Single(offers, offer => key.Length == 0 || offer.EquivalenceKey == key));
            Assert.Equal(after, editor[file]);

            findings = await editor.FindAsync();
            Assert.Empty(findings.MessagesOf(id));
            Assert.Empty(findings.MarksOf(id));
            Assert.Empty(findings.Errors);
        }
    }
}
