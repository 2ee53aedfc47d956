using System.Globalization;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>
/// The numbers of a loss: constants fold as C# doubles do, everything else is a polynomial. Work and size are bounded, so that a loss that
/// is too
/// large is told so and never hangs the editor.
/// </summary>
internal sealed class RealArithmetic(int variableCount, LossTape tape, CancellationToken cancellation)
{
    /// <summary>The largest number of terms of an intermediate polynomial.</summary>
    public const int TermLimit = 200_000;

    /// <summary>The largest number of term products and sums of one loss: a second or two.</summary>
    public const long WorkLimit = 30_000_000;

    private long work;

    public Value Variable(int index) => new PolynomialValue(Polynomial.Variable(variableCount, index), tape.Variable(index));

    public Polynomial ToPolynomial(Value value) => value switch
    {
        PolynomialValue polynomial => polynomial.Polynomial,
        RealValue real => Polynomial.Constant(variableCount, real.Number),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is not a real number."),
    };

    /// <summary>The value as a node of the tape.</summary>
    public int ToNode(Value value) => value switch
    {
        PolynomialValue polynomial => polynomial.Node,
        RealValue real => tape.Constant(real.Number),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is not a real number."),
    };

    public Value Negate(int node, Value operand) => operand is RealValue real
        ? new RealValue(-real.Number)
        : Guarded(node, TermsOf(operand), tape.Negate(ToNode(operand)), () => -ToPolynomial(operand));

    public Value Apply(int node, ArithmeticOperator operation, Value left, Value right) => (left, right) switch
    {
        (RealValue a, RealValue b) => Fold(node, operation, a.Number, b.Number),
        _ => operation switch
        {
            ArithmeticOperator.Add =>
                Guarded(node, TermsOf(left) + TermsOf(right), tape.Add(ToNode(left), ToNode(right)), () =>
                    ToPolynomial(left) + ToPolynomial(right)),
            ArithmeticOperator.Subtract =>
                Guarded(node, TermsOf(left) + TermsOf(right), tape.Subtract(ToNode(left), ToNode(right)), () =>
                    ToPolynomial(left) - ToPolynomial(right)),
            ArithmeticOperator.Multiply => Multiply(node, left, right),
            _ => Divide(node, left, right),
        },
    };

    /// <summary>Math.Pow with a constant exponent, by repeated squaring.</summary>
    public Value Power(int node, Value @base, Value exponent)
    {
        if (exponent is not RealValue { Number: >= 0 and <= Polynomial.MaximumDegree } constant
            || constant.Number != Math.Floor(constant.Number))
        {
            string what = exponent is RealValue number ? $"A power with the exponent {Text(number.Number)}"
                : "A power with an exponent that depends on weights or data";
            throw ExpansionException.At(
                node, Descriptors.NotPolynomial, what, $"use a constant exponent 0, 1, 2, … up to {Text(Polynomial.MaximumDegree)}");
        }

        if (@base is RealValue real)
        {
            return new RealValue(Finite(node, Math.Pow(real.Number, constant.Number)));
        }

        Value result = new RealValue(1);
        var square = @base;
        for (int e = (int)constant.Number; e > 0; e >>= 1)
        {
            result = (e & 1) == 1 ? Multiply(node, result, square) : result;
            square = e > 1 ? Multiply(node, square, square) : square;
        }

        return result;
    }

    private static RealValue Fold(int node, ArithmeticOperator operation, double left, double right)
    {
        if (operation == ArithmeticOperator.Divide && right == 0)
        {
            throw ExpansionException.At(node, Descriptors.ConstantArithmetic, $"{Text(left)} is divided by 0");
        }

        return new RealValue(Finite(node, operation switch
        {
            ArithmeticOperator.Add => left + right,
            ArithmeticOperator.Subtract => left - right,
            ArithmeticOperator.Multiply => left * right,
            _ => left / right,
        }));
    }

    private Value Multiply(int node, Value left, Value right) => Guarded(
        node,
        TermsOf(left) * TermsOf(right),
        tape.Multiply(ToNode(left), ToNode(right)),
        () => Polynomial.Multiply(ToPolynomial(left), ToPolynomial(right), TermLimit, cancellation));

    private Value Divide(int node, Value left, Value right)
    {
        if (right is not RealValue divisor)
        {
            throw ExpansionException.At(
                node, Descriptors.NotPolynomial, "A division by an expression of weights or data",
                "divide by constants only (put the reciprocal of a data column into the data)");
        }

        if (divisor.Number == 0)
        {
            throw ExpansionException.At(node, Descriptors.ConstantArithmetic, "An expression of weights or data is divided by 0");
        }

        return Guarded(node, TermsOf(left), tape.Divide(ToNode(left), divisor.Number), () =>
            DivideTerms(ToPolynomial(left), divisor.Number));
    }

    /// <summary>Each coefficient divided, which rounds once; a product with the reciprocal would round twice.</summary>
    private Polynomial DivideTerms(Polynomial dividend, double divisor)
    {
        var terms = new List<(int[], double)>(dividend.TermCount);
        for (int t = 0; t < dividend.TermCount; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            terms.Add((dividend.Exponents(t), dividend.Coefficients[t] / divisor));
        }

        return Polynomial.FromTerms(variableCount, terms);
    }

    private Value Guarded(int node, long cost, int result, Func<Polynomial> compute)
    {
        cancellation.ThrowIfCancellationRequested();
        work += cost;
        if (work > WorkLimit)
        {
            throw ExpansionException.At(
                node, Descriptors.TooLarge, $"Expanding it takes over {Text(WorkLimit)} products of terms",
                    "use fewer weights or a lower degree");
        }

        try
        {
            return new PolynomialValue(compute(), result);
        }
        catch (SizeLimitException limit)
        {
            throw ExpansionException.At(node, Descriptors.TooLarge, limit.Message.TrimEnd('.'), "use fewer weights or a lower degree");
        }
        catch (ArgumentException)
        {
            throw ExpansionException.At(node, Descriptors.ConstantArithmetic,
                "A coefficient overflows to infinity; scale the constants down");
        }
    }

    private static long TermsOf(Value value) => value is PolynomialValue polynomial ? polynomial.Polynomial.TermCount : 1;

    private static double Finite(int node, double value) => double.IsNaN(value) || double.IsInfinity(value)
        ? throw ExpansionException.At(node, Descriptors.ConstantArithmetic, "A constant is not a finite number; scale the constants down")
        : value;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
