using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Dynamics;

/// <summary>Systems in continuous time: integrators against closed forms, and the linear system against both.</summary>
public sealed class PolynomialFlowTests
{
    private const int Iterations = 40;

    /// <summary>u' = −u + cos t, u(0) = a: u = (cos t + sin t)/2 + (a − 1/2) e^{−t}.</summary>
    [Fact]
    public void ForcedDecayHasItsClosedForm() => Gen.Select(Gen.Double[-2, 2], Gen.Double[0.1, 8]).Sample((a, t) =>
    {
        double[] found = Driven().Solve([a], [t / 2, t]).Select(u => u[0]).ToArray();
        Assert.Equal(Exact(t / 2), found[0], 1e-10);
        Assert.Equal(Exact(t), found[1], 1e-10);

        double Exact(double time) => (Math.Cos(time) + Math.Sin(time)) / 2 + (a - 0.5) * Math.Exp(-time);
    }, iter: Iterations);

    /// <summary>A looser tolerance gives a larger error, of about its size.</summary>
    [Fact]
    public void ToleranceIsMet()
    {
        var harmonic = PolynomialFlow.FromTensors(new Dictionary<int, SparseMatrix> { [1] = RandomFlows.Dense(2, 2, [0, 1, -1, 0]) });
        double last = 1;
        foreach (double tolerance in new[] { 1e-4, 1e-7, 1e-10 })
        {
            var u = harmonic.Solve([1, 0], [20], tolerance, tolerance)[0];
            double error = Math.Sqrt(Math.Pow(u[0] - Math.Cos(20), 2) + Math.Pow(u[1] + Math.Sin(20), 2));
            Assert.InRange(error, 1e-3 * tolerance, 100 * tolerance);
            Assert.True(error < last);
            last = error;
        }
    }

    /// <summary>u' = u², u(0) = 1 leaves the finite numbers at t = 1.</summary>
    [Fact]
    public void BlowUpIsReported()
    {
        var square = PolynomialFlow.FromVelocities([Polynomial.FromTerms(1, [([2], 1)])]);
        Assert.Equal(10, square.Solve([1], [0.9])[0][0], 1e-8);
        Assert.Throws<ArithmeticException>(() => square.Solve([1], [1.1]));
        Assert.Throws<ArgumentException>(() => square.Solve([1], [0.5, 0.4]));
    }

    /// <summary>Euler's error halves with the step, up to the next order.</summary>
    [Fact]
    public void EulerIsOfOrderOne()
    {
        var flow = Driven();
        double exact = flow.Solve([0.7], [2])[0][0];
        double coarse = Math.Abs(flow.Euler([0.7], 0.01, 200)[200][0] - exact);
        double fine = Math.Abs(flow.Euler([0.7], 0.005, 400)[400][0] - exact);
        Assert.Equal(2, coarse / fine, 0.05);
    }

    /// <summary>One factor F in the map of an Euler step is an Euler step of the linear system; all of them follow the nonlinear steps.</summary>
    [Fact]
    public void EulerOfTheLinearSystemIsTheMapWithOneFactor() =>
        Gen.Select(RandomFlows.WithStart(0.5), Gen.Int[1, 3], Gen.Int[0, 2], Gen.Double[0.01, 0.1]).Sample((system, order, basis, step) =>
        {
            var flow = PolynomialFlow.FromTensors(system.Tensors);
            var linear = CarlemanFlow.Build(flow, order, (CarlemanBasis)basis).Euler(system.Start, step, 8);
            var map = CarlemanMap.Build(flow.EulerMap(step), order, (CarlemanBasis)basis, 1).Run(system.Start, 8);
            var direct = flow.EulerMap(step).Descend(system.Start, 8);
            var euler = flow.Euler(system.Start, step, 8);
            for (int t = 0; t <= 8; t++)
            {
                for (int i = 0; i < system.Start.Length; i++)
                {
                    Assert.Equal(map[t][i], linear[t][i], 1e-12);
                    Assert.Equal(euler[t][i], direct[t][i], 1e-12);
                }
            }
        }, iter: Iterations);

    /// <summary>A' y + b' of an affine system is its velocity, whatever the forcing, and the first block loses nothing.</summary>
    [Fact]
    public void NothingIsTruncatedOfAForcedAffineSystem() => RandomFlows.WithStart(1).Sample(system =>
    {
        var tensors = system.Tensors.Where(pair => pair.Key <= 1).ToDictionary(pair => pair.Key, pair => pair.Value);
        var amplitude = system.Start.Select(x => 1 - x).ToArray();
        var flow = PolynomialFlow.FromTensors(tensors, new Forcing(amplitude, t => Math.Sin(3 * t)));
        var linear = CarlemanFlow.Build(flow, 3).Euler(system.Start, 0.05, 12);
        var euler = flow.Euler(system.Start, 0.05, 12);
        for (int i = 0; i < system.Start.Length; i++)
        {
            Assert.Equal(euler[12][i], linear[12][i], 1e-12);
        }
    }, iter: Iterations);

    /// <summary>
    /// d/dt u^{⊗j} by the chain rule: rows of blocks j ≤ N − q + 1 of A_c y + b lose nothing, the forcing included.
    /// </summary>
    [Fact]
    public void DerivativeIsTheChainRule() =>
        Gen.Select(RandomFlows.WithStart(1), Gen.Double[0, 2]).Sample((system, time) =>
        {
            var (tensors, u) = system;
            var flow = PolynomialFlow.FromTensors(tensors, new Forcing(u.Select(x => 2 * x + 0.1).ToArray(), Math.Cos));
            int order = flow.Degree + 1;
            var linear = CarlemanFlow.Build(flow, order, CarlemanBasis.Kronecker);
            var derivative = new double[linear.Dimension];
            linear.Derivative(time, linear.Lift(u), derivative);
            double[] velocity = flow.Velocity(time, u);
            for (int i = 0; i < u.Length; i++)
            {
                Assert.Equal(velocity[i], derivative[i], 1e-12);
                for (int j = 0; j < u.Length; j++)
                {
                    Assert.Equal(velocity[i] * u[j] + u[i] * velocity[j], derivative[u.Length + i * u.Length + j], 1e-12);
                }
            }
        }, iter: Iterations);

    /// <summary>An affine flow is propagated exactly; the exponential is its own independent check through the integrator.</summary>
    [Fact]
    public void ExponentialIsTheSolutionOfTheLinearSystem() =>
        Gen.Select(RandomFlows.WithStart(0.5), Gen.Int[1, 3], Gen.Double[0.1, 12]).Sample((system, order, time) =>
        {
            var lifted = CarlemanFlow.Build(PolynomialFlow.FromTensors(system.Tensors), order);
            var asFlow = PolynomialFlow.FromTensors(new Dictionary<int, SparseMatrix>
            {
                [0] = RandomFlows.Dense(lifted.Dimension, 1, lifted.Constant),
                [1] = lifted.Generator,
            });
            double[] solution = asFlow.Solve(lifted.Lift(system.Start), [time])[0];
            double[] propagated = lifted.Propagate(system.Start, time);
            double size = Math.Max(1, solution.Max(Math.Abs));
            for (int i = 0; i < propagated.Length; i++)
            {
                Assert.Equal(solution[i], propagated[i], 1e-9 * size);
            }
        }, iter: Iterations);

    /// <summary>y' of the quadratic form is the chain rule on its monomials, and its first variables are those of the flow.</summary>
    [Fact]
    public void QuadraticLiftLosesNothing() => RandomFlows.WithStart(0.5).Sample(system =>
    {
        var flow = PolynomialFlow.FromTensors(system.Tensors);
        var lift = QuadraticLift.Of(flow);
        Assert.InRange(lift.Flow.Degree, 1, 2);
        double[] y = lift.Lift(system.Start);
        double[] derivative = lift.Flow.Velocity(0, y);
        double[] velocity = flow.Velocity(0, system.Start);

        // Along u + εv the monomials move by ε times their derivative: differentiate numerically, fourth order.
        const double h = 1e-3;
        double[][] moved = [.. new[] { -2, -1, 1, 2 }.Select(k => lift.Lift(system.Start.Zip(velocity, (x, v) => x + k * h * v).ToArray()))];
        for (int i = 0; i < y.Length; i++)
        {
            Assert.Equal((moved[0][i] - 8 * moved[1][i] + 8 * moved[2][i] - moved[3][i]) / (12 * h), derivative[i], 1e-10);
        }

        double[] end = flow.Solve(system.Start, [0.3])[0];
        double[] lifted = lift.Flow.Solve(y, [0.3])[0];
        for (int i = 0; i < end.Length; i++)
        {
            Assert.Equal(end[i], lifted[i], 1e-9);
        }
    }, iter: Iterations);

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        var flow = Driven();
        Assert.Throws<ArgumentException>(() => flow.Euler([1, 2], 0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => flow.Euler([1], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => flow.Euler([1], 0.1, -1));
        Assert.Throws<InvalidOperationException>(() => flow.EulerMap(0.1));
        Assert.Throws<InvalidOperationException>(() => QuadraticLift.Of(flow));
        Assert.Throws<InvalidOperationException>(() => CarlemanFlow.Build(flow, 2).Propagate([1], 1));
        Assert.Throws<ArgumentException>(() => PolynomialFlow.FromVelocities(flow.Velocities, new Forcing([1, 2], Math.Cos)));
        Assert.Throws<ArgumentException>(() => new Forcing([double.NaN], Math.Cos));
        var wide = PolynomialFlow.FromTensors(new Dictionary<int, SparseMatrix> { [1] = SparseMatrix.Identity(40) });
        Assert.Contains("512", Assert.Throws<SizeLimitException>(() => CarlemanFlow.Build(wide, 2).Propagate(new double[40], 1)).Message, StringComparison.Ordinal);
        var error = Assert.Throws<SizeLimitException>(() => CarlemanFlow.Build(wide, 9, memoryBudgetBytes: 1 << 20));
        Assert.Contains("largest order that fits", error.Message, StringComparison.Ordinal);
    }

    private static PolynomialFlow Driven() =>
        PolynomialFlow.FromVelocities([Polynomial.FromTerms(1, [([1], -1)])], new Forcing([1], Math.Cos));
}
