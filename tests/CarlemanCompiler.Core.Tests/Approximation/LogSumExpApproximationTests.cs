using CarlemanCompiler.Approximation;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Approximation;

/// <summary>Log-sum-exp: the bound over its whole domain, the exact cases, the tape, the limits.</summary>
public sealed class LogSumExpApproximationTests
{
    private static readonly Arithmetic<Polynomial> Symbolic =
        new(c => Polynomial.Constant(3, c), (a, b) => a + b, (a, b) => a * b);

    private static readonly Gen<double[]> Directions = Gen.Double[-1, 1].Array[6];

    [Fact]
    public void TheErrorBounds() => Gen.Select(Gen.Int[1, 6], Gen.Int[1, 16], Gen.Double[0.1, 2], Directions.Array[500]).Sample(
        (count, degree, radius, random) =>
        {
            if (LogSumExpApproximation.Problem(count, degree, radius) is not null)
            {
                Assert.True(count > 2);
                return;
            }

            var approximation = LogSumExpApproximation.Of(count, degree, radius);
            foreach (double[] z in random.SelectMany(r => Points(r[..count], radius)))
            {
                Assert.Equal(Exact(z), approximation.Evaluate(z), approximation.Error + 1e-12);
            }
        },
        iter: 60);

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void TheMeanExponentialStaysInItsInterval(int count) => Directions.Sample(
        r =>
        {
            const double radius = 1.5;
            double cosh = Math.Cosh(radius);
            double largest = count % 2 == 0 ? cosh : (1 + (count - 1) * cosh) / count;
            Assert.All(
                Points(r[..count], radius),
                z => Assert.InRange(Exact(z) - z.Average() - Math.Log(count), -1e-14, Math.Log(largest) + 1e-14));
            double[] extreme = [.. Enumerable.Range(0, count).Select(i => 2 * i < count - 1 ? radius : 2 * i > count - 1 ? -radius : 0)];
            Assert.Equal(Math.Log(count * largest), Exact(extreme), 1e-14);
        },
        iter: 200);

    [Fact]
    public void OneValueIsItself()
    {
        var one = LogSumExpApproximation.Of(1, 1, 1);
        Assert.Equal(0, one.Error);
        Assert.Equal(3.7, one.Evaluate([3.7]));
    }

    [Fact]
    public void TwoValuesAreASoftplus()
    {
        var two = LogSumExpApproximation.Of(2, 4, 1.5);
        var softplus = IntervalApproximation.Of(SmoothFunction.Softplus, 4, 3);
        Assert.Equal(softplus, two.Softplus);
        Assert.Equal(0.00281317, two.Error, 1e-8);
        Assert.Equal(two.Evaluate([0.3, -1.1]), two.Evaluate([-1.1, 0.3]), 1e-15);
        Assert.Equal(-1.1 + softplus.Evaluate(1.4), two.Evaluate([0.3, -1.1]), 1e-14);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(3, 6)]
    [InlineData(2, 5)]
    [InlineData(1, 5)]
    public void ATapeIsEvaluatedLikeNumbers(int count, int degree)
    {
        var approximation = LogSumExpApproximation.Of(count, degree, 1);
        var variables = Enumerable.Range(0, count).Select(i => Polynomial.Variable(3, i)).ToArray();
        var symbolic = approximation.Evaluate(variables, Symbolic);
        Assert.InRange(symbolic.Degree, 1, degree);
        double[] z = [0.4, -0.3, 0.1];
        Assert.Equal(approximation.Evaluate(z.AsSpan(0, count)), symbolic.Evaluate(z), 1e-13);
    }

    [Fact]
    public void MoreDegreeIsNeverWorse()
    {
        foreach (int count in new[] { 2, 3, 5 })
        {
            var errors = Enumerable.Range(4, 20).Select(degree => LogSumExpApproximation.Of(count, degree, 1.2).Error).ToArray();
            Assert.All(errors.Zip(errors.Skip(1)), p => Assert.InRange(p.Second, 0, p.First * (1 + 1e-5) + 1e-15));
            Assert.True(errors[^1] < errors[0] / 50);
        }
    }

    [Fact]
    public void ShiftsAreExact()
    {
        var approximation = LogSumExpApproximation.Of(4, 8, 1);
        double[] z = [0.5, -0.25, 0.125, -0.5];
        Assert.Equal(approximation.Evaluate(z) + 8, approximation.Evaluate([.. z.Select(v => v + 8)]), 1e-14);
    }

    [Theory]
    [InlineData(0, 3, 1, "0 values")]
    [InlineData(3, 0, 1, "Degree 0 of a log-sum-exp is outside 1..32")]
    [InlineData(3, 33, 1, "Degree 33 of a log-sum-exp is outside 1..32")]
    [InlineData(3, 4, -1, "radius -1 of a log-sum-exp is outside (0, 50]")]
    [InlineData(3, 4, double.NaN, "radius NaN")]
    [InlineData(3, 2, 5, "Raise the degree, or choose a smaller radius")]
    public void RefusalsSayWhatWouldDo(int count, int degree, double radius, string what)
    {
        string? problem = LogSumExpApproximation.Problem(count, degree, radius);
        Assert.Contains(what, problem, StringComparison.Ordinal);
        var thrown = Assert.ThrowsAny<ArgumentException>(() => LogSumExpApproximation.Of(count, degree, radius));
        Assert.StartsWith(problem!, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNumberOfValuesIsChecked() =>
        Assert.Contains("2 values", Assert.Throws<ArgumentException>(() => LogSumExpApproximation.Of(3, 4, 1).Evaluate([1, 2])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void TwoCallsAgreeBitByBit()
    {
        var first = LogSumExpApproximation.Of(3, 8, 1.25);
        var second = LogSumExpApproximation.Of(3, 8, 1.25);
        Assert.Equal(first, second);
        Assert.Equal(first.Error, second.Error);
        Assert.True(first.Logarithm!.Coefficients.SequenceEqual(second.Logarithm!.Coefficients));
    }

    // The point itself, stretched to the boundary, and the vertex in its direction; each moved off mean 0.
    private static IEnumerable<double[]> Points(double[] direction, double radius)
    {
        double[][] shapes = [direction, [.. direction.Select(v => (double)Math.Sign(v))]];
        foreach (double[] shape in shapes)
        {
            double mean = shape.Average();
            double[] offsets = [.. shape.Select(v => v - mean)];
            double reach = offsets.Max(Math.Abs);
            foreach (double scale in new[] { reach > 0 ? radius / reach : 0, Math.Min(1, radius / 2) })
            {
                if (reach * scale <= radius * (1 + 1e-12))
                {
                    yield return [.. offsets.Select(v => v * scale + 0.7)];
                }
            }
        }
    }

    private static double Exact(double[] z)
    {
        double max = z.Max();
        return max + Math.Log(z.Sum(v => Math.Exp(v - max)));
    }
}
