using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Core.Tests.Analysis;

/// <summary>How the Hessian at the centre of a random system is made.</summary>
public enum RandomRegime
{
    /// <summary>All eigenvalues in [0.5, 4].</summary>
    Dissipative,

    /// <summary>One eigenvalue in [−0.05, 0].</summary>
    AlmostDissipative,

    /// <summary>One eigenvalue in [−3, −0.5].</summary>
    Divergent,
}

/// <summary>A random descent, the same for the same seed.</summary>
internal sealed record RandomSystem(GradientDynamics Dynamics, double[] Start, int Order, int Steps)
{
    /// <summary>n = 1..4, q = 1..3, N = 1..4, T = 1..12, the first half of the seeds with F_0, rotated Hessians.</summary>
    public static RandomSystem Of(RandomRegime regime, int seed)
    {
        var random = new Random(1000 * (int)regime + seed);
        int n = 1 + seed % 4;
        int degree = 1 + seed / 4 % 3;
        bool driven = seed / 12 % 2 == 0;
        var x = Enumerable.Range(0, n).Select(i => Polynomial.Variable(n, i)).ToArray();
        var loss = Polynomial.FromTerms(n, []);
        for (int i = 0; i < n; i++)
        {
            double curvature = i > 0 || regime == RandomRegime.Dissipative ? 0.5 + 3.5 * random.NextDouble()
                : regime == RandomRegime.AlmostDissipative ? -0.05 * random.NextDouble()
                : -0.5 - 2.5 * random.NextDouble();
            var direction = Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5).ToArray();

            // A sum of squares of forms near the axes: coupled, with about the curvatures drawn.
            var form = x[i];
            for (int k = 0; k < n && curvature > 0; k++)
            {
                form += x[k] * (0.3 * direction[k]);
            }

            loss += form * form * (curvature / 2);
            if (driven)
            {
                loss += x[i] * (0.1 * random.NextDouble() - 0.05);
            }
        }

        for (int term = 0; degree > 1 && term < 4; term++)
        {
            // The first term has the full degree, so that F_q is there.
            int letters = term == 0 ? degree + 1 : 3 + random.Next(degree - 1);
            var exponents = new int[n];
            for (int k = 0; k < letters; k++)
            {
                exponents[random.Next(n)]++;
            }

            loss += Polynomial.FromTerms(n, [(exponents, random.NextDouble() - 0.5)]);
        }

        var start = Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5).ToArray();
        return new RandomSystem(
            GradientDynamics.FromLoss(loss, 0.05 + 0.25 * random.NextDouble()), start, 1 + random.Next(4), 1 + random.Next(12));
    }
}
