using System.Collections.Immutable;
using CarlemanCompiler.Analysis;

namespace CarlemanCompiler.Training;

/// <summary>
/// Trains piece by piece: an engine runs for as long as the certified truncation bound is within a tolerance, then the loss is expanded
/// around the weights that it has come to (a Taylor shift), and the engine goes on from there.
/// </summary>
/// <remarks>
/// The first piece keeps the problem's own centre where that is good for a step; from a centre of its own a piece goes one step at least,
/// because the first step from the centre is exact. Per piece: one shift, bounds along at most twice its steps and one more, and what the
/// engine takes.
/// </remarks>
/// <param name="Engine">Runs each piece.</param>
/// <param name="Tolerance">The truncation bound that no piece exceeds, in the weights; positive.</param>
public sealed record RecentredTraining(TrainingEngine Engine, double Tolerance) : TrainingEngine
{
    /// <summary>The truncation bound that no piece exceeds, in the weights.</summary>
    public double Tolerance { get; } = Tolerance > 0 && double.IsFinite(Tolerance)
        ? Tolerance
        : throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "A tolerance is a positive finite number.");

    /// <inheritdoc/>
    public override string Name => Engine.Name;

    /// <summary>
    /// Trains. The run's <see cref="TrainingRun.Pieces"/> say where it was recentred; its <see cref="TrainingRun.Bound"/> is on the whole
    /// error of truncation at T: each piece passes the error of those before it on, stretched as far as descents may drift apart. It does
    /// not cover the rounding of the shifted coefficients, some units in their last place.
    /// </summary>
    /// <exception cref="ArgumentException">The problem drops powers of η, which the bound does not cover.</exception>
    public override TrainingRun Run(TrainingProblem problem)
    {
        if (!problem.HasAllEtaPowers)
        {
            throw new ArgumentException(
                $"Powers of the learning rate above {problem.EtaPowers} are dropped, which no bound covers; keep all to recentre by it.",
                nameof(problem));
        }

        var pieces = ImmutableArray.CreateBuilder<TrainingPiece>();
        var times = ImmutableArray.CreateBuilder<int>();
        var theta = new List<double[]>();
        var dynamics = problem.Dynamics;
        var point = problem.Start;
        double distance = 0;
        int dimension = 0;
        for (int t = 0; t < problem.Steps;)
        {
            var (steps, bound) = TruncationBound.Horizon(dynamics, point.AsSpan(), problem.Order, problem.Steps - t, Tolerance);
            if (steps == 0 && dynamics.Centre.SequenceEqual(point))
            {
                throw new ArgumentException(
                    $"At step {t} not even the step from the centre is certified to {Tolerance}: the descent has overflowed.",
                    nameof(problem));
            }

            if (steps > 0)
            {
                var run = Engine.Run(problem with { Dynamics = dynamics, Start = point, Steps = steps, CheckIntervals = null });
                for (int k = t == 0 ? 0 : 1; k < run.Times.Length; k++)
                {
                    times.Add(t + run.Times[k]);
                    theta.Add(run.Theta[k]);
                }

                distance = Math.BitIncrement(TruncationBound.Spread(dynamics, point.AsSpan(), distance, steps) + bound.Value);
                dimension = Math.Max(dimension, run.Dimension);
                pieces.Add(new TrainingPiece(t, steps, dynamics.Centre, bound));
                point = [.. run.Final];
                t += steps;
            }

            if (t < problem.Steps)
            {
                dynamics = dynamics.Recentre(point.AsSpan());
            }
        }

        return new TrainingRun(problem, Name, times.DrainToImmutable(), [.. theta])
        {
            Dimension = dimension,
            Bound = double.IsFinite(distance) ? distance : null,
            Pieces = pieces.DrainToImmutable(),
        };
    }
}
