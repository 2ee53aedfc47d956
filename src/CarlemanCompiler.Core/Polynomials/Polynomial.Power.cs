namespace CarlemanCompiler.Polynomials;

/// <content>Powers.</content>
public sealed partial class Polynomial
{
    /// <summary>
    /// The <paramref name="exponent"/>-th power. A sparse polynomial of t terms is opened by the multinomial theorem, one product for each
    /// of the C(exponent+t−1, exponent) choices of terms, and then sorted; where those choices are more than the exponents of the result
    /// leave room for, as for dense polynomials of few variables, by repeated squaring.
    /// </summary>
    /// <param name="exponent">0, 1, 2, …</param>
    /// <param name="termLimit">The largest number of distinct monomials to hold.</param>
    /// <param name="cancellation">Looked at every few milliseconds.</param>
    /// <exception cref="SizeLimitException">The power is over <paramref name="termLimit"/> terms or over degree 255.</exception>
    public Polynomial Power(int exponent, int termLimit = DefaultTermLimit, CancellationToken cancellation = default)
    {
        if (exponent < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "A polynomial has no negative powers.");
        }

        if ((long)Degree * exponent > MaximumDegree)
        {
            throw new SizeLimitException(
                $"Power {exponent} of a polynomial of degree {Degree} is over degree {MaximumDegree}, "
                + "the largest that packed exponents hold: "
                + "lower the degree.");
        }

        if (TermCount > 1 && exponent > 2 && ChoicesOfTerms(exponent) is var choices && choices <= Math.Min(termLimit, RoomOf(exponent)))
        {
            return Finite(Multinomial(exponent, (int)choices, cancellation));
        }

        var result = Constant(VariableCount, 1);
        for (var square = this; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
            {
                result = Multiply(result, square, termLimit, cancellation);
            }

            if (exponent > 1)
            {
                square = Multiply(square, square, termLimit, cancellation);
            }
        }

        return result;
    }

    /// <summary>C(exponent + t − 1, exponent), the ways to choose that many of t terms with repetition.</summary>
    private double ChoicesOfTerms(int exponent)
    {
        double choices = 1;
        for (int k = 1; k <= exponent; k++)
        {
            choices = choices * (TermCount - 1 + k) / k;
        }

        return Math.Round(choices);
    }

    /// <summary>How many monomials the exponents of the power, each up to its own largest value, leave room for.</summary>
    private double RoomOf(int exponent)
    {
        double room = 1;
        for (int v = 0; v < VariableCount; v++)
        {
            int largest = 0;
            for (int t = 0; t < TermCount; t++)
            {
                largest = Math.Max(largest, terms.Exponent(t, v));
            }

            room *= 1 + (double)largest * exponent;
        }

        return room;
    }

    /// <summary>
    /// Σ over k_1 + … + k_t = exponent of Π C(rest, k_i) (c_i m_i)^{k_i}, a stack of partial products going over the terms. Binomials are
    /// integers, so that a power of exact coefficients is exact where it can be.
    /// </summary>
    private Polynomial Multinomial(int exponent, int choices, CancellationToken cancellation)
    {
        var layout = MonomialLayout.For(VariableCount, Degree * exponent);
        var factors = terms.In(layout);
        int words = layout.Words;
        var keys = new ulong[choices * words];
        var coefficients = new double[choices];
        int count = 0;
        var binomials = Binomials(exponent);

        // Level i holds the product of what terms 0..i−1 contribute; the last term takes what is left.
        var partKeys = new ulong[(TermCount + 1) * words];
        Choose(0, exponent, 1);
        return new Polynomial(TermOrder.Collect(layout, keys, coefficients, count, cancellation));

        void Choose(int term, int rest, double coefficient)
        {
            var part = partKeys.AsSpan(term * words, words);
            bool isLast = term == TermCount - 1;
            var next = isLast ? keys.AsSpan(count * words, words) : partKeys.AsSpan((term + 1) * words, words);
            part.CopyTo(next);
            double power = 1;
            for (int k = 0; k <= rest; k++)
            {
                if (!isLast || k == rest)
                {
                    double product = coefficient * binomials[rest][k] * power;
                    if (isLast)
                    {
                        coefficients[count++] = product;
                        if ((count & 0xFFFF) == 0)
                        {
                            cancellation.ThrowIfCancellationRequested();
                        }
                    }
                    else
                    {
                        Choose(term + 1, rest - k, product);
                    }
                }

                if (k < rest)
                {
                    layout.Multiply(next, factors.Key(term), next);
                    power *= factors.Coefficients[term];
                }
            }
        }
    }

    /// <summary>Pascal's triangle: sums only, so that entries up to 2⁵³ are exact.</summary>
    private static double[][] Binomials(int order)
    {
        var rows = new double[order + 1][];
        for (int n = 0; n <= order; n++)
        {
            rows[n] = new double[n + 1];
            rows[n][0] = rows[n][n] = 1;
            for (int k = 1; k < n; k++)
            {
                rows[n][k] = rows[n - 1][k - 1] + rows[n - 1][k];
            }
        }

        return rows;
    }
}
