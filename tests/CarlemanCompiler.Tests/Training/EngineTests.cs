using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Readout;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Tests.Training;

/// <summary>The engines are four ways to the same weights.</summary>
public sealed class EngineTests
{
    /// <summary>L = u² + ½uv + v² + v⁴/4 − u/5 − v³/10.</summary>
    private static readonly TrainingProblem Problem = new()
    {
        Dynamics = GradientDynamics.FromLoss(
            Polynomial.FromTerms(2, [([2, 0], 1), ([1, 1], 0.5), ([0, 2], 1), ([0, 4], 0.25), ([1, 0], -0.2), ([0, 3], -0.1)]),
            learningRate: 0.1,
            centre: [0.05, 0.0]),
        Start = [0.25, -0.2],
        Steps = 4,
        Order = 2,
    };

    [Fact]
    public void HistoryIsTheIteratedMap()
    {
        foreach (var basis in Enum.GetValues<CarlemanBasis>())
        {
            foreach (int padding in new[] { 0, 3 })
            {
                var problem = Problem with { Basis = basis, Padding = padding };
                var map = new CarlemanEngine().Run(problem);
                var history = new HistoryEngine().Run(problem);
                Assert.Equal(map.Times, history.Times);
                for (int t = 0; t <= Problem.Steps; t++)
                {
                    Assert.Equal(map.Theta[t], history.Theta[t], (a, b) => Math.Abs(a - b) < 1e-14);
                }
            }
        }
    }

    [Fact]
    public void TruncationErrorFallsWithTheOrderAndStaysBelowItsBound()
    {
        double previous = double.PositiveInfinity;
        for (int order = 1; order <= 5; order++)
        {
            var run = new CarlemanEngine().Run(Problem with { Order = order });
            Assert.InRange(run.FinalError, 1e-16, previous / 2);
            Assert.InRange(run.FinalError, 0, run.Bound!.Value);
            previous = run.FinalError;
        }
    }

    [Fact]
    public void DroppedPowersOfEtaCostAccuracyAndHaveNoBound()
    {
        var problem = Problem with { Order = 4 };
        var all = new CarlemanEngine().Run(problem);
        var first = new CarlemanEngine().Run(problem with { EtaPowers = 1 });
        Assert.True(first.FinalError > 10 * all.FinalError, $"{first.FinalError} and {all.FinalError}");
        Assert.Null(first.Bound);
    }

    [Fact]
    public void HhlReadsTheWholeHistory()
    {
        foreach (int padding in new[] { 0, 3 })
        {
            var problem = Problem with { Padding = padding };
            var exact = new HistoryEngine().Run(problem);
            var run = new HhlEngine().Run(problem);
            Assert.InRange(run.Quantum!.Fidelity, 0.999, 1 + 1e-9);
            for (int t = 0; t <= problem.Steps; t++)
            {
                for (int i = 0; i < 2; i++)
                {
                    Assert.Equal(exact.Theta[t][i], run.Theta[t][i], 0.005);
                }
            }
        }
    }

    [Fact]
    public void ShotsReadTheEndWithinTheirStandardErrors()
    {
        var exact = new HhlEngine().Run(Problem);
        var run = new HhlEngine { Shots = 4_000_000, Seed = 3 }.Run(Problem);
        Assert.Equal([0, 4], run.Times);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(exact.Final[i], run.Final[i], 5 * run.Quantum!.StandardErrors[i]);
            Assert.InRange(run.Quantum.StandardErrors[i], 1e-6, 0.01);
        }
    }

    [Fact]
    public void AClockThatIsTooSmallShowsInTheFidelity()
    {
        var chosen = new HhlEngine().Run(Problem).Quantum!;
        var coarse = new HhlEngine { ClockQubits = chosen.ClockQubits - 2 }.Run(Problem).Quantum!;
        Assert.True(1 - coarse.Fidelity > 10 * (1 - chosen.Fidelity), $"{coarse.Fidelity} and {chosen.Fidelity}");
    }

    [Fact]
    public void NothingToPrepareIsSaid()
    {
        var still = Problem with
        {
            Dynamics = GradientDynamics.FromLoss(Polynomial.FromTerms(1, [([2], 1.0)]), 0.1),
            Start = [0.0],
        };
        Assert.Contains("every weight stays", Assert.Throws<ReadoutException>(() => new HhlEngine().Run(still)).Message, StringComparison.Ordinal);
    }
}
