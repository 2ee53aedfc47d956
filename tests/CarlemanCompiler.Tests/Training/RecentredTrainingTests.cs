using CarlemanCompiler.Analysis;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Training;
using CsCheck;

namespace CarlemanCompiler.Tests.Training;

/// <summary>
/// Runs in pieces: where they are recentred, what the bounds of the pieces say about the whole, and what recentring saves.
/// </summary>
public sealed class RecentredTrainingTests
{
    /// <summary>
    /// L = (u² − 1)²/4 + (v − u²)²/2, two wells, from the ridge between them: the expansion around the start does not reach.
    /// </summary>
    private static readonly TrainingProblem Wells = new()
    {
        Dynamics = GradientDynamics.FromLoss(
            Polynomial.FromTerms(2, [([4, 0], 0.75), ([2, 0], -0.5), ([0, 2], 0.5), ([2, 1], -1.0)]), learningRate: 0.1),
        Start = [0.1, 0.0],
        Steps = 100,
        Order = 3,
    };

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-4)]
    [InlineData(1e-7)]
    public void PiecesFollowOneAnotherWithinTheTolerance(double tolerance)
    {
        var run = new RecentredTraining(new CarlemanEngine(), tolerance).Run(Wells);
        Assert.Equal(Enumerable.Range(0, Wells.Steps + 1), run.Times);
        Assert.True(run.Pieces.Length > 1);
        Assert.Equal(Wells.Steps, run.Pieces.Sum(piece => piece.Steps));
        var dynamics = Wells.Dynamics;
        int step = 0;
        foreach (var piece in run.Pieces)
        {
            Assert.Equal(step, piece.Start);
            Assert.InRange(piece.Bound.Value, 0, tolerance);
            Assert.Equal(step == 0 ? [0, 0] : run.Theta[step], piece.Centre);
            dynamics = step == 0 ? dynamics : dynamics.Recentre(piece.Centre.AsSpan());

            // The bound of a piece is on what its own steps add: against descent from where it began.
            double[] truth = Wells.Dynamics.Descend(run.Theta[step], piece.Steps)[^1];
            Assert.InRange(Distance(truth, run.Theta[step + piece.Steps]), 0, piece.Bound.Value + 1e-14);
            step += piece.Steps;

            // And it ends where one more step is not certified.
            if (step < Wells.Steps)
            {
                double beyond = TruncationBound.Of(dynamics, run.Theta[piece.Start], Wells.Order, piece.Steps + 1).Value;
                Assert.True(beyond > 0.9 * tolerance, $"{beyond} at {step + 1}");
            }
        }

        // Over so many steps from a ridge early errors may be stretched beyond all bounds: then there is none.
        double error = Distance(run.Theta[^1], run.Descent[^1]);
        Assert.InRange(error, 0, run.Bound ?? double.PositiveInfinity);
        Assert.True(run.Bound is not null || tolerance > 1e-5);
    }

    [Fact]
    public void SmallerTolerancesTakeMorePiecesAndCostLessAccuracy()
    {
        var runs = new[] { 1e-2, 1e-4, 1e-6 }.Select(e => new RecentredTraining(new CarlemanEngine(), e).Run(Wells)).ToArray();
        Assert.True(runs[0].Pieces.Length < runs[1].Pieces.Length && runs[1].Pieces.Length < runs[2].Pieces.Length);
        Assert.True(runs[0].MaxError > 10 * runs[1].MaxError && runs[1].MaxError > 10 * runs[2].MaxError);

        // Around the start alone the truncated map is lost.
        Assert.True(new CarlemanEngine().Run(Wells).MaxError > 10 * runs[0].MaxError);
    }

    [Fact]
    public void EnginesAgreeAndAGoodCentreIsKept()
    {
        var map = new RecentredTraining(new CarlemanEngine(), 1e-3).Run(Wells with { Steps = 20 });
        var history = new RecentredTraining(new HistoryEngine(), 1e-3).Run(Wells with { Steps = 20 });
        Assert.Equal("history", history.Engine);
        Assert.Equal(map.Pieces.Select(p => p.Start), history.Pieces.Select(p => p.Start));
        Assert.InRange(Distance(map.Theta[^1], history.Theta[^1]), 0, 1e-12);

        var whole = new RecentredTraining(new CarlemanEngine(), 10).Run(Wells with { Steps = 3 });
        Assert.Equal([0.0, 0.0], Assert.Single(whole.Pieces).Centre);
        Assert.Equal(new CarlemanEngine().Run(Wells with { Steps = 3 }).Theta[^1], whole.Theta[^1]);
    }

    [Fact]
    public void WhatNoBoundCoversIsRefused()
    {
        var training = new RecentredTraining(new CarlemanEngine(), 1e-3);
        var error = Assert.Throws<ArgumentException>(() => training.Run(Wells with { EtaPowers = 1 }));
        Assert.Contains("dropped", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecentredTraining(new CarlemanEngine(), 0));
    }

    /// <summary>The estimate of an order is the distance of two runs, and is near the error where orders converge.</summary>
    [Fact]
    public void TheEstimateIsNearTheError() => Gen.Select(Gen.Double[-0.2, 0.2].Array[2], Gen.Double[-5, -2]).Sample((start, digits) =>
    {
        var problem = Wells with { Start = [.. start], Steps = 8, Tolerance = Math.Pow(10, digits) };
        var estimate = problem.EstimateOrder()!;
        var run = new CarlemanEngine().Run(problem with { Order = estimate.Order ?? estimate.Limit });
        double error = Distance(run.Theta[^1], run.Descent[^1]);
        Assert.InRange(error, 0.3 * estimate.Error - 1e-14, 3 * estimate.Error + 1e-14);
        Assert.Equal(estimate.Order is not null, estimate.Error <= problem.Tolerance);
        Assert.True(estimate.Order <= problem.OrderForTolerance()!.Order || error > 0.3 * problem.Tolerance);
    }, iter: 40);

    /// <summary>Without F_2 the orders 2k − 1 and 2k give the same weights: they must not be taken for converged.</summary>
    [Fact]
    public void EqualOrdersOfAnOddGradientAreNotCompared()
    {
        var problem = Wells with
        {
            Dynamics = GradientDynamics.FromLoss(Polynomial.FromTerms(1, [([2], 0.5), ([4], 0.25)]), 0.1),
            Start = [0.5],
            Steps = 10,
            Tolerance = 1e-4,
        };
        Assert.Equal(new CarlemanEngine().Run(problem with { Order = 1 }).Final, new CarlemanEngine().Run(problem with { Order = 2 }).Final);
        var estimate = problem.EstimateOrder()!;
        Assert.True(new CarlemanEngine().Run(problem with { Order = estimate.Order!.Value }).FinalError < 2e-4);
        Assert.InRange(estimate.Order.Value, 3, 9);
    }

    [Fact]
    public void MapsThatDoNotFitEndTheEstimate()
    {
        var estimate = (Wells with { Tolerance = 1e-12, MemoryBudget = 200 }).EstimateOrder()!;
        Assert.Equal((null, 0), (estimate.Order, estimate.Limit));
        Assert.Null((Wells with { Tolerance = 0 }).EstimateOrder());
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
