using CarlemanCompiler.Data;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>A CSV of the project's AdditionalFiles.</summary>
/// <param name="Path">With forward slashes.</param>
/// <param name="Text">Null when it cannot be read, or when several files answer to the model's name for it.</param>
/// <param name="Matches">Files that answer to the name.</param>
internal sealed record DataFile(string Path, string? Text, int Matches = 1)
{
    public static bool IsTable(AdditionalText file) => file.Path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    public static DataFile Read(AdditionalText file, CancellationToken cancellation) =>
        new(Slashed(file.Path), file.GetText(cancellation)?.ToString());

    /// <summary>The file whose path ends in the name: the name itself, or with as many of its folders as the user gives.</summary>
    public static DataFile? Find(string? name, IEnumerable<DataFile> files)
    {
        if (name is null)
        {
            return null;
        }

        var matches = files.Where(f => DataFileName.Matches(f.Path, name)).ToList();
        return matches.Count > 1 ? new DataFile(name, null, matches.Count) : matches.FirstOrDefault();
    }

    private static string Slashed(string path) => path.Replace('\\', '/');
}
