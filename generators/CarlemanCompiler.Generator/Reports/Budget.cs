using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>The memory that a model may need when it runs, in MiB: MSBuild property CarlemanCompilerBudget.</summary>
internal static class Budget
{
    public const string Property = "build_property.CarlemanCompilerBudget";
    public const long DefaultMebibytes = 1024;

    public static long Read(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(Property, out string? text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long mebibytes)
        && mebibytes > 0
            ? mebibytes
            : DefaultMebibytes;
}
