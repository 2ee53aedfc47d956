using System.Diagnostics;
using System.Globalization;

namespace CarlemanCompiler.Cli.Output;

/// <summary>Says how far a run has come, how fast it goes and how long it will take, from the steps that are reported to it.</summary>
/// <param name="lastStep">T.</param>
/// <param name="show">Takes each text.</param>
/// <param name="interval">Least time between two texts; the first step and the last are shown in any case.</param>
internal sealed class StepProgress(int lastStep, Action<string> show, TimeSpan interval) : IProgress<int>
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int? firstStep;
    private TimeSpan shown;

    public void Report(int value)
    {
        if (firstStep is null)
        {
            firstStep = value;
            clock.Restart();
            show(value == 0 ? $"step 0 of {Tables.Integer(lastStep)}" : $"resumed at step {Tables.Integer(value)} of {Tables.Integer(lastStep)}");
            return;
        }

        var elapsed = clock.Elapsed;
        if (value == firstStep)
        {
            return;
        }

        if (value == lastStep || elapsed - shown >= interval)
        {
            shown = elapsed;
            show(Text(value, lastStep, (value - firstStep.Value) / elapsed.TotalSeconds));
        }
    }

    /// <summary>One line: step, steps a second, time left.</summary>
    public static string Text(int step, int lastStep, double stepsPerSecond)
    {
        string text = $"step {Tables.Integer(step)} of {Tables.Integer(lastStep)}, {Tables.Rate(stepsPerSecond)} steps/s";
        double left = (lastStep - step) / stepsPerSecond;
        return step < lastStep && left < TimeSpan.MaxValue.TotalSeconds / 2
            ? $"{text}, {TimeSpan.FromSeconds(Math.Ceiling(left)).ToString("c", CultureInfo.InvariantCulture)} left"
            : text;
    }
}
