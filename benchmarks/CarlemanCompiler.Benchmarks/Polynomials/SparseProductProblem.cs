using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Benchmarks.Polynomials;

/// <summary>
/// (1+x+y+2z²+3t³+5u⁵)^e · (1+u+t+2z²+3y³+5x⁵)^e: the product of the two powers, which are formed before. Our coefficients are doubles,
/// exact up to 2⁵³ and rounded beyond; those of the peers are integers of any length.
/// </summary>
internal sealed class SparseProductProblem
{
    private readonly Polynomial left;
    private readonly Polynomial right;

    public SparseProductProblem(int exponent)
    {
        left = Factor(0, 1, 2, 3, 4).Power(exponent);
        right = Factor(4, 3, 2, 1, 0).Power(exponent);
    }

    public Polynomial Product() => Polynomial.Multiply(left, right);

    /// <summary>Terms, and the value at a point of dyadic fractions.</summary>
    public static (long Terms, double Checksum) Check(Polynomial product) =>
        (product.TermCount, product.Evaluate([0.5, 0.75, -0.5, 0.25, 0.875]));

    private static Polynomial Factor(int first, int second, int third, int fourth, int fifth)
    {
        var v = Enumerable.Range(0, 5).Select(i => Polynomial.Variable(5, i)).ToArray();
        return Polynomial.Constant(5, 1) + v[first] + v[second] + 2 * v[third].Power(2) + 3 * v[fourth].Power(3) + 5 * v[fifth].Power(5);
    }
}
