using CarlemanCompiler.Approximation;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler;

/// <summary>
/// What a loss may call besides its own methods and <see cref="Math"/>: vectors, matrices, and the smooth functions of machine learning that
/// <see cref="Math"/> lacks. Ordinary C# that computes what it says; <see cref="MeaningAttribute"/> tells the compiler what that is. Write
/// <c>using static CarlemanCompiler.LossMath;</c> and call them by name.
/// </summary>
public static class LossMath
{
    /// <summary>Σ_i a_i b_i.</summary>
    /// <exception cref="ArgumentException">The vectors differ in length.</exception>
    [Meaning(LibraryFunction.Dot)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        RequireEqual(a.Length, b.Length);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Σ_i v_i.</summary>
    [Meaning(LibraryFunction.Sum)]
    public static double Sum(ReadOnlySpan<double> v)
    {
        double sum = 0;
        foreach (double x in v)
        {
            sum += x;
        }

        return sum;
    }

    /// <summary>The mean of one number or more.</summary>
    [Meaning(LibraryFunction.Mean)]
    public static double Mean(ReadOnlySpan<double> v) => Sum(v) / v.Length;

    /// <summary>x².</summary>
    [Meaning(LibraryFunction.Square)]
    public static double Square(double x) => x * x;

    /// <summary>x³.</summary>
    [Meaning(LibraryFunction.Cube)]
    public static double Cube(double x) => x * x * x;

    /// <summary>‖v‖² = Σ_i v_i², the <em>square</em> of the 2-norm: the norm itself is no polynomial.</summary>
    [Meaning(LibraryFunction.Norm2)]
    public static double Norm2(ReadOnlySpan<double> v) => Dot(v, v);

    /// <summary>‖a − b‖² = Σ_i (a_i − b_i)².</summary>
    /// <exception cref="ArgumentException">The vectors differ in length.</exception>
    [Meaning(LibraryFunction.SquaredDistance)]
    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        RequireEqual(a.Length, b.Length);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }

    /// <summary>The penalty strength · Σ_i v_i² of weight decay.</summary>
    [Meaning(LibraryFunction.L2)]
    public static double L2(ReadOnlySpan<double> v, double strength) => strength * Dot(v, v);

    /// <summary>Mx: one number per row.</summary>
    /// <exception cref="ArgumentException">x has not one number per column.</exception>
    [Meaning(LibraryFunction.MatVec)]
    public static double[] MatVec(Matrix matrix, ReadOnlySpan<double> x)
    {
        RequireEqual(matrix.Columns, x.Length);
        var product = new double[matrix.Rows];
        for (int i = 0; i < product.Length; i++)
        {
            product[i] = Dot(matrix.Row(i), x);
        }

        return product;
    }

    /// <summary>log Σ_i e^{v_i} of one number or more, without overflow: softmax cross-entropy is LogSumExp(z) − z[label].</summary>
    [Meaning(LibraryFunction.LogSumExp)]
    public static double LogSumExp(ReadOnlySpan<double> v)
    {
        double largest = v[0];
        foreach (double x in v)
        {
            largest = Math.Max(largest, x);
        }

        double sum = 0;
        foreach (double x in v)
        {
            sum += Math.Exp(x - largest);
        }

        return largest + Math.Log(sum);
    }

    /// <summary>1 / (1 + e^{−x}).</summary>
    [Meaning(SmoothFunction.Sigmoid)]
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary>log(1 + e^x).</summary>
    [Meaning(SmoothFunction.Softplus)]
    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <summary>x Φ(x), Φ the standard normal distribution.</summary>
    [Meaning(SmoothFunction.Gelu)]
    public static double Gelu(double x) => SmoothFunctions.For(SmoothFunction.Gelu).Value(x);

    /// <summary>1 / x.</summary>
    [Meaning(SmoothFunction.Reciprocal)]
    public static double Reciprocal(double x) => 1 / x;

    private static void RequireEqual(int left, int right)
    {
        if (left != right)
        {
            throw new ArgumentException($"A vector of {left} numbers meets one of {right}.");
        }
    }
}
