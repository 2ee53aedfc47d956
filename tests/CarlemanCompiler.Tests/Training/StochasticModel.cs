using CarlemanCompiler.Data;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Tests.Training;

/// <summary>A model with its loss as a polynomial, and stochastic descent on it as a textbook writes it: in θ, sample by sample.</summary>
internal sealed record StochasticModel(CompiledModel Model, Polynomial Loss, SampleTable Samples)
{
    /// <summary>(w₀ + w₁x − (w₁x)³/6 − y)²/2: of degree 6, the increments of degree 5.</summary>
    public static StochasticModel Sine { get; } = Of(v =>
    {
        var error = v[0] + v[1] * v[2] - (v[1] * v[2]).Power(3) * (1 / 6.0) - v[3];
        return error * error * 0.5;
    }, -1);

    /// <summary>s (w₀ + w₁x − y)²/2, quadratic, with the weight s of a sample in the place of its third number.</summary>
    public static StochasticModel WeightedLine { get; } = Of(v =>
    {
        var error = v[0] + v[1] * v[2] - v[3];
        return error * error * v[4] * 0.5;
    }, 2);

    public TrainingProblem Problem => TrainingProblem.From(Model, Samples.Values);

    /// <summary>θ(0), …, θ(T) with the batches and the noise of a seed.</summary>
    public double[][] Descend(StochasticEngine engine, int steps)
    {
        double eta = Model.LearningRate;
        var (theta, velocity) = (Model.Start.ToArray(), new double[2]);
        var derivatives = Loss.Gradient();
        var noise = new double[2];
        List<double[]> trajectory = [[.. theta]];
        var batches = MiniBatches.Of(Samples, engine.BatchSize == 0 ? Samples.Count : engine.BatchSize, engine.Seed);
        foreach (double[] batch in batches.Take(steps))
        {
            if (!engine.Noise.IsEmpty)
            {
                new GaussianNoise(engine.Noise, engine.Seed).Fill(trajectory.Count - 1, noise);
            }

            var samples = batch.Chunk(Samples.Width).ToArray();
            double total = Model.SampleWeight < 0 ? samples.Length : samples.Sum(s => s[Model.SampleWeight]);
            var rule = engine.Rule;
            double[] gradient = [.. derivatives.Take(2).Select(d => samples.Sum(s => d.Evaluate([.. theta, .. s])) / total)];
            for (int i = 0; i < 2; i++)
            {
                double g = -eta * (gradient[i] + (rule.Decoupled ? 0 : rule.WeightDecay * theta[i])) + noise[i];
                velocity[i] = rule.Momentum * velocity[i] + g;
                double move = rule.Nesterov ? rule.Momentum * velocity[i] + g : velocity[i];
                theta[i] += move - (rule.Decoupled ? eta * rule.WeightDecay * theta[i] : 0);
            }

            trajectory.Add([.. theta]);
        }

        return [.. trajectory];
    }

    private static StochasticModel Of(Func<Polynomial[], Polynomial> lossOf, int sampleWeight)
    {
        int width = sampleWeight < 0 ? 2 : 3;
        var loss = lossOf([.. Enumerable.Range(0, 2 + width).Select(i => Polynomial.Variable(2 + width, i))]);
        string[] columns = sampleWeight < 0 ? ["x", "y"] : ["x", "y", "s"];
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 25).SelectMany(_ =>
        {
            double x = 2 * random.NextDouble() - 1;
            double[] sample = [x, Math.Sin(0.7 * x) + 0.2, 0.5 + random.NextDouble()];
            return sample.Take(width);
        })];
        var model = new CompiledModel
        {
            Name = "Test",
            Structure = GradientStructure.FromLoss(loss, 2, sampleWeight),
            Loss = (w, s) => loss.Evaluate([.. w, .. s]),
            Gradient = (w, s, gradient) => throw new InvalidOperationException("Training runs on the tensors."),
            LearningRate = 0.2,
            Order = 3,
            Steps = 15,
            Start = [0.1, 0.4],
            Centre = [0.2, 0.6],
            Columns = [.. columns],
            SampleWeight = sampleWeight,
        };
        return new StochasticModel(model, loss, SampleTable.FromValues(columns, values));
    }
}
