using System.Globalization;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>
/// Numbers in messages: rounded, so that a last digit that differs between machines changes no output, and the same in every culture.
/// </summary>
internal static class ReportText
{
    public static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    public static string Text(long value) =>
        value == long.MaxValue ? "over 9E18" : value < 1_000_000_000_000 ? value.ToString(CultureInfo.InvariantCulture)
            : Text((double)value);

    /// <summary>Bytes in MiB, 1 or more.</summary>
    public static string Mebibytes(long bytes) => bytes switch
    {
        < 1 << 20 => "1 MiB",
        long.MaxValue => "8E12 MiB",
        _ => Text((double)bytes / (1 << 20)) + " MiB",
    };

    /// <summary>"1 mode", "2 modes".</summary>
    public static string Count(long count, string noun) => $"{Text(count)} {noun}{(count == 1 ? "" : "s")}";
}
