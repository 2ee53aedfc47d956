using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Core.Tests.Analysis;

/// <summary>
/// Descent and the truncated map in exact arithmetic, written from their definitions: a row of the map is the product of the polynomials
/// that take u to its next value, cut beyond degree N. For small systems and few steps only.
/// </summary>
internal static class ExactDescent
{
    /// <summary>The square of ‖u(T) − û_1(T)‖.</summary>
    public static Dyadic SquaredError(GradientDynamics dynamics, double[] start, int order, int steps)
    {
        int n = dynamics.WeightCount;
        var next = Enumerable.Range(0, n).Select(i => Next(dynamics, i)).ToArray();
        Dyadic[] u = [.. start.Select((x, i) => (Dyadic)x - dynamics.Centre[i])];
        var monomials = Monomials(n, order);
        var rows = monomials.ToDictionary(alpha => Key(alpha), alpha => Row(next, alpha, order));
        var lifted = monomials.ToDictionary(alpha => Key(alpha), alpha => Value(alpha, u));
        for (int t = 0; t < steps; t++)
        {
            var (y, x) = (lifted, u);
            lifted = rows.ToDictionary(row => row.Key, row => Sum(row.Value, key => IsConstant(key) ? 1.0 : y[key]));
            u = [.. next.Select(g => Sum(g, key => Value([.. key.Select(c => (int)c)], x)))];
        }

        return Enumerable.Range(0, n)
            .Select(i => (u[i] - lifted[Key(Unit(n, i))]).Power(2))
            .Aggregate((sum, x) => sum + x);
    }

    private static Dyadic Sum(Dictionary<string, Dyadic> polynomial, Func<string, Dyadic> valueOf) =>
        polynomial.Aggregate(Dyadic.Zero, (sum, term) => sum + term.Value * valueOf(term.Key));

    private static Dictionary<string, Dyadic> Next(GradientDynamics dynamics, int i)
    {
        var g = dynamics.Increments[i];
        var next = Enumerable.Range(0, g.TermCount).ToDictionary(t => Key(g.Exponents(t).ToArray()), t => (Dyadic)g.Coefficients[t]);
        string self = Key(Unit(dynamics.WeightCount, i));
        next[self] = next.GetValueOrDefault(self) + 1.0;
        return next;
    }

    private static Dictionary<string, Dyadic> Row(Dictionary<string, Dyadic>[] next, int[] alpha, int order)
    {
        var row = new Dictionary<string, Dyadic> { [Key(new int[alpha.Length])] = 1.0 };
        for (int i = 0; i < alpha.Length; i++)
        {
            for (int k = 0; k < alpha[i]; k++)
            {
                var product = new Dictionary<string, Dyadic>();
                foreach (var (left, a) in row)
                {
                    foreach (var (right, b) in next[i])
                    {
                        string key = new([.. left.Zip(right, (x, y) => (char)(x + y))]);
                        product[key] = product.GetValueOrDefault(key) + a * b;
                    }
                }

                row = product;
            }
        }

        return row.Where(term => term.Key.Sum(c => c) <= order).ToDictionary();
    }

    private static List<int[]> Monomials(int n, int order) =>
    [
        .. Enumerable.Range(1, (int)Math.Pow(order + 1, n) - 1)
            .Select(code => Enumerable.Range(0, n).Select(i => code / (int)Math.Pow(order + 1, i) % (order + 1)).ToArray())
            .Where(alpha => alpha.Sum() <= order),
    ];

    private static Dyadic Value(int[] alpha, Dyadic[] u) => alpha.Select((e, i) => u[i].Power(e)).Aggregate((product, x) => product * x);

    private static int[] Unit(int n, int i) => [.. Enumerable.Range(0, n).Select(k => k == i ? 1 : 0)];

    private static string Key(int[] exponents) => new([.. exponents.Select(e => (char)e)]);

    private static bool IsConstant(string key) => key.All(c => c == 0);
}
