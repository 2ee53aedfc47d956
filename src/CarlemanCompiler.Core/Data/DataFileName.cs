namespace CarlemanCompiler.Data;

/// <summary>How a model's name for its data file finds the file: one rule for the build and the command line.</summary>
public static class DataFileName
{
    /// <summary>
    /// Whether a path ends in the name: the file name itself, or with as many of its folders as the model gives. Slashes of both kinds and
    /// letters of both cases are the same, so that a project builds alike on every system.
    /// </summary>
    /// <param name="path">Path of a file.</param>
    /// <param name="name">What the model calls it, such as <c>iris.csv</c> or <c>data/iris.csv</c>.</param>
    public static bool Matches(string path, string name) =>
        ("/" + Slashed(path)).EndsWith("/" + Slashed(name).TrimStart('.', '/'), StringComparison.OrdinalIgnoreCase);

    private static string Slashed(string path) => path.Replace('\\', '/');
}
