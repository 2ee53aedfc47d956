using System.Collections.Immutable;

namespace CarlemanCompiler.Polynomials;

/// <content>Ring operations, derivatives and the exact Taylor shift.</content>
public sealed partial class Polynomial
{
    /// <summary>Sum, by merging. O(k) in the terms of both; long sums belong into a <see cref="PolynomialSum"/>.</summary>
    public static Polynomial operator +(Polynomial left, Polynomial right) => Combine(left, right, 1);

    /// <summary>Difference, by merging. O(k) in the terms of both.</summary>
    public static Polynomial operator -(Polynomial left, Polynomial right) => Combine(left, right, -1);

    /// <summary>Negation.</summary>
    public static Polynomial operator -(Polynomial polynomial) => polynomial * -1.0;

    /// <summary>Product with a number.</summary>
    public static Polynomial operator *(Polynomial polynomial, double factor)
    {
        Finite(factor);
        var coefficients = new double[polynomial.TermCount];
        for (int t = 0; t < coefficients.Length; t++)
        {
            coefficients[t] = Finite(polynomial.terms.Coefficients[t] * factor);
        }

        return new Polynomial(WithoutZeros(new PackedTerms(polynomial.terms.Layout, polynomial.terms.Keys, coefficients)));
    }

    /// <summary>Product with a number.</summary>
    public static Polynomial operator *(double factor, Polynomial polynomial) => polynomial * factor;

    /// <summary>Every coefficient divided by a number: rounds once, where a product with the reciprocal would round twice.</summary>
    public static Polynomial operator /(Polynomial dividend, double divisor)
    {
        if (Finite(divisor) == 0)
        {
            throw new ArgumentException("A polynomial cannot be divided by 0.", nameof(divisor));
        }

        var quotients = new double[dividend.TermCount];
        for (int t = 0; t < quotients.Length; t++)
        {
            quotients[t] = Finite(dividend.terms.Coefficients[t] / divisor);
        }

        return new Polynomial(WithoutZeros(new PackedTerms(dividend.terms.Layout, dividend.terms.Keys, quotients)));
    }

    /// <summary>Quotient by a number; the named form of the operator.</summary>
    public static Polynomial Divide(Polynomial dividend, double divisor) => dividend / divisor;

    /// <summary>Product of polynomials; see <see cref="Multiply"/>.</summary>
    public static Polynomial operator *(Polynomial left, Polynomial right) => Multiply(left, right);

    /// <summary>Sum; the named form of the operator.</summary>
    public static Polynomial Add(Polynomial left, Polynomial right) => left + right;

    /// <summary>Difference; the named form of the operator.</summary>
    public static Polynomial Subtract(Polynomial left, Polynomial right) => left - right;

    /// <summary>Negation; the named form of the operator.</summary>
    public static Polynomial Negate(Polynomial polynomial) => -polynomial;

    /// <summary>
    /// Product of polynomials with a limit on its size, by the cheapest of three ways. For p pairs of terms and k terms of the result: a
    /// factor of one term shifts the other, 1–2 ns · p; where the exponents of the result fill a box of at most p cells, an array over it,
    /// 1 ns · p; otherwise a hash table over ranges of monomials that stay in the cache, 3–5 ns · p + 10 ns · k.
    /// </summary>
    /// <param name="left">A factor.</param>
    /// <param name="right">A factor in the same variables.</param>
    /// <param name="termLimit">The largest number of distinct monomials to hold.</param>
    /// <param name="cancellation">Looked at every few milliseconds.</param>
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
                $"A product of degrees {left.Degree} and {right.Degree} is over {MaximumDegree}, the largest that packed exponents hold: "
                + "lower the degree.");
        }

        int degree = left.Degree + right.Degree;
        var layout = MonomialLayout.For(left.VariableCount, degree);
        var a = left.terms.In(layout);
        var b = right.terms.In(layout);
        if (Math.Min(a.Count, b.Count) == 1)
        {
            return Finite(new Polynomial(a.Count == 1 ? Shifted(b, a, termLimit) : Shifted(a, b, termLimit)));
        }

        return Finite(new Polynomial(DenseProduct.TryMultiply(a, b, termLimit, cancellation)
            ?? SparseProduct.Multiply(a, b, degree, termLimit, cancellation)));
    }

    /// <summary>
    /// ∂/∂x_<paramref name="variable"/>. O(k): the order of the terms stays. For all variables at once see <see cref="Gradient"/>.
    /// </summary>
    public Polynomial Derivative(int variable)
    {
        if ((uint)variable >= (uint)VariableCount)
        {
            throw new ArgumentOutOfRangeException(nameof(variable), variable, $"The variables are 0..{VariableCount - 1}.");
        }

        int words = terms.Words;
        var keys = new ulong[terms.Keys.Length];
        var coefficients = new double[TermCount];
        int count = 0;
        for (int t = 0; t < TermCount; t++)
        {
            int e = terms.Exponent(t, variable);
            if (e > 0)
            {
                var key = keys.AsSpan(count * words, words);
                terms.Key(t).CopyTo(key);
                terms.Layout.Divide(key, variable);
                coefficients[count++] = Finite(terms.Coefficients[t] * e);
            }
        }

        Array.Resize(ref keys, count * words);
        Array.Resize(ref coefficients, count);
        return new Polynomial(new PackedTerms(terms.Layout, keys, coefficients).Normalized());
    }

    /// <summary>For each variable the number of terms that it occurs in: so many terms has its derivative. O(k · degree).</summary>
    public int[] OccurrenceCounts()
    {
        var counts = new int[VariableCount];
        Span<int> letters = stackalloc int[MaximumDegree];
        for (int t = 0; t < TermCount; t++)
        {
            int degree = Letters(t, letters);
            for (int p = 0; p < degree; p++)
            {
                counts[letters[p]] += p == 0 || letters[p] != letters[p - 1] ? 1 : 0;
            }
        }

        return counts;
    }

    /// <summary>
    /// All derivatives, ∂/∂x_0 first, in one pass over the terms: O(k · (degree + words)), and for each derivative the terms that it has.
    /// </summary>
    public ImmutableArray<Polynomial> Gradient()
    {
        int words = terms.Words;
        var counts = new int[VariableCount];
        Span<int> letters = stackalloc int[MaximumDegree];
        for (int t = 0; t < TermCount; t++)
        {
            int degree = Letters(t, letters);
            for (int p = 0; p < degree; p++)
            {
                counts[letters[p]] += p == 0 || letters[p] != letters[p - 1] ? 1 : 0;
            }
        }

        var keys = new ulong[VariableCount][];
        var coefficients = new double[VariableCount][];
        for (int v = 0; v < VariableCount; v++)
        {
            keys[v] = new ulong[counts[v] * words];
            coefficients[v] = new double[counts[v]];
            counts[v] = 0;
        }

        for (int t = 0; t < TermCount; t++)
        {
            int degree = Letters(t, letters);
            for (int p = 0; p < degree;)
            {
                int v = letters[p];
                int first = p;
                while (p < degree && letters[p] == v)
                {
                    p++;
                }

                var key = keys[v].AsSpan(counts[v] * words, words);
                terms.Key(t).CopyTo(key);
                terms.Layout.Divide(key, v);
                coefficients[v][counts[v]++] = Finite(terms.Coefficients[t] * (p - first));
            }
        }

        var gradient = ImmutableArray.CreateBuilder<Polynomial>(VariableCount);
        for (int v = 0; v < VariableCount; v++)
        {
            gradient.Add(new Polynomial(new PackedTerms(terms.Layout, keys[v], coefficients[v]).Normalized()));
        }

        return gradient.MoveToImmutable();
    }

    /// <summary>
    /// q(u) = p(centre + u): the exact Taylor shift by Horner's scheme, one variable at a time. Expected O(k · degree) for the k monomials of
    /// the result.
    /// </summary>
    /// <param name="centre">One finite number per variable; zeros cost nothing.</param>
    public Polynomial Shift(ReadOnlySpan<double> centre) => RequireCentre(centre)
        ? TaylorShift.Of(this, centre, out int[] places).Shift(this, places, centre)
        : this;

    /// <summary>All polynomials p(centre + u). Those that have the same monomials are prepared once together.</summary>
    internal static ImmutableArray<Polynomial> Shift(ImmutableArray<Polynomial> polynomials, ReadOnlySpan<double> centre)
    {
        var shifted = ImmutableArray.CreateBuilder<Polynomial>(polynomials.Length);
        Polynomial? prepared = null;
        TaylorShift? shift = null;
        int[] places = [];
        foreach (var p in polynomials)
        {
            if (!p.RequireCentre(centre))
            {
                shifted.Add(p);
                continue;
            }

            if (shift is null || !p.HasMonomialsOf(prepared!))
            {
                shift = TaylorShift.Of(p, centre, out places);
                prepared = p;
            }

            shifted.Add(shift.Shift(p, places, centre));
        }

        return shifted.MoveToImmutable();
    }

    /// <summary>The same monomials with other coefficients, of which those that are zero go.</summary>
    internal Polynomial WithCoefficients(double[] coefficients) =>
        Finite(new Polynomial(WithoutZeros(new PackedTerms(terms.Layout, terms.Keys, coefficients))));

    internal bool HasMonomialsOf(Polynomial other) =>
        terms.Layout.Equals(other.terms.Layout) && terms.Keys.AsSpan().SequenceEqual(other.terms.Keys);

    /// <summary>Whether a checked centre is not the origin.</summary>
    private bool RequireCentre(ReadOnlySpan<double> centre)
    {
        if (centre.Length != VariableCount)
        {
            throw new ArgumentException(
                $"The centre has {centre.Length} coordinates; the polynomial has {VariableCount} variables.", nameof(centre));
        }

        bool moves = false;
        foreach (double coordinate in centre)
        {
            moves |= Finite(coordinate) != 0;
        }

        return moves;
    }

    private static Polynomial Combine(Polynomial left, Polynomial right, double sign)
    {
        left.RequireSameVariables(right);
        return Finite(new Polynomial(Merge(left.terms, right.terms, sign).Normalized()));
    }

    /// <summary>left + sign · right in the wider of their layouts.</summary>
    private static PackedTerms Merge(PackedTerms left, PackedTerms right, double sign)
    {
        var layout = left.Layout.Holds(right.Layout) ? left.Layout : right.Layout;
        left = left.In(layout);
        right = right.In(layout);
        int words = layout.Words;
        var keys = new ulong[left.Keys.Length + right.Keys.Length];
        var coefficients = new double[left.Count + right.Count];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < left.Count || j < right.Count)
        {
            int order = j == right.Count ? -1 : i == left.Count ? 1
                : words == 1 ? left.Keys[i].CompareTo(right.Keys[j]) : MonomialLayout.Compare(left.Key(i), right.Key(j));
            (order <= 0 ? left.Key(i) : right.Key(j)).CopyTo(keys.AsSpan(count * words, words));
            double sum = (order <= 0 ? left.Coefficients[i] : 0) + (order >= 0 ? sign * right.Coefficients[j] : 0);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            coefficients[count] = sum;
            count += sum != 0 ? 1 : 0;
        }

        if (count < coefficients.Length)
        {
            Array.Resize(ref keys, count * words);
            Array.Resize(ref coefficients, count);
        }

        return new PackedTerms(layout, keys, coefficients);
    }

    /// <summary>A product with one term, in the layout of the result: order stays.</summary>
    private static PackedTerms Shifted(PackedTerms terms, PackedTerms factor, int termLimit)
    {
        if (terms.Count > termLimit)
        {
            throw new SizeLimitException(
                $"The product has {terms.Count} terms, more than {termLimit}, the limit of this computation: "
                + "use fewer variables or a lower degree.");
        }

        var keys = new ulong[terms.Keys.Length];
        var coefficients = new double[terms.Count];
        for (int t = 0; t < coefficients.Length; t++)
        {
            terms.Layout.Multiply(terms.Key(t), factor.Key(0), keys.AsSpan(t * terms.Words, terms.Words));
            coefficients[t] = terms.Coefficients[t] * factor.Coefficients[0];
        }

        return WithoutZeros(new PackedTerms(terms.Layout, keys, coefficients));
    }

    /// <summary>Products of nonzero numbers underflow to zero, and a term must not stay that is none.</summary>
    private static PackedTerms WithoutZeros(PackedTerms terms) => Array.IndexOf(terms.Coefficients, 0.0) < 0
        ? terms.Normalized()
        : Merge(terms, PackedTerms.Empty(terms.VariableCount), 1).Normalized();

    /// <summary>An overflow to infinity must not travel on as a coefficient.</summary>
    private static Polynomial Finite(Polynomial polynomial)
    {
        foreach (double coefficient in polynomial.terms.Coefficients)
        {
            Finite(coefficient);
        }

        return polynomial;
    }
}
