using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using CarlemanCompiler.Engine;

namespace CarlemanCompiler.Training;

/// <summary>
/// Iterates the truncated Carleman map, y ↦ (I + A) y + b, as a stream: two lifted vectors are held, and the weights of every
/// <see cref="RecordEvery"/>-th step. O(T · cost of one product of <see cref="CarlemanOperator{T}"/>).
/// </summary>
/// <remarks>
/// With a <see cref="Checkpoint"/> a run that was stopped goes on where the file stands, to the same bits; one that was done is read back.
/// </remarks>
public sealed record CarlemanEngine : TrainingEngine
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override string Name => "carleman";

    /// <summary>Whether y is held in single precision: half the memory, some seven digits. Bounds do not cover its rounding.</summary>
    public bool Single { get; init; }

    /// <summary>Threads at most; 0 for one a processor. The weights do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Read the weights at every so many steps, 1 or more, and at the last one.</summary>
    public int RecordEvery { get; init; } = 1;

    /// <summary>The file that the run is saved to and taken up from; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Save at every so many steps; 0 for once a minute. The last step is saved in any case.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>Is told the step that the run has come to: the one that it begins at, the last, and about four a second between.</summary>
    public IProgress<int>? Progress { get; init; }

    /// <summary>Stops the run after the step at hand, and saves it where there is a <see cref="Checkpoint"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <inheritdoc/>
    /// <exception cref="SizeLimitException">The operator, or the weights to be read, do not fit in the problem's memory budget.</exception>
    /// <exception cref="CheckpointException">The checkpoint is damaged, of another run, or past the problem's last step.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; the message says at which step.</exception>
    public override TrainingRun Run(TrainingProblem problem) => Single ? Run<float>(problem) : Run<double>(problem);

    private TrainingRun Run<T>(TrainingProblem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RecordEvery, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(CheckpointEvery);
        RequireRoomForWeights(problem);
        var map = CarlemanOperator.Build<T>(
            problem.Dynamics, problem.Order, problem.Basis, threads: Threads, etaPowers: problem.EtaPowers, memoryBudgetBytes: problem.MemoryBudget);
        var run = Checkpoint is not null && File.Exists(Checkpoint)
            ? HistoryRun.Resume(Checkpoint, map, problem.Start.AsSpan(), RecordEvery, problem.Steps)
            : HistoryRun.Start(map, problem.Start.AsSpan(), RecordEvery);
        Follow(run, problem.Steps);

        var times = Enumerable.Range(0, run.Recorded.Count).Select(k => k * RecordEvery);
        bool endIsRecorded = problem.Steps % RecordEvery == 0;
        return new TrainingRun(
            problem,
            Name,
            endIsRecorded ? [.. times] : [.. times, problem.Steps],
            endIsRecorded ? [.. run.Recorded] : [.. run.Recorded, run.Weights()])
        {
            Dimension = map.Dimension,
            Bound = problem.TruncationBound(),
        };
    }

    private void Follow<T>(HistoryRun<T> run, int lastStep)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool watches = Progress is not null || (Checkpoint is not null && CheckpointEvery == 0);
        long reported = Stopwatch.GetTimestamp();
        long saved = reported;
        int savedStep = run.Step == 0 ? -1 : run.Step;
        Progress?.Report(run.Step);
        while (run.Step < lastStep)
        {
            if (Cancellation.IsCancellationRequested)
            {
                Save();
                throw new OperationCanceledException(
                    $"Stopped at step {run.Step} of {lastStep}{(Checkpoint is null ? "." : $"; {Checkpoint} goes on from there.")}", Cancellation);
            }

            run.Advance(1);
            long now = watches ? Stopwatch.GetTimestamp() : 0;
            if (Progress is not null && Stopwatch.GetElapsedTime(reported, now) >= ReportInterval)
            {
                Progress.Report(run.Step);
                reported = now;
            }

            bool due = CheckpointEvery > 0 ? run.Step % CheckpointEvery == 0 : watches && Stopwatch.GetElapsedTime(saved, now) >= SaveInterval;
            if (due)
            {
                Save();
                saved = now;
            }
        }

        Save();
        Progress?.Report(run.Step);

        void Save()
        {
            if (Checkpoint is not null && run.Step > savedStep)
            {
                run.Save(Checkpoint);
                savedStep = run.Step;
            }
        }
    }

    /// <summary>The weights of the run and those of plain descent beside them.</summary>
    private void RequireRoomForWeights(TrainingProblem problem)
    {
        long rowBytes = 2L * (sizeof(double) * problem.Dynamics.WeightCount + 24);
        long rows = problem.Steps / RecordEvery + 2L;
        if (rows <= problem.MemoryBudget / rowBytes)
        {
            return;
        }

        long fitting = problem.MemoryBudget / rowBytes - 2;
        string wayOut = fitting > 0
            ? $"Recording every {(problem.Steps + fitting - 1) / fitting} steps fits."
            : "Not even the first and the last step fit.";
        throw new SizeLimitException(string.Create(
            CultureInfo.InvariantCulture,
            $"The weights of every {RecordEvery} of {problem.Steps} steps, and those of plain descent, take {(Int128)rows * rowBytes:N0} bytes; "
            + $"the limit is {problem.MemoryBudget:N0} bytes. {wayOut}"));
    }
}
