namespace CarlemanCompiler.Training;

/// <summary>Iterates the truncated Carleman map, y ↦ (I + A) y + b. O(T · entries of A).</summary>
public sealed record CarlemanEngine : TrainingEngine
{
    /// <inheritdoc/>
    public override string Name => "carleman";

    /// <inheritdoc/>
    public override TrainingRun Run(TrainingProblem problem)
    {
        var map = problem.Linearize();
        return new TrainingRun(problem, Name, [.. Enumerable.Range(0, problem.Steps + 1)], map.Run(problem.Start.AsSpan(), problem.Steps))
        {
            Dimension = map.Dimension,
            Bound = problem.TruncationBound(),
        };
    }
}
