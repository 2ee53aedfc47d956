using System.Reflection;

namespace CarlemanCompiler.Package.Tests;

/// <summary>How this test project was built; written into its assembly by the project file.</summary>
internal static class BuildFacts
{
    public static string Configuration => Read(nameof(Configuration));

    /// <summary>Root of the repository.</summary>
    public static string Repository => Read(nameof(Repository));

    /// <summary>Where this machine keeps restored packages.</summary>
    public static string PackageFolder => Read(nameof(PackageFolder));

    private static string Read(string key) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == key).Value!;
}
