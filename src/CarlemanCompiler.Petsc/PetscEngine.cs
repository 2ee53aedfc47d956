using CarlemanCompiler.Training;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// Trains over the ranks of a session: iterates the truncated Carleman map y ↦ (I + A) y + b on distributed vectors, or solves its history
/// system by a Krylov method. The weights are those of <see cref="CarlemanEngine"/> up to rounding.
/// </summary>
public sealed record PetscEngine
{
    /// <summary>How the ranks hold A.</summary>
    public MapStorage Storage { get; init; }

    /// <summary>
    /// PETSc's name of the method that solves the history system; null to step the map, which is exact and holds two states.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>Read the weights at every so many steps, 1 or more, and at the last one.</summary>
    public int RecordEvery { get; init; } = 1;

    /// <summary>Trains. Collective.</summary>
    /// <param name="session">The ranks.</param>
    /// <param name="problem">The same on all ranks; its memory budget is that of each rank.</param>
    /// <returns>The run on rank 0, null on the others.</returns>
    /// <exception cref="SizeLimitException">A rank would go over the budget.</exception>
    /// <exception cref="PetscException">PETSc failed, or its method did not converge.</exception>
    public PetscRun? Run(PetscSession session, TrainingProblem problem)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentOutOfRangeException.ThrowIfLessThan(RecordEvery, 1);
        GC.Collect();
        double before = session.ResidentBytes();
        using var map = DistributedMap.Build(
            session, problem.Dynamics, problem.Order, problem.Basis, problem.EtaPowers, Storage, problem.MemoryBudget);
        int[] times = [.. Enumerable.Range(0, problem.Steps + 1).Where(t => t % RecordEvery == 0 || t == problem.Steps)];
        int? iterations = null;
        double[][] weights;
        double bytes;
        double after;
        if (Method is null)
        {
            using var y = map.CreateVector();
            using var next = map.CreateVector();
            weights = Follow(map, y, next, problem, times);
            bytes = map.Bytes + 2.0 * sizeof(double) * map.LocalLength;
            after = session.ResidentBytes();
        }
        else
        {
            using var history = DistributedHistory.Build(map, problem.Steps, problem.Padding, Method, problem.MemoryBudget);
            var solution = history.Solve(problem.Start.AsSpan());
            weights = [.. times.Select(t => solution.Weights[t])];
            iterations = solution.Iterations;
            bytes = map.Bytes + history.Bytes;
            after = session.ResidentBytes();
        }

        double[] uses = session.Gather(map.LocalLength, map.ReceivedCount, bytes, after - before);
        if (session.Rank != 0)
        {
            return null;
        }

        var run = new TrainingRun(problem, "petsc", [.. times], weights) { Dimension = map.Dimension, Bound = problem.TruncationBound() };
        var ranks = uses.Chunk(4).Select((use, rank) => new RankUse(rank, (long)use[0], (long)use[1], (long)use[2], (long)use[3]));
        return new PetscRun(run, [.. ranks], iterations);
    }

    private static double[][] Follow(DistributedMap map, LiftedVector y, LiftedVector next, TrainingProblem problem, int[] times)
    {
        map.Lift(problem.Start.AsSpan(), y);
        var weights = new double[times.Length][];
        int step = 0;
        for (int k = 0; k < times.Length; k++)
        {
            for (; step < times[k]; step++)
            {
                map.Step(y, next);
                (y, next) = (next, y);
            }

            weights[k] = map.WeightsOf(y);
        }

        return weights;
    }
}
