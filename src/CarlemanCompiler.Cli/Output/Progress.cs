using Spectre.Console;

namespace CarlemanCompiler.Cli.Output;

/// <summary>Shows that long work is going on, on standard error and only where that is a terminal.</summary>
internal static class Progress
{
    public static T Show<T>(string what, Func<T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work();
        }

        return Terminal().Status().Start(Markup.Escape(what), _ => work());
    }

    /// <summary>
    /// Work that counts steps: its progress follows <paramref name="what"/> where standard error is a terminal, and stands on lines of its own,
    /// one in five seconds, where lines are asked for.
    /// </summary>
    /// <param name="what">What goes on.</param>
    /// <param name="lastStep">T.</param>
    /// <param name="lines">Where lines go; null for none.</param>
    /// <param name="work">Is given what it reports its steps to; null where nobody looks.</param>
    public static T Show<T>(string what, int lastStep, TextWriter? lines, Func<IProgress<int>?, T> work)
    {
        if (lines is not null)
        {
            return work(new StepProgress(lastStep, text => lines.WriteLine($"{what}: {text}"), TimeSpan.FromSeconds(5)));
        }

        if (Console.IsErrorRedirected)
        {
            return work(null);
        }

        return Terminal().Status().Start(
            Markup.Escape(what),
            status => work(new StepProgress(lastStep, text => status.Status(Markup.Escape($"{what}: {text}")), TimeSpan.Zero)));
    }

    private static IAnsiConsole Terminal() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
