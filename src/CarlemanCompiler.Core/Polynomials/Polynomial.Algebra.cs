namespace CarlemanCompiler.Polynomials;

/// <content>Ring operations, derivatives and the exact Taylor shift.</content>
public sealed partial class Polynomial
{
    /// <summary>Sum. O(k log k) in the terms of both.</summary>
    public static Polynomial operator +(Polynomial left, Polynomial right) => Combine(left, right, 1);

    /// <summary>Difference. O(k log k) in the terms of both.</summary>
    public static Polynomial operator -(Polynomial left, Polynomial right) => Combine(left, right, -1);

    /// <summary>Negation.</summary>
    public static Polynomial operator -(Polynomial polynomial) => polynomial * -1.0;

    /// <summary>Product with a number.</summary>
    public static Polynomial operator *(Polynomial polynomial, double factor)
    {
        Finite(factor);
        var sum = new TermAccumulator(polynomial.VariableCount, polynomial.TermCount);
        for (int t = 0; t < polynomial.TermCount; t++)
        {
            sum.Add(polynomial.terms.Key(t), Finite(polynomial.terms.Coefficients[t] * factor));
        }

        return new Polynomial(sum.ToTerms());
    }

    /// <summary>Product with a number.</summary>
    public static Polynomial operator *(double factor, Polynomial polynomial) => polynomial * factor;

    /// <summary>Product of polynomials; see <see cref="Multiply"/>.</summary>
    public static Polynomial operator *(Polynomial left, Polynomial right) => Multiply(left, right);

    /// <summary>Sum; the named form of the operator.</summary>
    public static Polynomial Add(Polynomial left, Polynomial right) => left + right;

    /// <summary>Difference; the named form of the operator.</summary>
    public static Polynomial Subtract(Polynomial left, Polynomial right) => left - right;

    /// <summary>Negation; the named form of the operator.</summary>
    public static Polynomial Negate(Polynomial polynomial) => -polynomial;

    /// <summary>
    /// Product of polynomials with a limit on its size. Every pair of terms is one key addition and one hash insertion: O(a·b) for a and b terms,
    /// plus O(k log k) to order the k terms of the result.
    /// </summary>
    /// <param name="left">A factor.</param>
    /// <param name="right">A factor in the same variables.</param>
    /// <param name="termLimit">The largest number of distinct monomials to hold.</param>
    /// <param name="cancellation">Looked at once per term of <paramref name="left"/>.</param>
    /// <exception cref="SizeLimitException">The product is over <paramref name="termLimit"/> terms or over degree 255.</exception>
    public static Polynomial Multiply(
        Polynomial left, Polynomial right, int termLimit = DefaultTermLimit, CancellationToken cancellation = default)
    {
        left.RequireSameVariables(right);
        if (left.IsZero || right.IsZero)
        {
            return Zero(left.VariableCount);
        }

        if (left.Degree + right.Degree > MaximumDegree)
        {
            throw new SizeLimitException(
                $"A product of degrees {left.Degree} and {right.Degree} is over {MaximumDegree}, the largest degree that packed exponents hold.");
        }

        int words = left.terms.Words;
        var sum = new TermAccumulator(left.VariableCount, Math.Max(left.TermCount, right.TermCount), termLimit);
        Span<ulong> key = words <= 32 ? stackalloc ulong[words] : new ulong[words];
        for (int i = 0; i < left.TermCount; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var leftKey = left.terms.Key(i);
            double leftCoefficient = left.terms.Coefficients[i];
            for (int j = 0; j < right.TermCount; j++)
            {
                var rightKey = right.terms.Key(j);
                for (int w = 0; w < words; w++)
                {
                    key[w] = leftKey[w] + rightKey[w];
                }

                sum.Add(key, leftCoefficient * right.terms.Coefficients[j]);
            }
        }

        return Finite(new Polynomial(sum.ToTerms()));
    }

    /// <summary>The <paramref name="exponent"/>-th power by repeated squaring.</summary>
    public Polynomial Power(int exponent, int termLimit = DefaultTermLimit, CancellationToken cancellation = default)
    {
        if (exponent < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "A polynomial has no negative powers.");
        }

        if ((long)Degree * exponent > MaximumDegree)
        {
            throw new SizeLimitException($"Power {exponent} of a polynomial of degree {Degree} is over degree {MaximumDegree}.");
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

    /// <summary>∂/∂x_<paramref name="variable"/>. O(k log k).</summary>
    public Polynomial Derivative(int variable)
    {
        if ((uint)variable >= (uint)VariableCount)
        {
            throw new ArgumentOutOfRangeException(nameof(variable), variable, $"The variables are 0..{VariableCount - 1}.");
        }

        var sum = new TermAccumulator(VariableCount, TermCount);
        var key = new ulong[terms.Words];
        for (int t = 0; t < TermCount; t++)
        {
            int e = terms.Exponent(t, variable);
            if (e == 0)
            {
                continue;
            }

            terms.Key(t).CopyTo(key);
            key[variable >> 3] -= 1UL << PackedTerms.ShiftOf(variable);
            sum.Add(key, terms.Coefficients[t] * e);
        }

        return Finite(new Polynomial(sum.ToTerms()));
    }

    /// <summary>
    /// q(u) = p(centre + u): the exact Taylor shift, one variable at a time, each term x_i^e opened by the binomial theorem.
    /// </summary>
    /// <param name="centre">One finite number per variable; zeros cost nothing.</param>
    public Polynomial Shift(ReadOnlySpan<double> centre)
    {
        if (centre.Length != VariableCount)
        {
            throw new ArgumentException($"The centre has {centre.Length} coordinates; the polynomial has {VariableCount} variables.", nameof(centre));
        }

        var shifted = this;
        for (int v = 0; v < centre.Length; v++)
        {
            if (Finite(centre[v]) != 0)
            {
                shifted = shifted.ShiftVariable(v, centre[v]);
            }
        }

        return shifted;
    }

    private static Polynomial Combine(Polynomial left, Polynomial right, double sign)
    {
        left.RequireSameVariables(right);
        var sum = new TermAccumulator(left.VariableCount, left.TermCount + right.TermCount);
        for (int t = 0; t < left.TermCount; t++)
        {
            sum.Add(left.terms.Key(t), left.terms.Coefficients[t]);
        }

        for (int t = 0; t < right.TermCount; t++)
        {
            sum.Add(right.terms.Key(t), sign * right.terms.Coefficients[t]);
        }

        return Finite(new Polynomial(sum.ToTerms()));
    }

    /// <summary>An overflow to infinity must not travel on as a coefficient.</summary>
    private static Polynomial Finite(Polynomial polynomial)
    {
        foreach (double coefficient in polynomial.terms.Coefficients)
        {
            Finite(coefficient);
        }

        return polynomial;
    }

    private Polynomial ShiftVariable(int variable, double offset)
    {
        var sum = new TermAccumulator(VariableCount, 2 * TermCount);
        var key = new ulong[terms.Words];
        ulong one = 1UL << PackedTerms.ShiftOf(variable);
        for (int t = 0; t < TermCount; t++)
        {
            terms.Key(t).CopyTo(key);
            int e = terms.Exponent(t, variable);

            // (u + c)^e = Σ_j C(e, j) c^j u^(e−j). The binomial stays an integer of its own: exact shifts of exact coefficients.
            double binomial = 1;
            double power = 1;
            for (int j = 0; j <= e; j++)
            {
                sum.Add(key, terms.Coefficients[t] * binomial * power);
                key[variable >> 3] -= j < e ? one : 0;
                binomial = binomial * (e - j) / (j + 1);
                power *= offset;
            }
        }

        return Finite(new Polynomial(sum.ToTerms()));
    }
}
