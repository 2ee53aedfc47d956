namespace CarlemanCompiler.Generator.Pipeline;

/// <summary>
/// File names of generated sources. Roslyn compares them without case, C# compares classes with it: of two models that differ only in case
/// the later
/// one is numbered.
/// </summary>
internal sealed record FileNames(EquatableArray<string> Models)
{
    public static FileNames Of(IEnumerable<string> models) => new(models.OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray());

    public string For(string model)
    {
        int before = Models.Count(name =>
            string.Equals(name, model, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(name, model) < 0);
        return before == 0 ? $"{model}.g.cs" : $"{model}.{before + 1}.g.cs";
    }
}
