using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Engine;
using CarlemanCompiler.Linearization;
using CsCheck;

namespace CarlemanCompiler.Tests.Engine;

/// <summary>One operator with new coefficients against operators and maps that are built anew; rescaling and recentring.</summary>
public sealed class StochasticOperatorTests
{
    private static readonly Gen<UpdateRule> Rule =
        from momentum in Gen.OneOf(Gen.Const(0.0), Gen.Double[0.1, 0.9])
        from decay in Gen.OneOf(Gen.Const(0.0), Gen.Double[0.1, 0.5])
        select new UpdateRule { Momentum = momentum, WeightDecay = decay };

    [Fact]
    public void ALoadedStepIsTheMapOfThatStep() => Gen.Select(
        RandomDynamics.Any, Rule, Gen.Enum<CarlemanBasis>(), Gen.Double[0.5, 2], Gen.Double[-1, 1].Array[8], Gen.Int[0, 2])
        .Sample((system, rule, basis, scale, numbers, etaPowers) =>
    {
        int n = system.Dynamics.WeightCount;
        int order = Math.Min(system.Order, 3);
        var dynamics = MomentDynamics.Create(system.Dynamics, rule, isNoisy: true, isMovable: true);
        var map = new StochasticOperator<double>(dynamics, order, basis, scale, 2, etaPowers);
        foreach (double moment in numbers.Take(2))
        {
            var noise = numbers.AsSpan(2, n).ToArray();
            double[] centre = [.. numbers.Skip(3).Take(n).Select(x => x / 4)];
            map.Recentre(centre);
            map.Load([moment], noise);
            var step = map.Dynamics.Dynamics([moment], noise);
            var explicitMap = CarlemanMap.Build(step, order, basis, etaPowers).Rescale(scale);
            double[] state = rule.StateOf(numbers.AsSpan(0, n));
            var y = new double[map.Operator.Dimension];
            map.Lift(state, y);
            Vectors.AssertClose(explicitMap.Lift(step.Offset(state)), y, 1e-13);
            var next = new double[y.Length];
            var expected = new double[y.Length];
            map.Operator.Apply(y, next);
            explicitMap.Apply(y, expected);
            Vectors.AssertClose(expected, next, 1e-12);
        }
    }, iter: 200);

    /// <summary>diag(γ^{−j}) is a similarity: the weights of all steps are the same, whatever the scale.</summary>
    [Fact]
    public void RescalingLeavesTheTrajectory() => Gen.Select(RandomDynamics.Any, Gen.Double[0.1, 8], Gen.Double[-0.4, 0.4].Array[5]).Sample((system, scale, start) =>
    {
        var theta = start[..system.Dynamics.WeightCount];
        var expected = Run(CarlemanOperator.Build<double>(system.Dynamics, system.Order), theta, 4);
        Vectors.AssertClose(expected, Run(CarlemanOperator.Build<double>(system.Dynamics, system.Order, scale: scale), theta, 4), 1e-12);
        var map = CarlemanMap.Build(system.Dynamics, system.Order);
        Vectors.AssertClose(expected, map.Rescale(scale).Run(theta, 4)[^1], 1e-12);
        Vectors.AssertClose(expected, map.Rescale(scale).Rescale(1 / scale).Run(theta, 4)[^1], 1e-12);
    }, iter: 200);

    /// <summary>A shift of the centre leaves the descent; for an affine step it leaves the truncated map's weights as well, at every order.</summary>
    [Fact]
    public void RecentringLeavesTheTrajectory() => Gen.Select(
        Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int, Gen.Double[-0.5, 0.5].Array[5], Gen.Double[-0.5, 0.5].Array[5]).Sample((n, degree, seed, c, start) =>
    {
        var dynamics = RandomDynamics.Create(n, degree, 0.7, true, seed);
        double[] theta = [.. start.Take(n)];
        var recentred = dynamics.Recentre(c.AsSpan(0, n));
        Vectors.AssertClose(dynamics.Descend(theta, 2)[^1], recentred.Descend(theta, 2)[^1], 1e-12);
        Vectors.AssertClose(dynamics.Descend(theta, 2)[^1], recentred.Recentre(new double[n]).Descend(theta, 2)[^1], 1e-12);
        if (degree == 1)
        {
            var expected = CarlemanMap.Build(dynamics, 2).Run(theta, 5)[^1];
            Vectors.AssertClose(expected, Run(CarlemanOperator.Build<double>(recentred, 3), theta, 5), 1e-12);
        }
    }, iter: 300);

    private static double[] Run(CarlemanOperator<double> map, double[] theta, int steps)
    {
        var y = new double[map.Dimension];
        var next = new double[map.Dimension];
        map.Lift(theta, y);
        for (int t = 0; t < steps; t++)
        {
            map.Apply(y, next);
            (y, next) = (next, y);
        }

        var weights = new double[theta.Length];
        map.WeightsOf(y, weights);
        return weights;
    }
}
