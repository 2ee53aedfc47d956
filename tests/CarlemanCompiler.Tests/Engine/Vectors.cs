using CarlemanCompiler.Engine;
using Xunit;

namespace CarlemanCompiler.Tests.Engine;

/// <summary>Vectors for tests of operators: plain loops, independent of the vectorised ones.</summary>
internal static class Vectors
{
    /// <summary>Numbers between −1/2 and 1/2.</summary>
    public static double[] Random(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
    }

    /// <summary>A product, written over numbers that must not matter.</summary>
    public static double[] Apply(LinearProduct multiply, double[] x)
    {
        var product = new double[x.Length];
        Array.Fill(product, double.NaN);
        multiply(x, product);
        return product;
    }

    /// <summary>A dense matrix as an operator.</summary>
    public static LinearProduct Dense(double[,] matrix, bool transposed = false) => (x, product) =>
    {
        for (int i = 0; i < product.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < x.Length; k++)
            {
                sum += (transposed ? matrix[k, i] : matrix[i, k]) * x[k];
            }

            product[i] = sum;
        }
    };

    /// <summary>The matrix of an operator.</summary>
    public static double[,] Matrix(LinearProduct multiply, int size)
    {
        var matrix = new double[size, size];
        for (int k = 0; k < size; k++)
        {
            var unit = new double[size];
            unit[k] = 1;
            double[] column = Apply(multiply, unit);
            for (int i = 0; i < size; i++)
            {
                matrix[i, k] = column[i];
            }
        }

        return matrix;
    }

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }

    public static double Norm(ReadOnlySpan<double> a) => Math.Sqrt(Dot(a, a));

    public static double Distance(double[] a, double[] b) => Norm([.. a.Zip(b, (x, y) => x - y)]);

    /// <summary>Entry by entry, relative to the largest entry, or to 1 where all are smaller.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 1;
        foreach (double x in expected)
        {
            scale = Math.Max(scale, Math.Abs(x));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            bool close = Math.Abs(expected[i] - actual[i]) <= tolerance * scale;
            Assert.True(close, $"entry {i} of {expected.Length}: {expected[i]:R} and {actual[i]:R}");
        }
    }
}
