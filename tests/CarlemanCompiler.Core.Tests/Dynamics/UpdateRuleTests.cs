using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Dynamics;

/// <summary>Momentum and weight decay as polynomial maps, against the recursions as the literature writes them.</summary>
public sealed class UpdateRuleTests
{
    private const double Eta = 0.05;

    private static readonly Gen<UpdateRule> Rule =
        from momentum in Gen.OneOf(Gen.Const(0.0), Gen.Double[0.1, 0.95])
        from nesterov in Gen.Bool
        from decay in Gen.OneOf(Gen.Const(0.0), Gen.Double[0.01, 1])
        from decoupled in Gen.Bool
        select new UpdateRule { Momentum = momentum, Nesterov = nesterov, WeightDecay = decay, Decoupled = decoupled };

    [Fact]
    public void TheMapIsTheRecursion() => Gen.Select(RandomStructures.Any, Rule, Gen.Bool).Sample((system, rule, isNoisy) =>
    {
        var moments = MomentDynamics.Create(system.Structure, Eta, system.Centre, rule, isNoisy);
        double[] noise = isNoisy ? [.. system.Point.Select(p => p / 7)] : [];
        var step = moments.Dynamics(system.Moments, noise);
        var (theta, velocity) = (system.Point, system.Point.Select(p => -p / 3).ToArray());
        double[] state = rule.DoublesState ? [.. theta, .. velocity] : theta;
        for (int t = 0; t < 3; t++)
        {
            state = step.Descend(state, 1)[1];
            Advance(system, rule, ref theta, ref velocity, noise);
            double[] expected = rule.DoublesState ? [.. theta, .. velocity] : theta;
            double scale = Math.Max(1, expected.Max(Math.Abs));
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], state[i], 1e-11 * scale);
            }
        }
    });

    [Fact]
    public void ADescentTakesARuleAsItsMomentsDo() => Gen.Select(RandomStructures.Any, Rule).Sample((system, rule) =>
    {
        var descent = system.Structure.Dynamics(system.Moments, Eta, system.Centre);
        var expected = MomentDynamics.Create(system.Structure, Eta, system.Centre, rule).Dynamics(system.Moments);
        var actual = rule.Apply(descent);
        Assert.Equal(expected.Centre, actual.Centre);
        Assert.Equal(Eta, actual.LearningRate);
        foreach (var (e, a) in expected.Increments.Zip(actual.Increments))
        {
            Assert.All((e - a).Coefficients.ToArray(), c => Assert.InRange(c, -1e-12, 1e-12));
        }
    });

    /// <summary>
    /// A block j of the lifted doubled state is a polynomial of degree jq in it: with N ≥ jq nothing of it is cut, and one step is exact.
    /// </summary>
    [Fact]
    public void OneStepOfTheDoubledMapIsExact() => Gen.Select(Gen.Double[-1, 1].Array[3], Gen.Double[-1, 1].Array[4], Rule).Sample((c, state, rule) =>
    {
        var (x, y) = (Polynomial.Variable(2, 0), Polynomial.Variable(2, 1));
        var loss = (x * x * c[0] + x * y * c[1] + y * y) * 0.5 + x * x * y * c[2];
        var dynamics = (rule with { Momentum = 0.5 }).Apply(GradientDynamics.FromLoss(loss, Eta, [0.1, -0.2]));
        var map = CarlemanMap.Build(dynamics, 4);
        var lifted = map.Lift(state);
        var next = new double[lifted.Length];
        map.Apply(lifted, next);
        var expected = map.Lift(dynamics.Step(state));
        for (int k = 0; k < map.BlockOffsets[2]; k++)
        {
            Assert.Equal(expected[k], next[k], 1e-12);
        }
    });

    /// <summary>A quadratic loss is linear in the doubled state: order 1 follows momentum for any number of steps.</summary>
    [Fact]
    public void MomentumOnAQuadraticIsExactAtOrderOne() => Rule.Sample(rule =>
    {
        var (x, y) = (Polynomial.Variable(2, 0), Polynomial.Variable(2, 1));
        var loss = x * x * 2 + x * y * 0.5 + y * y * 0.3 - x;
        var dynamics = rule.Apply(GradientDynamics.FromLoss(loss, Eta, [0.5, 0]));
        double[] start = rule.StateOf([1.5, -0.75]);
        var expected = dynamics.Descend(start, 40);
        var actual = CarlemanMap.Build(dynamics, 1).Run(start, 40);
        for (int i = 0; i < start.Length; i++)
        {
            Assert.Equal(expected[40][i], actual[40][i], 1e-12);
        }
    });

    /// <summary>z² − (1 + μ − ηh) z + μ is the characteristic polynomial of I + F_1 on a mode of curvature h.</summary>
    [Theory]
    [InlineData(0.9, 3.0)]
    [InlineData(0.2, 10.0)]
    public void HeavyBallHasItsMultipliers(double mu, double h)
    {
        var x = Polynomial.Variable(1, 0);
        var linear = new UpdateRule { Momentum = mu }.Apply(GradientDynamics.FromLoss(x * x * (h / 2), Eta)).Tensor(1);
        double[,] step = new double[2, 2];
        for (int i = 0; i < 2; i++)
        {
            step[i, i] = 1;
            for (int e = linear.RowStarts[i]; e < linear.RowStarts[i + 1]; e++)
            {
                step[i, linear.Columns[e]] += linear.Values[e];
            }
        }

        Assert.Equal(1 + mu - Eta * h, step[0, 0] + step[1, 1], 1e-15);
        Assert.Equal(mu, step[0, 0] * step[1, 1] - step[0, 1] * step[1, 0], 1e-15);
    }

    [Fact]
    public void RangesAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpdateRule { Momentum = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpdateRule { Momentum = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpdateRule { WeightDecay = -0.1 });
        var descent = GradientDynamics.FromLoss(Polynomial.Variable(1, 0).Power(2), 0.1);
        Assert.Same(descent, UpdateRule.Plain.Apply(descent));
    }

    /// <summary>One step as the papers write it, in θ and on the gradient of the loss.</summary>
    private static void Advance(RandomStructures.Case system, UpdateRule rule, ref double[] theta, ref double[] velocity, double[] noise)
    {
        var gradient = system.Gradient(theta);
        var next = new double[theta.Length];
        for (int i = 0; i < theta.Length; i++)
        {
            double l2 = rule.Decoupled ? 0 : rule.WeightDecay * theta[i];
            double g = -Eta * (gradient[i] + l2) + (noise.Length == 0 ? 0 : noise[i]);
            velocity[i] = rule.Momentum * velocity[i] + g;
            double move = rule.Momentum == 0 ? g : rule.Nesterov ? g + rule.Momentum * velocity[i] : velocity[i];
            next[i] = theta[i] + move - (rule.Decoupled ? Eta * rule.WeightDecay * theta[i] : 0);
        }

        theta = next;
    }
}
