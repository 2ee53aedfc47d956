using System.Globalization;
using Spectre.Console;

namespace CarlemanCompiler.Cli.Output;

/// <summary>How reports look: six significant digits, thousands in groups, plain text where the output is no terminal.</summary>
internal static class Tables
{
    public static IAnsiConsole To(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = writer == Console.Out ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (writer != Console.Out || Console.IsOutputRedirected)
        {
            console.Profile.Width = 140;
        }

        return console;
    }

    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    public static string Integer(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Three significant digits below a hundred, whole numbers from there on.</summary>
    public static string Rate(double value) => value < 100 ? value.ToString("G3", CultureInfo.InvariantCulture) : value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The powers of η kept, as the command line names them.</summary>
    public static string EtaPowers(int powers) => powers == 0 ? "all" : powers.ToString(CultureInfo.InvariantCulture);

    /// <summary>A table of two columns, what and how much.</summary>
    public static Table Facts() => new Table().NoBorder().HideHeaders().AddColumn("").AddColumn(new TableColumn("").PadLeft(2));
}
