using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Training;
using CsCheck;

namespace CarlemanCompiler.Tests.Training;

/// <summary>The lifted run of stochastic descent against the descent as a textbook writes it, with the same batches and the same noise.</summary>
public sealed class StochasticEngineTests
{
    private static readonly Gen<StochasticEngine> Engine =
        from batch in Gen.Int[0, 25]
        from seed in Gen.Int
        from noise in Gen.OneOf(Gen.Const(Array.Empty<double>()), Gen.Double[0, 0.05].Array[1, 2])
        from momentum in Gen.OneOf(Gen.Const(0.0), Gen.Double[0.1, 0.9])
        from nesterov in Gen.Bool
        from decay in Gen.OneOf(Gen.Const(0.0), Gen.Double[0.01, 0.5])
        from decoupled in Gen.Bool
        select new StochasticEngine
        {
            BatchSize = batch,
            Seed = seed,
            Noise = [.. noise],
            Rule = new UpdateRule { Momentum = momentum, Nesterov = nesterov, WeightDecay = decay, Decoupled = decoupled },
        };

    /// <summary>A quadratic loss is linear in u whatever the batch is: order 1 follows it to rounding, and so does every other.</summary>
    [Fact]
    public void AQuadraticLossIsFollowedExactly() => Gen.Select(Engine, Gen.Int[1, 2], Gen.Enum<CarlemanBasis>()).Sample((engine, order, basis) =>
    {
        var line = StochasticModel.WeightedLine;
        var run = engine.Run(line.Problem with { Order = order, Basis = basis });
        var expected = line.Descend(engine, line.Model.Steps);
        AssertClose(expected, run.Theta, 1e-12);
        AssertClose(expected, run.Descent, 1e-12);
    });

    /// <summary>Seen from where it stands, a step has u = 0: what is cut off does not matter, at any order and with any velocity.</summary>
    [Fact]
    public void RecentredInEveryStepItIsExact() => Engine.Sample(engine =>
    {
        var sine = StochasticModel.Sine;
        var expected = sine.Descend(engine, sine.Model.Steps);
        var model = sine.Model with { Centre = sine.Model.Start };
        var run = (engine with { RecentreEvery = 1 }).Run(TrainingProblem.From(model, sine.Samples.Values) with { Order = 1 });
        AssertClose(expected, run.Theta, 1e-11);
        AssertClose(expected, run.Descent, 1e-11);
    });

    [Fact]
    public void ItConvergesGeometricallyInTheOrder()
    {
        var sine = StochasticModel.Sine;
        var engine = new StochasticEngine { BatchSize = 4, Seed = 5, Noise = [0.01], Rule = new UpdateRule { Momentum = 0.5 } };
        var expected = sine.Descend(engine, sine.Model.Steps);
        var errors = Enumerable.Range(1, 7).Select(order =>
        {
            var run = engine.Run(sine.Problem with { Order = order });
            AssertClose(expected, run.Descent, 1e-12);
            return run.MaxError;
        }).ToArray();
        for (int k = 0; k + 2 < errors.Length; k++)
        {
            Assert.True(errors[k + 2] < errors[k] / 10, $"orders {k + 1} and {k + 3}: {errors[k]:R} and {errors[k + 2]:R}");
        }

        Assert.InRange(errors[^1], 0, 1e-8);
    }

    [Fact]
    public void SeedsReproduceTheBits()
    {
        var engine = new StochasticEngine { BatchSize = 3, Seed = 8, Noise = [0.02, 0.01], Threads = 1 };
        var problem = StochasticModel.Sine.Problem with { Order = 4 };
        double[] Bits(StochasticEngine one) => [.. one.Run(problem).Theta.SelectMany(row => row)];
        var bits = Bits(engine);
        Assert.Equal(bits, Bits(engine));
        Assert.Equal(bits, Bits(engine with { Threads = 2 }));
        Assert.NotEqual(bits, Bits(engine with { Seed = 9 }));

        // A shorter run is the beginning of a longer one.
        var shorter = engine.Run(problem with { Steps = 6 }).Theta.SelectMany(row => row).ToArray();
        Assert.Equal(bits.AsSpan(0, shorter.Length).ToArray(), shorter);
        var single = (engine with { Single = true }).Run(problem).Final;
        Assert.Equal(bits[^1], single[1], 1e-5);
    }

    [Fact]
    public void WithoutNoiseAllSamplesAreTheDescentOfTheProblem()
    {
        var problem = StochasticModel.Sine.Problem;
        AssertClose(new DescentEngine().Run(problem).Theta, new StochasticEngine().Run(problem).Descent, 1e-13);
        AssertClose(new CarlemanEngine().Run(problem).Theta, new StochasticEngine().Run(problem).Theta, 1e-13);
    }

    [Fact]
    public void PowersOfEtaMayBeDropped()
    {
        var problem = StochasticModel.Sine.Problem with { EtaPowers = 1 };
        var run = new StochasticEngine().Run(problem);
        AssertClose(new CarlemanEngine().Run(problem).Theta, run.Theta, 1e-13);
        Assert.True(run.FinalError > 2 * new StochasticEngine().Run(problem with { EtaPowers = 0 }).FinalError);
    }

    [Fact]
    public void ADescentWithoutDataTakesNoiseAndMomentum()
    {
        var sine = StochasticModel.Sine;
        var engine = new StochasticEngine { Noise = [0.01], Seed = 4, Rule = new UpdateRule { Momentum = 0.8, WeightDecay = 0.1 } };
        var problem = sine.Problem with { Structure = null, Samples = null };
        AssertClose(sine.Descend(engine, sine.Model.Steps), engine.Run(problem).Descent, 1e-12);
        AssertClose(engine.Run(sine.Problem).Theta, engine.Run(problem).Theta, 1e-12);
        Assert.Contains("no batches", Assert.Throws<ArgumentException>(() => (engine with { BatchSize = 2 }).Run(problem)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeIsSaid()
    {
        var problem = StochasticModel.Sine.Problem;
        Assert.Contains("1..25", Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticEngine { BatchSize = 26 }.Run(problem)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new StochasticEngine { Noise = [1, 1, 1] }.Run(problem));
        Assert.Throws<ArgumentException>(() => new StochasticEngine { Noise = [-1] }.Run(problem));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticEngine { RecentreEvery = -1 }.Run(problem));
        var error = Assert.Throws<SizeLimitException>(() => new StochasticEngine().Run(problem with { Steps = 1_000_000, MemoryBudget = 1 << 20 }));
        Assert.Contains("13106 steps fit", error.Message, StringComparison.Ordinal);
    }

    private static void AssertClose(double[][] expected, double[][] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int t = 0; t < expected.Length; t++)
        {
            for (int i = 0; i < expected[t].Length; i++)
            {
                Assert.Equal(expected[t][i], actual[t][i], tolerance * Math.Max(1, Math.Abs(expected[t][i])));
            }
        }
    }
}
