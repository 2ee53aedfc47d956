namespace CarlemanCompiler.Training;

/// <summary>Plain gradient descent, the yardstick of the others. O(T · terms of the gradient).</summary>
public sealed record DescentEngine : TrainingEngine
{
    /// <inheritdoc/>
    public override string Name => "descent";

    /// <inheritdoc/>
    public override TrainingRun Run(TrainingProblem problem) => new(
        problem,
        Name,
        [.. Enumerable.Range(0, problem.Steps + 1)],
        problem.Dynamics.Descend(problem.Start.AsSpan(), problem.Steps))
    {
        Dimension = problem.Dynamics.WeightCount,
    };
}
