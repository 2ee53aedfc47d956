namespace CarlemanCompiler.Training;

/// <summary>Solves the history system M Y = r (paper eq. 6) by forward substitution and reads every state from Y.</summary>
public sealed record HistoryEngine : TrainingEngine
{
    /// <inheritdoc/>
    public override string Name => "history";

    /// <inheritdoc/>
    public override TrainingRun Run(TrainingProblem problem)
    {
        var history = problem.Stack();
        return new TrainingRun(problem, Name, [.. Enumerable.Range(0, problem.Steps + 1)], history.Weights(history.Solve())[..(problem.Steps + 1)])
        {
            Dimension = history.Map.Dimension,
            Bound = problem.TruncationBound(),
        };
    }
}
