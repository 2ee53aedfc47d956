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

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Status().Start(Markup.Escape(what), _ => work());
    }
}
