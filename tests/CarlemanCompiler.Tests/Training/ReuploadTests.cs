using CarlemanCompiler.Data;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Tests.Training;

/// <summary>Rounds of read-back, recentring and upload against one long descent.</summary>
public sealed class ReuploadTests
{
    private static readonly SampleTable Samples = SampleTable.FromValues(["x", "y"], [-1, -0.6, -0.5, -0.4, 0.2, 0.3, 0.7, 0.5, 1, 0.6, 0.1, 0]);

    /// <summary>(w₀ + w₁x − (w₁x)³/6 − y)², the variables in the order w₀, w₁, x, y.</summary>
    private static readonly CompiledModel Model = Compile();

    [Fact]
    public void RoundsFollowOneLongDescent()
    {
        const int rounds = 6;
        var runs = ReuploadTraining.Run(Model, Samples, new CarlemanEngine(), rounds).ToList();
        var longDescent = Model.Dynamics(Samples.Values).Descend(Model.Start.AsSpan(), rounds * Model.Steps);
        Assert.Equal(rounds, runs.Count);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(longDescent[^1][i], runs[^1].Final[i], 2e-3);
        }

        // Without recentring the same number of steps at the same order drifts further.
        var single = new CarlemanEngine().Run(TrainingProblem.From(Model, Samples.Values) with { Steps = rounds * Model.Steps });
        double recentred = Enumerable.Range(0, 2).Max(i => Math.Abs(longDescent[^1][i] - runs[^1].Final[i]));
        Assert.True(recentred < single.FinalError / 3, $"{recentred} and {single.FinalError}");
    }

    [Fact]
    public void MiniBatchesAreStochasticGradientDescent()
    {
        var batches = MiniBatches.Of(Samples, 2, seed: 11).Take(5).ToList();
        var theta = Model.Start.ToArray();
        foreach (var (run, batch) in ReuploadTraining.Run(Model with { Order = 4 }, batches, new CarlemanEngine()).Zip(batches))
        {
            theta = Model.Dynamics(batch).Descend(theta, Model.Steps)[^1];
            Assert.Equal(theta, run.Final.ToArray(), (a, b) => Math.Abs(a - b) < 1e-4);
        }
    }

    private static CompiledModel Compile()
    {
        var v = Enumerable.Range(0, 4).Select(i => Polynomial.Variable(4, i)).ToArray();
        var error = v[0] + v[1] * v[2] - (v[1] * v[2]).Power(3) * (1 / 6.0) - v[3];
        return new CompiledModel
        {
            Name = "Sine",
            Structure = GradientStructure.FromLoss(error * error, 2),
            Loss = (w, s) => Math.Pow(w[0] + w[1] * s[0] - Math.Pow(w[1] * s[0], 3) / 6 - s[1], 2),
            Gradient = (w, s, gradient) => throw new InvalidOperationException("Training runs on the tensors."),
            LearningRate = 0.1,
            Order = 2,
            Steps = 4,
            Start = [0.1, 0.1],
            Centre = [0, 0],
            Columns = ["x", "y"],
        };
    }
}
