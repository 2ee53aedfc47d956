using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Dynamics;

/// <summary>Random polynomial descents for property tests.</summary>
internal static class RandomDynamics
{
    public const double LearningRate = 0.1;

    /// <summary>Increments that need not be gradients: n = 1..3, degree 1..3, sparse, coefficients in [−0.3, 0.3].</summary>
    public static readonly Gen<GradientDynamics> Any =
        from n in Gen.Int[1, 3]
        from degree in Gen.Int[1, 3]
        from rows in Gen.Select(Exponents(n, degree), Gen.Double[-0.3, 0.3]).Array[1, 5].Array[n]
        select GradientDynamics.FromIncrements([.. rows.Select(terms => Polynomial.FromTerms(n, terms))], LearningRate);

    /// <summary>A strictly convex quadratic with small terms of degree 0, 2 and 3 in the gradient: dissipative at the origin.</summary>
    public static readonly Gen<GradientDynamics> Dissipative =
        from n in Gen.Int[1, 3]
        from curvature in Gen.Double[0.5, 4].Array[n]
        from drive in Gen.Double[-0.02, 0.02].Array[n]
        from terms in Gen.Select(Exponents(n, 4), Gen.Double[-0.3, 0.3]).Array[1, 4]
        select GradientDynamics.FromLoss(Sum(n, curvature, drive, terms.Where(t => t.Item1.Sum() >= 3)), LearningRate);

    /// <summary>A point of the weight space of <paramref name="dynamics"/> in [−size, size]ⁿ.</summary>
    public static Gen<double[]> Point(GradientDynamics dynamics, double size = 0.4) => Gen.Double[-size, size].Array[dynamics.WeightCount];

    /// <summary>A dynamics and a start.</summary>
    public static Gen<(GradientDynamics Dynamics, double[] Start)> WithStart(Gen<GradientDynamics> dynamics, double size = 0.4) =>
        from d in dynamics from start in Point(d, size) select (d, start);

    /// <summary>numpy.kron of vectors.</summary>
    public static double[] KroneckerPower(double[] u, int power)
    {
        double[] result = [1];
        for (int k = 0; k < power; k++)
        {
            result = [.. result.SelectMany(x => u.Select(y => x * y))];
        }

        return result;
    }

    private static Gen<int[]> Exponents(int n, int degree) => Gen.Int[0, n].Array[degree].Select(letters =>
    {
        // Letter n stands for "no factor": degrees 0..degree all occur.
        var exponents = new int[n];
        foreach (int letter in letters.Where(l => l < n))
        {
            exponents[letter]++;
        }

        return exponents;
    });

    private static Polynomial Sum(int n, double[] curvature, double[] drive, IEnumerable<(int[], double)> terms)
    {
        var x = Enumerable.Range(0, n).Select(i => Polynomial.Variable(n, i)).ToArray();
        var loss = Polynomial.FromTerms(n, terms);
        for (int i = 0; i < n; i++)
        {
            loss += x[i] * drive[i] + x[i] * x[i] * (curvature[i] / 2);
        }

        return loss;
    }
}
