namespace CarlemanCompiler.Generator.Tests.Conformance;

/// <summary>docs/language.md is what the suite says. A difference leaves language.received.md beside it: rename it when it is what is wanted.</summary>
public sealed class LanguageReferenceTests
{
    [Fact]
    public void TheDocumentIsUpToDate() =>
        Snapshot.MatchFile(LanguageReference.Text, Path.Combine(ConformanceProgram.Folder(), "..", "..", "..", "docs", "language.md"));

    [Fact]
    public void EveryTopicHasItsPlace() => Assert.Equal(
        ConformanceProgram.All.Select(p => p.Topic).Distinct().Order(StringComparer.Ordinal),
        LanguageReference.Topics.Order(StringComparer.Ordinal));
}
