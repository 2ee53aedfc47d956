using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Polynomials;

/// <summary>
/// Polynomials in all layouts: one to many words, exponents and letters, with small integer coefficients, so that sums are exact.
/// </summary>
internal static class RandomPolynomials
{
    /// <summary>Numbers of variables on both sides of where layouts change.</summary>
    public static readonly Gen<int> VariableCount = Gen.OneOf(
        1, 2, 3, 5, 7, 8, 9, 10, 15, 16, 17, 20, 21, 22, 23, 31, 32, 33, 44, 63, 64, 65, 80, 130, 400);

    /// <summary>
    /// A polynomial of up to <paramref name="terms"/> terms of up to <paramref name="letters"/> letters with exponents of up to <paramref
    /// name="power"/>.
    /// </summary>
    public static Gen<Polynomial> In(int variableCount, int terms, int letters, int power) =>
        from chosen in Gen.Select(
            Gen.Select(Gen.Int[0, variableCount - 1], Gen.Int[1, power]).Array[0, letters], Gen.Int[-9, 9]).Array[0, terms]
        select Polynomial.FromTerms(variableCount, chosen.Select(t => (Exponents(variableCount, t.Item1), (double)t.Item2)));

    private static int[] Exponents(int variableCount, (int, int)[] factors)
    {
        var exponents = new int[variableCount];
        foreach (var (variable, power) in factors)
        {
            exponents[variable] += power;
        }

        return exponents;
    }
}
