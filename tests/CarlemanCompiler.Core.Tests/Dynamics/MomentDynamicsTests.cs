using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Dynamics;

/// <summary>Coefficients from moments against the polynomial algebra that they replace, and against the gradient itself.</summary>
public sealed class MomentDynamicsTests
{
    [Fact]
    public void CoefficientsAreThoseOfTheDynamics() => Gen.Select(RandomStructures.Any, Gen.Bool).Sample((system, isMovable) =>
    {
        var expected = system.Structure.Dynamics(system.Moments, 0.1, system.Centre);
        var moments = MomentDynamics.Create(system.Structure, 0.1, system.Centre, isMovable: isMovable);
        AssertSame(expected, moments.Dynamics(system.Moments));
        Assert.Equal(system.Centre, moments.Structure.Centre);
        Assert.All(moments.Structure.Increments, g => Assert.All(g.Coefficients.ToArray(), c => Assert.Equal(1, c)));
        Assert.Equal(moments.Structure.Increments.Sum(g => g.TermCount), moments.CoefficientCount);
    });

    [Fact]
    public void OneIndexServesAllCentres() => RandomStructures.Any.Sample(system =>
    {
        var movable = MomentDynamics.Create(system.Structure, 0.1, isMovable: true);
        var moved = movable.Recentre(system.Point).Recentre(system.Centre);
        AssertSame(system.Structure.Dynamics(system.Moments, 0.1, system.Centre), moved.Dynamics(system.Moments));
        Assert.Equal(movable.Structure.Increments, moved.Structure.Increments);
        Assert.Equal(system.Centre, moved.Structure.Centre);
    });

    [Fact]
    public void AStepIsTheGradientAndNoise() => Gen.Select(RandomStructures.Any, Gen.Double[-1, 1].Array[4]).Sample((system, noise) =>
    {
        var moments = MomentDynamics.Create(system.Structure, 0.25, system.Centre, isNoisy: true);
        var coefficients = new double[moments.CoefficientCount];
        moments.Coefficients(system.Moments, coefficients, noise.AsSpan(0, system.Weights));
        var u = system.Point.Zip(system.Centre, (p, c) => p - c).ToArray();
        var next = new double[u.Length];
        moments.Step(coefficients, u, next);
        var gradient = system.Gradient(system.Point);
        for (int i = 0; i < u.Length; i++)
        {
            Assert.Equal(u[i] - 0.25 * gradient[i] + noise[i], next[i], 1e-12 * Math.Max(1, Math.Abs(gradient[i])));
        }
    });

    [Fact]
    public void AMonomialStaysWhereItsCoefficientIsZero()
    {
        // (w x − y)²/2 and one sample x = y = 0: all moments vanish, the monomials do not.
        var w = Polynomial.Variable(3, 0);
        var error = w * Polynomial.Variable(3, 1) - Polynomial.Variable(3, 2);
        var structure = GradientStructure.FromLoss(error * error * 0.5, 1);
        var dynamics = MomentDynamics.Create(structure, 0.1);
        var coefficients = new double[dynamics.CoefficientCount];
        dynamics.Coefficients(structure.Moments([0, 0]), coefficients);
        Assert.Equal(2, coefficients.Length);
        Assert.All(coefficients, c => Assert.Equal(0, c));
        dynamics.Coefficients(structure.Moments([2, 3]), coefficients);
        Assert.Equal([0.1 * 6, -0.1 * 4], coefficients);
    }

    [Fact]
    public void WhatHasNoPlaceIsRefused()
    {
        var loss = Polynomial.Variable(2, 0) * Polynomial.Variable(2, 0) * Polynomial.Variable(2, 1);
        var structure = GradientStructure.FromLoss(loss, 1);
        var dynamics = MomentDynamics.Create(structure, 0.1);
        Assert.Contains("isMovable", Assert.Throws<ArgumentException>(() => dynamics.Recentre([1])).Message, StringComparison.Ordinal);
        Assert.Contains("isNoisy", Assert.Throws<ArgumentException>(() => dynamics.Dynamics([1], [1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => dynamics.Dynamics([1, 2]));
        Assert.Throws<ArgumentException>(() => MomentDynamics.Create(structure, 0.1, [double.NaN]));
        Assert.Throws<ArgumentException>(() => MomentDynamics.Create(structure, 0.1, [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MomentDynamics.Create(structure, 0));
    }

    /// <summary>Equal coefficients to rounding: a term that one of the two lacks is 0 in it.</summary>
    private static void AssertSame(GradientDynamics expected, GradientDynamics actual)
    {
        Assert.Equal(expected.LearningRate, actual.LearningRate);
        Assert.Equal(expected.Centre, actual.Centre);
        foreach (var (e, a) in expected.Increments.Zip(actual.Increments))
        {
            var difference = e - a;
            double scale = Math.Max(1, e.Coefficients.ToArray().Select(Math.Abs).DefaultIfEmpty().Max());
            Assert.All(difference.Coefficients.ToArray(), c => Assert.InRange(c, -1e-13 * scale, 1e-13 * scale));
        }
    }
}
