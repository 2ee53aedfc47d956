namespace CarlemanCompiler.Polynomials;

/// <summary>
/// A long sum of polynomials and products under construction, in place: what <c>loss += …</c> in a loop should cost. Adding k terms is
/// expected O(k), adding a product of a and b terms O(a·b), however many terms the sum has already; only <see cref="ToPolynomial"/> sorts.
/// </summary>
/// <remarks>
/// Sums are formed in the order of the calls, so equal calls give equal bits. The memory is about 40 bytes a term in one-word layouts. Not
/// for several threads at once.
/// </remarks>
public sealed class PolynomialSum
{
    /// <summary>Products of more pairs are formed for themselves, in ranges that stay in the cache, and then added.</summary>
    private const long PairsInPlace = 1 << 18;

    private readonly int termLimit;
    private readonly CancellationToken cancellation;
    private TermTable table;
    private MonomialCode code;
    private int degree;

    /// <summary>The zero sum.</summary>
    /// <param name="variableCount">Number of variables of everything added.</param>
    /// <param name="termLimit">The largest number of distinct monomials to hold.</param>
    /// <param name="cancellation">Looked at in every call and inside long ones.</param>
    public PolynomialSum(int variableCount, int termLimit = Polynomial.DefaultTermLimit, CancellationToken cancellation = default)
    {
        if (variableCount < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(variableCount), variableCount, "A polynomial has zero or more variables.");
        }

        VariableCount = variableCount;
        this.termLimit = termLimit;
        this.cancellation = cancellation;
        var layout = MonomialLayout.For(variableCount, 0);
        code = MonomialCode.For(layout, 0);
        table = new TermTable(layout, code.IsKey, 16, termLimit);
    }

    /// <summary>Number of variables, used or not.</summary>
    public int VariableCount { get; }

    /// <summary>Distinct monomials so far, those that have cancelled among them.</summary>
    public int TermCount => table.Count;

    /// <summary>Adds factor · p. O(terms of p).</summary>
    /// <param name="p">A polynomial in <see cref="VariableCount"/> variables.</param>
    /// <param name="factor">A finite number.</param>
    /// <exception cref="SizeLimitException">The sum would have more terms than the limit; it is left part-way.</exception>
    public void Add(Polynomial p, double factor = 1)
    {
        Require(p, factor);
        if (factor == 0 || p.IsZero)
        {
            return;
        }

        Widen(p.Degree);
        var terms = p.Terms.In(table.Layout);
        var codes = code.Of(terms);
        for (int t = 0; t < terms.Count; t++)
        {
            if ((t & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (code.IsKey)
            {
                table.Add(codes[t], factor * terms.Coefficients[t]);
            }
            else
            {
                table.Add(codes[t], terms.Key(t), factor * terms.Coefficients[t]);
            }
        }
    }

    /// <summary>Adds factor · a · b without forming the product. O(terms of a · terms of b); a square takes each pair once.</summary>
    /// <param name="a">A polynomial in <see cref="VariableCount"/> variables.</param>
    /// <param name="b">A polynomial in <see cref="VariableCount"/> variables.</param>
    /// <param name="factor">A finite number.</param>
    /// <exception cref="SizeLimitException">
    /// The sum would have more terms than the limit, or be over degree 255; it is left part-way.
    /// </exception>
    public void AddProduct(Polynomial a, Polynomial b, double factor = 1)
    {
        Require(a, factor);
        Require(b, factor);
        if (factor == 0 || a.IsZero || b.IsZero)
        {
            return;
        }

        if ((long)a.TermCount * b.TermCount > PairsInPlace)
        {
            Add(Polynomial.Multiply(a, b, termLimit, cancellation), factor);
            return;
        }

        Widen(a.Degree + b.Degree);
        SparseProduct.AddTo(table, code, a.Terms.In(table.Layout), b.Terms.In(table.Layout), factor, cancellation);
    }

    /// <summary>The sum so far; adding may go on. O(k log k) for k terms.</summary>
    /// <exception cref="ArgumentException">A coefficient has overflowed to infinity.</exception>
    public Polynomial ToPolynomial() => Polynomial.FromSum(table.ToTerms(cancellation));

    private void Require(Polynomial p, double factor)
    {
        if (p.VariableCount != VariableCount)
        {
            throw new ArgumentException(
                $"A polynomial in {p.VariableCount} variables does not go into a sum in {VariableCount}.", nameof(p));
        }

        if (double.IsNaN(factor) || double.IsInfinity(factor))
        {
            throw new ArgumentException("A factor of a sum is a finite number.", nameof(factor));
        }
    }

    /// <summary>Moves the table to a layout and a code that hold the degree, where the present ones do not.</summary>
    private void Widen(int newDegree)
    {
        if (newDegree <= degree)
        {
            return;
        }

        degree = newDegree;
        if (degree <= table.Layout.LargestDegree && degree <= code.Capacity)
        {
            return;
        }

        var layout = MonomialLayout.For(VariableCount, degree);
        var old = table;
        var keys = PackedTerms.Repack(old.Layout, old.Keys, old.Count, layout);
        code = MonomialCode.For(layout, degree);
        table = new TermTable(layout, code.IsKey, old.Count, termLimit);
        for (int t = 0; t < old.Count; t++)
        {
            var key = keys.AsSpan(t * layout.Words, layout.Words);
            table.Add(code.Of(key), key, old.Sums[t]);
        }
    }
}
