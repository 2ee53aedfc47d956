namespace CarlemanCompiler.Polynomials;

/// <content>Division by numbers.</content>
public sealed partial class Polynomial
{
    /// <summary>Every coefficient divided by a number other than 0: rounds once where a product with the reciprocal would round twice.</summary>
    public static Polynomial operator /(Polynomial dividend, double divisor)
    {
        if (Finite(divisor) == 0)
        {
            throw new ArgumentException("A polynomial cannot be divided by 0.", nameof(divisor));
        }

        // Division keeps the order; only a coefficient that underflows to zero has to leave.
        var quotients = new double[dividend.TermCount];
        bool complete = true;
        for (int t = 0; t < quotients.Length; t++)
        {
            quotients[t] = Finite(dividend.terms.Coefficients[t] / divisor);
            complete &= quotients[t] != 0;
        }

        return complete
            ? new Polynomial(new PackedTerms(dividend.VariableCount, dividend.terms.Keys, quotients))
            : FromTerms(dividend.VariableCount, Enumerable.Range(0, quotients.Length).Select(t => (dividend.Exponents(t), quotients[t])));
    }

    /// <summary>Quotient; the named form of the operator.</summary>
    public static Polynomial Divide(Polynomial dividend, double divisor) => dividend / divisor;
}
