using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Tests.Engine;

/// <summary>Random polynomial steps: sparse and full, with and without constants, banded and not.</summary>
internal static class RandomDynamics
{
    public static readonly Gen<(GradientDynamics Dynamics, int Order)> Any =
        from n in Gen.Int[1, 5]
        from degree in Gen.Int[1, 4]
        from order in Gen.Int[1, n > 3 ? 4 : 5]
        from withConstants in Gen.Bool
        from density in Gen.Double[0.1, 1]
        from seed in Gen.Int
        select (Create(n, degree, density, withConstants, seed), order);

    public static GradientDynamics Create(int n, int degree, double density, bool withConstants, int seed)
    {
        var random = new Random(seed);
        return GradientDynamics.FromIncrements([.. Enumerable.Range(0, n).Select(_ => Increment())], 0.1);

        Polynomial Increment()
        {
            var terms = new List<(int[], double)>();
            for (int d = withConstants ? 0 : 1; d <= degree; d++)
            {
                foreach (int[] exponents in Exponents(n, d))
                {
                    if (random.NextDouble() < density)
                    {
                        terms.Add((exponents, random.NextDouble() - 0.5));
                    }
                }
            }

            return Polynomial.FromTerms(n, terms);
        }
    }

    /// <summary>u_i ↦ u_i + (u_{i−1} − 2u_i + u_{i+1})/10 + (u_{i−1}² − u_{i+1}²)/20, the shape of Burgers' equation.</summary>
    public static GradientDynamics Chain(int n, double drive = 0) => GradientDynamics.FromIncrements(
        [.. Enumerable.Range(0, n).Select(i =>
        {
            var u = Polynomial.Variable(n, i);
            var left = i > 0 ? Polynomial.Variable(n, i - 1) : Polynomial.Zero(n);
            var right = i < n - 1 ? Polynomial.Variable(n, i + 1) : Polynomial.Zero(n);
            return (left - u * 2 + right) * 0.1 + (left * left - right * right) * 0.05 + Polynomial.Constant(n, drive * (i + 1));
        })],
        0.1);

    private static IEnumerable<int[]> Exponents(int n, int degree)
    {
        if (n == 1)
        {
            yield return [degree];
            yield break;
        }

        for (int first = degree; first >= 0; first--)
        {
            foreach (int[] rest in Exponents(n - 1, degree - first))
            {
                yield return [first, .. rest];
            }
        }
    }
}
