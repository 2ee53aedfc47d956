using System.Collections.Immutable;
using static CarlemanCompiler.Approximation.ElementaryFunctions;

namespace CarlemanCompiler.Approximation;

/// <summary>The table of functions: value and derivative side by side, one entry a function, in the order of the enumeration.</summary>
/// <remarks>
/// Values come from 30-digit arithmetic rounded once, so they are within 0.51 units in the last place and the same on every machine, for
/// |x| from 10⁻¹⁵⁰ to 10¹⁵⁰ and 0, at some hundred nanoseconds to two microseconds a call: meant for building approximations, not for
/// inner loops. (Sine and cosine beyond |x| = 10⁹ are the library's.)
/// </remarks>
public static class SmoothFunctions
{
    /// <summary>Every function's rule; <see cref="SmoothFunction"/> is its index.</summary>
    public static ImmutableArray<SmoothFunctionRule> All { get; } =
    [
        Rule(SmoothFunction.Tanh, "tanh(x)", Tanh, x => Sech(x) * Sech(x)) with { Symmetry = FunctionSymmetry.Odd },
        Rule(SmoothFunction.Sigmoid, "1/(1 + e^-x)", Sigmoid, x => Sigmoid(x) * Sigmoid(-x)) with
        {
            Symmetry = FunctionSymmetry.Odd,
            AffineOffset = 0.5,
        },
        Rule(SmoothFunction.Exp, "e^x", x => Exp(x), x => Exp(x)),
        Rule(SmoothFunction.Log, "log(x)", Log, x => 1 / x) with { Domain = FunctionDomain.Positive },
        Rule(SmoothFunction.Sin, "sin(x)", Sin, Cos) with { Symmetry = FunctionSymmetry.Odd },
        Rule(SmoothFunction.Cos, "cos(x)", Cos, x => -Sin(x)) with { Symmetry = FunctionSymmetry.Even },
        Rule(SmoothFunction.Sqrt, "sqrt(x)", DoubleDouble.Sqrt, x => 0.5 / DoubleDouble.Sqrt(x)) with { Domain = FunctionDomain.Positive },
        Rule(SmoothFunction.Reciprocal, "1/x", x => 1 / x, x => -1 / x / x) with
        {
            Domain = FunctionDomain.NonZero,
            Symmetry = FunctionSymmetry.Odd,
        },
        Rule(SmoothFunction.Softplus, "log(1 + e^x)", Softplus, Sigmoid) with { Symmetry = FunctionSymmetry.Even, AffineSlope = 0.5 },
        Rule(SmoothFunction.Gelu, "x*Phi(x)", Gelu, GeluDerivative) with { Symmetry = FunctionSymmetry.Even, AffineSlope = 0.5 },
        Rule(SmoothFunction.Atan, "atan(x)", Atan, AtanDerivative) with { Symmetry = FunctionSymmetry.Odd },
        Rule(SmoothFunction.Sinh, "sinh(x)", Sinh, Cosh) with { Symmetry = FunctionSymmetry.Odd },
        Rule(SmoothFunction.Cosh, "cosh(x)", Cosh, Sinh) with { Symmetry = FunctionSymmetry.Even },
    ];

    /// <summary>The rule of a function.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public static SmoothFunctionRule For(SmoothFunction function) => (uint)function < (uint)All.Length
        ? All[(int)function]
        : throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function.");

    private static SmoothFunctionRule Rule(
        SmoothFunction function, string formula, Func<DoubleDouble, DoubleDouble> value, Func<DoubleDouble, DoubleDouble> derivative) =>
        new(function, formula, value, derivative);

    private static DoubleDouble Tanh(DoubleDouble x)
    {
        if (x.High < 0)
        {
            return -Tanh(-x);
        }

        // (1 − e^−2x)/(1 + e^−2x)
        var e = ExpMinusOne(-x.Scaled(1));
        return -e / (e + 2);
    }

    private static DoubleDouble Sech(DoubleDouble x)
    {
        var e = Exp(-DoubleDouble.Abs(x));
        return e.Scaled(1) / (e * e + 1);
    }

    private static DoubleDouble Sigmoid(DoubleDouble x)
    {
        var e = Exp(-DoubleDouble.Abs(x));
        return (x.High < 0 ? e : 1) / (e + 1);
    }

    private static DoubleDouble Softplus(DoubleDouble x)
    {
        var rest = LogOnePlus(Exp(-DoubleDouble.Abs(x)));
        return x.High > 0 ? x + rest : rest;
    }

    private static DoubleDouble Gelu(DoubleDouble x) => x.High > 40 ? x : x * NormalDistribution(x);

    // Φ(x) + x φ(x)
    private static DoubleDouble GeluDerivative(DoubleDouble x) =>
        Math.Abs(x.High) > 40 ? (x.High > 0 ? 1 : 0) : NormalDistribution(x) + x * NormalDensity(x);

    private static DoubleDouble AtanDerivative(DoubleDouble x)
    {
        // 1/(1 + x²) with nothing squared that could overflow.
        if (Math.Abs(x.High) > 1)
        {
            var inverse = 1 / x;
            return inverse * inverse / (inverse * inverse + 1);
        }

        return 1 / (x * x + 1);
    }

    private static DoubleDouble Sinh(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 40)
        {
            return x.High > 0 ? Exp(x, -1) : -Exp(-x, -1);
        }

        if (Math.Abs(x.High) > 0.3)
        {
            return Exp(x, -1) - Exp(-x, -1);
        }

        // e^x − e^−x = (e^x − 1) + (e^x − 1)/e^x, without cancellation near 0.
        var e = ExpMinusOne(x);
        return (e + e / (e + 1)).Scaled(-1);
    }

    private static DoubleDouble Cosh(DoubleDouble x) => Math.Abs(x.High) > 40
        ? Exp(DoubleDouble.Abs(x), -1)
        : Exp(x, -1) + Exp(-x, -1);
}
