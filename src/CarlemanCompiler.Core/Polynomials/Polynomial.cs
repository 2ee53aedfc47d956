using System.Globalization;
using System.Text;

namespace CarlemanCompiler.Polynomials;

/// <summary>
/// A sparse multivariate polynomial Σ c_β x^β with double coefficients: the first value on the path from loss to circuit.
/// </summary>
/// <remarks>
/// Immutable and canonical from construction: like terms are merged, zero coefficients dropped, terms stand in graded order (total degree
/// ascending, inside a degree exponents in descending lexicographic order, so that x₀² comes before x₀x₁ before x₁²). Equal polynomials
/// are therefore equal term by term, and every text made of one is deterministic.
/// <para>
/// Exponents are packed into 64-bit words whose width follows from the number of variables and the degree: one word for 8 variables of any
/// degree, 21 of degree up to 7, 44 up to 10 or 400 up to 6; more words where one does not do. A product that would not fit is refused.
/// </para>
/// Coefficients that are exact in double (integers up to 2⁵³, dyadic fractions) stay exact under +, − and × as long as the results are.
/// </remarks>
public sealed partial class Polynomial : IEquatable<Polynomial>
{
    /// <summary>The largest total degree of a term.</summary>
    public const int MaximumDegree = 255;

    /// <summary>The largest number of terms that a product may hold unless the caller says otherwise.</summary>
    public const int DefaultTermLimit = 10_000_000;

    private readonly PackedTerms terms;

    private Polynomial(PackedTerms terms) => this.terms = terms;

    /// <summary>Number of variables, used or not.</summary>
    public int VariableCount => terms.VariableCount;

    /// <summary>Number of terms with a nonzero coefficient.</summary>
    public int TermCount => terms.Count;

    /// <summary>Largest total degree of a term; 0 for constants and for the zero polynomial.</summary>
    public int Degree => terms.DegreeOfAll;

    /// <summary>Whether this is the zero polynomial.</summary>
    public bool IsZero => TermCount == 0;

    /// <summary>Whether no variable occurs.</summary>
    public bool IsConstant => Degree == 0;

    /// <summary>The coefficient of the monomial 1.</summary>
    public double ConstantTerm => TermCount > 0 && TermDegree(0) == 0 ? terms.Coefficients[0] : 0;

    /// <summary>Coefficients in term order.</summary>
    public ReadOnlySpan<double> Coefficients => terms.Coefficients;

    /// <summary>The zero polynomial.</summary>
    public static Polynomial Zero(int variableCount) => new(PackedTerms.Empty(CheckedCount(variableCount)));

    /// <summary>The constant polynomial <paramref name="value"/>.</summary>
    public static Polynomial Constant(int variableCount, double value)
    {
        var layout = MonomialLayout.For(CheckedCount(variableCount), 0);
        return Finite(value) == 0 ? Zero(variableCount) : new Polynomial(new PackedTerms(layout, new ulong[layout.Words], [value]));
    }

    /// <summary>The polynomial x_<paramref name="index"/>.</summary>
    public static Polynomial Variable(int variableCount, int index)
    {
        if ((uint)index >= (uint)CheckedCount(variableCount))
        {
            throw new ArgumentOutOfRangeException(
                nameof(index), index, $"A polynomial in {variableCount} variables has variables 0..{variableCount - 1}.");
        }

        var exponents = new int[variableCount];
        exponents[index] = 1;
        return FromTerms(variableCount, [(exponents, 1.0)]);
    }

    /// <summary>Σ coefficient · x^exponents; like terms are merged.</summary>
    /// <param name="variableCount">Length of every exponent vector.</param>
    /// <param name="terms">Exponents (non-negative, total at most <see cref="MaximumDegree"/>) and finite coefficients.</param>
    public static Polynomial FromTerms(int variableCount, IEnumerable<(int[] Exponents, double Coefficient)> terms)
    {
        var layout = MonomialLayout.For(CheckedCount(variableCount), 0);
        var keys = new ulong[16 * layout.Words];
        var coefficients = new double[16];
        int count = 0;
        foreach (var (exponents, coefficient) in terms)
        {
            var needed = MonomialLayout.For(variableCount, MonomialLayout.DegreeOf(variableCount, exponents));
            if (needed != layout && !layout.Holds(needed))
            {
                Array.Resize(ref keys, count * layout.Words);
                keys = PackedTerms.Repack(layout, keys, count, needed);
                layout = needed;
            }

            if ((count + 1) * layout.Words > keys.Length)
            {
                Array.Resize(ref keys, Math.Max(2 * keys.Length, 16 * layout.Words));
            }

            if (count == coefficients.Length)
            {
                Array.Resize(ref coefficients, 2 * count);
            }

            layout.Pack(exponents, keys.AsSpan(count * layout.Words, layout.Words));
            coefficients[count++] = Finite(coefficient);
        }

        return new Polynomial(TermOrder.Collect(layout, keys, coefficients, count));
    }

    /// <summary>The exponent of <paramref name="variable"/> in term <paramref name="term"/>.</summary>
    public int Exponent(int term, int variable) => terms.Exponent(term, variable);

    /// <summary>All exponents of term <paramref name="term"/>, one per variable.</summary>
    public int[] Exponents(int term)
    {
        var exponents = new int[VariableCount];
        Span<int> letters = stackalloc int[TermDegree(term)];
        int degree = Letters(term, letters);
        for (int p = 0; p < degree; p++)
        {
            exponents[letters[p]]++;
        }

        return exponents;
    }

    /// <summary>Total degree of term <paramref name="term"/>.</summary>
    public int TermDegree(int term) => terms.Degree(term);

    /// <summary>The coefficient of x^<paramref name="exponents"/>, 0 where there is no such term. O(log terms).</summary>
    public double CoefficientOf(params int[] exponents)
    {
        if (MonomialLayout.DegreeOf(VariableCount, exponents) > Degree)
        {
            return 0;
        }

        var key = new ulong[terms.Words];
        terms.Layout.Pack(exponents, key);
        int low = 0;
        int high = TermCount;
        while (low < high)
        {
            int middle = (low + high) / 2;
            int order = MonomialLayout.Compare(terms.Key(middle), key);
            if (order == 0)
            {
                return terms.Coefficients[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
        }

        return 0;
    }

    /// <summary>The value at <paramref name="point"/> (one number per variable). O(terms · degree).</summary>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        if (point.Length != VariableCount)
        {
            throw new ArgumentException(
                $"The point has {point.Length} coordinates; the polynomial has {VariableCount} variables.", nameof(point));
        }

        double sum = 0;
        Span<int> letters = stackalloc int[Degree];
        for (int t = 0; t < TermCount; t++)
        {
            double product = terms.Coefficients[t];
            int degree = Letters(t, letters);
            for (int p = 0; p < degree; p++)
            {
                product *= point[letters[p]];
            }

            sum += product;
        }

        return sum;
    }

    /// <inheritdoc/>
    public bool Equals(Polynomial? other) => other is not null
        && VariableCount == other.VariableCount
        && terms.Keys.AsSpan().SequenceEqual(other.terms.Keys)
        && terms.Coefficients.AsSpan().SequenceEqual(other.terms.Coefficients);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Polynomial);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = VariableCount;
        foreach (ulong word in terms.Keys)
        {
            hash = unchecked(hash * 31 + word.GetHashCode());
        }

        foreach (double coefficient in terms.Coefficients)
        {
            hash = unchecked(hash * 31 + coefficient.GetHashCode());
        }

        return hash;
    }

    /// <summary>The polynomial in x0, x1, …, with round-trip coefficients, in any culture the same.</summary>
    public override string ToString() => ToString(v => "x" + v.ToString(CultureInfo.InvariantCulture));

    /// <summary>The polynomial with the given variable names.</summary>
    /// <param name="nameOf">Name of a variable by its index.</param>
    /// <param name="maximumTerms">After this many terms the text ends in "… (k terms)".</param>
    public string ToString(Func<int, string> nameOf, int maximumTerms = int.MaxValue)
    {
        if (IsZero)
        {
            return "0";
        }

        var text = new StringBuilder();
        for (int t = 0; t < TermCount; t++)
        {
            double c = terms.Coefficients[t];
            if (t == maximumTerms)
            {
                return text.Append(" + … (").Append(TermCount.ToString(CultureInfo.InvariantCulture)).Append(" terms)").ToString();
            }

            text.Append(t == 0 ? (c < 0 ? "-" : "") : (c < 0 ? " - " : " + "));
            double magnitude = Math.Abs(c);
            bool bare = magnitude == 1 && TermDegree(t) > 0;
            if (!bare)
            {
                text.Append(magnitude.ToString("R", CultureInfo.InvariantCulture));
            }

            for (int v = 0; v < VariableCount; v++)
            {
                int e = terms.Exponent(t, v);
                if (e == 0)
                {
                    continue;
                }

                text.Append(bare ? "" : "*").Append(nameOf(v));
                bare = false;
                if (e > 1)
                {
                    text.Append('^').Append(e.ToString(CultureInfo.InvariantCulture));
                }
            }
        }

        return text.ToString();
    }

    internal PackedTerms Terms => terms;

    /// <summary>The variables of a term in ascending order, each as often as it occurs; the number written is its degree.</summary>
    public int Letters(int term, Span<int> letters) => terms.Layout.Letters(terms.Key(term), letters);

    internal static Polynomial FromSum(PackedTerms terms) => Finite(new Polynomial(terms));

    private static int CheckedCount(int variableCount) => variableCount >= 0
        ? variableCount
        : throw new ArgumentOutOfRangeException(nameof(variableCount), variableCount, "A polynomial has zero or more variables.");

    private static double Finite(double coefficient) => double.IsNaN(coefficient) || double.IsInfinity(coefficient)
        ? throw new ArgumentException(
            $"The coefficient {coefficient.ToString(CultureInfo.InvariantCulture)} is not a finite number.", nameof(coefficient))
        : coefficient;

    private void RequireSameVariables(Polynomial other)
    {
        if (VariableCount != other.VariableCount)
        {
            throw new ArgumentException(
                $"Polynomials in {VariableCount} and in {other.VariableCount} variables do not combine.", nameof(other));
        }
    }
}
