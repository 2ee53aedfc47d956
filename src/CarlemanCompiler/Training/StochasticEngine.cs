using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using CarlemanCompiler.Data;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Engine;

namespace CarlemanCompiler.Training;

/// <summary>
/// Iterates the truncated Carleman map of stochastic descent, y ↦ (I + A(t)) y + b(t): mini-batches, additive noise, momentum, weight decay. The
/// run's <see cref="TrainingRun.Descent"/> is the same descent without truncation, with the same batches and the same noise.
/// </summary>
/// <remarks>
/// A problem without data has the same gradient in every step; noise, momentum and decay work there too. Equal seeds give equal bits. A step costs
/// the moments of its batch, the coefficients, and one product of <see cref="StochasticOperator{T}"/>.
/// </remarks>
public sealed record StochasticEngine : TrainingEngine
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <summary>Samples in a batch; 0 for all of them in every step.</summary>
    public int BatchSize { get; init; }

    /// <summary>Seed of batches and noise.</summary>
    public int Seed { get; init; }

    /// <summary>Standard deviation of ξ(t), in units of the weights: one for all weights or one for each; empty for no noise.</summary>
    public ImmutableArray<double> Noise { get; init; } = [];

    /// <summary>Momentum and weight decay.</summary>
    public UpdateRule Rule { get; init; } = UpdateRule.Plain;

    /// <summary>
    /// Move the centre to the present weights after every so many steps, and lift anew there: truncation error does not pile up beyond. 0 for
    /// never. Costs nothing to speak of, but needs the monomials of all centres.
    /// </summary>
    public int RecentreEvery { get; init; }

    /// <summary>Whether y is held in single precision.</summary>
    public bool Single { get; init; }

    /// <summary>Threads at most; 0 for one a processor. The weights do not depend on it.</summary>
    public int Threads { get; init; }

    /// <inheritdoc/>
    /// <exception cref="SizeLimitException">The operator, or the weights of all steps, do not fit in the problem's memory budget.</exception>
    /// <exception cref="ArgumentException">Batches of more samples than there are, or of a problem without data; standard deviations that are neither one nor n.</exception>
    public override TrainingRun Run(TrainingProblem problem) => Single ? Run<float>(problem) : Run<double>(problem);

    private TrainingRun Run<T>(TrainingProblem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(RecentreEvery);
        int n = problem.Dynamics.WeightCount;
        RequireRoomForWeights(problem, n);
        var map = new StochasticOperator<T>(
            Descent(problem), problem.Order, problem.Basis, threads: Threads, etaPowers: problem.EtaPowers, memoryBudgetBytes: problem.MemoryBudget);
        var moments = Moments(problem, map.Dynamics.MomentCount);
        var noise = new double[Noise.IsEmpty ? 0 : n];
        var gaussian = Noise.IsEmpty ? null : new GaussianNoise(Noise, Seed);

        double[] lifted = Rule.StateOf(problem.Start.AsSpan());
        double[] plain = [.. lifted];
        var next = new double[lifted.Length];
        var y = new T[map.Operator.Dimension];
        var image = new T[y.Length];
        map.Lift(lifted, y);
        var theta = new double[problem.Steps + 1][];
        var descent = new double[problem.Steps + 1][];
        (theta[0], descent[0]) = ([.. problem.Start], [.. problem.Start]);
        for (int t = 0; t < problem.Steps; t++)
        {
            gaussian?.Fill(t, noise);
            map.Load(moments(t), noise);
            map.Operator.Apply(y, image);
            (y, image) = (image, y);
            map.StateOf(y, lifted);

            // The state is kept as θ, so that it does not depend on the centre.
            var centre = map.Dynamics.Structure.Centre;
            Subtract(plain, centre);
            map.Dynamics.Step(map.Coefficients, plain, next);
            (plain, next) = (next, plain);
            Add(plain, centre);

            theta[t + 1] = lifted[..n];
            descent[t + 1] = plain[..n];
            if (RecentreEvery > 0 && (t + 1) % RecentreEvery == 0 && lifted.All(double.IsFinite))
            {
                map.Recentre(theta[t + 1]);
                map.Lift(lifted, y);
            }
        }

        return new TrainingRun(problem, Name, [.. Enumerable.Range(0, problem.Steps + 1)], theta, descent)
        {
            Dimension = map.Operator.Dimension,
        };
    }

    private MomentDynamics Descent(TrainingProblem problem) => problem.Structure is { } structure
        ? MomentDynamics.Create(
            structure, problem.Dynamics.LearningRate, problem.Dynamics.Centre.AsSpan(), Rule, !Noise.IsEmpty, RecentreEvery > 0)
        : MomentDynamics.Create(problem.Dynamics, Rule, !Noise.IsEmpty, RecentreEvery > 0);

    /// <summary>The moments of a step: those of its batch; of all samples, or of a problem without data, the same ones always.</summary>
    private Func<int, double[]> Moments(TrainingProblem problem, int count)
    {
        if (problem.Samples is not { } samples || problem.Structure is not { } structure)
        {
            double[] one = [.. Enumerable.Repeat(1.0, count)];
            return BatchSize == 0 ? _ => one : throw new ArgumentException("A problem without data has no batches.", nameof(problem));
        }

        var means = new BatchMoments(structure);
        var moments = new double[count];
        if (BatchSize == 0)
        {
            means.Of(samples.Values, moments);
            return _ => moments;
        }

        var batches = new BatchSequence(samples, BatchSize, Seed);
        var batch = new double[batches.Length];
        return t =>
        {
            batches.Fill(t, batch);
            means.Of(batch, moments);
            return moments;
        };
    }

    private static void RequireRoomForWeights(TrainingProblem problem, int weightCount)
    {
        long rowBytes = 2L * (sizeof(double) * weightCount + 24);
        if (problem.Steps + 1L > problem.MemoryBudget / rowBytes)
        {
            throw new SizeLimitException(string.Create(
                CultureInfo.InvariantCulture,
                $"The weights of {problem.Steps} steps, with and without truncation, take {(problem.Steps + 1L) * rowBytes:N0} bytes; "
                + $"the limit is {problem.MemoryBudget:N0} bytes. {Math.Max(0, problem.MemoryBudget / rowBytes - 1)} steps fit."));
        }
    }

    private static void Subtract(double[] state, ImmutableArray<double> centre)
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] -= centre[i];
        }
    }

    private static void Add(double[] state, ImmutableArray<double> centre)
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] += centre[i];
        }
    }
}
