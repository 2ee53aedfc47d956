using System.Collections.Immutable;
using CarlemanCompiler.Data;

namespace CarlemanCompiler.Training;

/// <summary>
/// Training in rounds (the paper's Fig. 1): T steps as one linear system, the weights read back, the loss expanded around them, and the next T steps uploaded.
/// Truncation error does not pile up over rounds, since every round starts at u = 0.
/// </summary>
public static class ReuploadTraining
{
    /// <summary>Full-batch rounds.</summary>
    /// <param name="model">States T, N and the start.</param>
    /// <param name="samples">The whole data set; null for a model without data.</param>
    /// <param name="engine">Runs each round.</param>
    /// <param name="rounds">Number of re-uploads, 1 or more.</param>
    /// <returns>One run a round, lazily; the last weights of one are the start of the next.</returns>
    public static IEnumerable<TrainingRun> Run(CompiledModel model, SampleTable? samples, TrainingEngine engine, int rounds) =>
        Run(model, Enumerable.Repeat(samples?.Values.ToArray() ?? [], rounds), engine);

    /// <summary>Rounds on given batches: one batch is one round of T steps.</summary>
    /// <param name="model">States T, N and the start.</param>
    /// <param name="batches">Row-major samples of each round, for instance from <see cref="MiniBatches"/>.</param>
    /// <param name="engine">Runs each round.</param>
    public static IEnumerable<TrainingRun> Run(CompiledModel model, IEnumerable<double[]> batches, TrainingEngine engine)
    {
        var theta = model.Start;
        foreach (double[] batch in batches)
        {
            var problem = TrainingProblem.From(model with { Start = theta, Centre = theta }, batch);
            var run = engine.Run(problem);
            yield return run;
            theta = ImmutableArray.Create(run.Final.ToArray());
        }
    }
}
