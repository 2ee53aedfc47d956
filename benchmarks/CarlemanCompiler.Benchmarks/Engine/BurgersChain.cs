using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Benchmarks.Engine;

/// <summary>
/// The shape of Burgers' equation on n points: F_1 tridiagonal, F_2 with two nonzeros a row, one Euler step of it being the map. The same
/// numbers as in peers/carleman_scipy.py.
/// </summary>
internal static class BurgersChain
{
    public static GradientDynamics Create(int n)
    {
        const double diffusion = 0.2;
        const double advection = 0.05;
        var increments = new Polynomial[n];
        for (int i = 0; i < n; i++)
        {
            var terms = new List<(int[], double)> { (Exponents(i, 1), -2 * diffusion) };
            if (i > 0)
            {
                terms.Add((Exponents(i - 1, 1), diffusion));
                terms.Add((Exponents(i - 1, 2), advection));
            }

            if (i < n - 1)
            {
                terms.Add((Exponents(i + 1, 1), diffusion));
                terms.Add((Exponents(i + 1, 2), -advection));
            }

            increments[i] = Polynomial.FromTerms(n, terms);
        }

        return GradientDynamics.FromIncrements([.. increments], 1);

        int[] Exponents(int variable, int power)
        {
            var exponents = new int[n];
            exponents[variable] = power;
            return exponents;
        }
    }
}
