using System.Collections.Immutable;

namespace CarlemanCompiler.Training;

/// <summary>What an engine returns: weights at the steps that it reads, beside plain gradient descent.</summary>
public sealed record TrainingRun
{
    private readonly Lazy<ImmutableArray<IntervalCheck>> intervalChecks;

    /// <summary>Sets weights beside plain gradient descent, which is run here. O(T · terms of the increments).</summary>
    /// <param name="problem">What was trained.</param>
    /// <param name="engine">Short name of what trained it.</param>
    /// <param name="times">The steps t at which weights were read, ascending.</param>
    /// <param name="theta">As many rows of n weights.</param>
    public TrainingRun(TrainingProblem problem, string engine, ImmutableArray<int> times, double[][] theta)
        : this(problem, engine, times, theta, DescentAt(problem, times))
    {
    }

    /// <summary>A run beside another descent than the problem's own.</summary>
    internal TrainingRun(TrainingProblem problem, string engine, ImmutableArray<int> times, double[][] theta, double[][] descent)
    {
        Engine = engine;
        Times = times;
        Theta = theta;
        Descent = descent;
        for (int k = 0; k < times.Length; k++)
        {
            double error = 0;
            for (int i = 0; i < theta[k].Length; i++)
            {
                error = Math.Max(error, Math.Abs(theta[k][i] - Descent[k][i]));
            }

            MaxError = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(MaxError, error);
            FinalError = error;
        }

        intervalChecks = new Lazy<ImmutableArray<IntervalCheck>>(() => problem.CheckIntervals is { } check ? Worst(theta, check) : []);
    }

    /// <summary>Name of the engine.</summary>
    public string Engine { get; }

    /// <summary>The steps t at which weights were read, ascending, the last one T.</summary>
    public ImmutableArray<int> Times { get; }

    /// <summary>Theta[k][i]: weight i at step Times[k].</summary>
    public double[][] Theta { get; }

    /// <summary>
    /// Descent[k][i]: weight i at step Times[k] of plain gradient descent, without any truncation; of stochastic descent for an engine that
    /// runs it.
    /// </summary>
    public double[][] Descent { get; }

    /// <summary>max |Theta − Descent| over all weights and read steps.</summary>
    public double MaxError { get; }

    /// <summary>The same at step T alone.</summary>
    public double FinalError { get; }

    /// <summary>
    /// Per approximated function of the loss, the worst that its arguments did at any of the weights read: the step with the most of them
    /// outside the declared interval. Computed when it is first read, O(read steps · samples · loss).
    /// </summary>
    public ImmutableArray<IntervalCheck> IntervalChecks => intervalChecks.Value;

    /// <summary>D, the size of the lifted vector; n for plain descent.</summary>
    public required int Dimension { get; init; }

    /// <summary>An upper bound of the truncation error at step T, where the engine truncates and a bound exists.</summary>
    public double? Bound { get; init; }

    /// <summary>The pieces of <see cref="RecentredTraining"/>, in the order of their steps; empty for a run around one centre.</summary>
    public ImmutableArray<TrainingPiece> Pieces { get; init; } = [];

    /// <summary>What the circuit took, for an engine that ran one.</summary>
    public QuantumRun? Quantum { get; init; }

    /// <summary>θ(T).</summary>
    public ReadOnlySpan<double> Final => Theta[^1];

    /// <summary>
    /// The same weights as <see cref="Dynamics.GradientDynamics.Descend"/>, of which only the rows that are read are kept.
    /// </summary>
    private static double[][] DescentAt(TrainingProblem problem, ImmutableArray<int> times)
    {
        var (dynamics, centre) = (problem.Dynamics, problem.Dynamics.Centre);
        var rows = new double[times.Length][];
        var u = dynamics.Offset(problem.Start.AsSpan());
        int step = 0;
        for (int k = 0; k < rows.Length; k++)
        {
            for (; step < times[k]; step++)
            {
                u = dynamics.Step(u);
            }

            rows[k] = step == 0 ? [.. problem.Start] : [.. u.Select((x, i) => centre[i] + x)];
        }

        return rows;
    }

    private static ImmutableArray<IntervalCheck> Worst(double[][] theta, Func<double[], ImmutableArray<IntervalCheck>> check) => theta
        .Select(check)
        .Aggregate((worst, next) => [.. worst.Zip(next, IntervalCheck.Worse)]);
}
