using CarlemanCompiler.Approximation;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Approximation;

/// <summary>Best approximations: known errors, equioscillation, bounds that hold, symmetry, limits and reproducibility.</summary>
public sealed class IntervalApproximationTests
{
    // Any function on an interval of its domain, centred at 0 half of the time where that is allowed.
    private static readonly Gen<(SmoothFunction Function, int Degree, double Radius, double Centre)> Any =
        from function in Gen.Int[0, SmoothFunctions.All.Length - 1].Select(i => (SmoothFunction)i)
        from degree in Gen.Int[0, 20]
        from size in Gen.Double[-2, 2].Select(Math.Exp)
        from share in Gen.Double[0.05, 0.95]
        from offset in Gen.Select(Gen.Bool, Gen.Double[-3, 3]).Select(p => p.Item1 ? 0 : p.Item2)
        select SmoothFunctions.For(function).Domain == FunctionDomain.Line
            ? (function, degree, size, offset)
            : (function, degree, share * size, size);

    // Closed forms and tables: exp from Meinardus, Approximation of Functions; the rest a linear program on 6001 points (SciPy, HiGHS).
    [Theory]
    [InlineData(SmoothFunction.Exp, 1, 0, 1, 0.2788016)]
    [InlineData(SmoothFunction.Exp, 2, 0, 1, 0.04501739)]
    [InlineData(SmoothFunction.Exp, 3, 0, 1, 0.005528370)]
    [InlineData(SmoothFunction.Exp, 4, 0, 1, 0.0005466675)]
    [InlineData(SmoothFunction.Exp, 5, 0, 1, 0.00004520550)]
    [InlineData(SmoothFunction.Tanh, 3, 0, 2, 0.04552093)]
    [InlineData(SmoothFunction.Tanh, 7, 0, 3, 0.01486535)]
    [InlineData(SmoothFunction.Tanh, 4, 0.5, 1.5, 0.009640013)]
    [InlineData(SmoothFunction.Sigmoid, 5, 0, 4, 0.005351916)]
    [InlineData(SmoothFunction.Softplus, 4, 0, 3, 0.002813164)]
    [InlineData(SmoothFunction.Gelu, 4, 0, 3, 0.03915618)]
    [InlineData(SmoothFunction.Gelu, 6, 0.25, 2, 0.001870764)]
    [InlineData(SmoothFunction.Sqrt, 3, 1, 0.9, 0.01083061)]
    [InlineData(SmoothFunction.Log, 5, 2, 1.5, 0.003323537)]
    [InlineData(SmoothFunction.Sin, 5, 0, 3.141592653589793, 0.006849769)]
    [InlineData(SmoothFunction.Cos, 4, 0, 3.141592653589793, 0.02915855)]
    [InlineData(SmoothFunction.Atan, 5, 0, 4, 0.06603293)]
    [InlineData(SmoothFunction.Sinh, 3, 0, 1, 0.000542945)]
    [InlineData(SmoothFunction.Cosh, 2, 0, 1, 0.00547461)]
    public void KnownBestErrorsAreReached(SmoothFunction function, int degree, double centre, double radius, double error) =>
        Assert.Equal(error, IntervalApproximation.Of(function, degree, radius, centre).Error, 1e-5 * error);

    [Fact]
    public void TheReciprocalHasAClosedForm() => Gen.Select(Gen.Int[0, 20], Gen.Double[1.05, 4]).Sample(
        (degree, a) =>
        {
            // Chebyshev: the best error of 1/(t + a) on [−1, 1] is (a − √(a² − 1))ⁿ/(a² − 1).
            double root = Math.Sqrt(a * a - 1);
            double error = Math.Pow(a - root, degree) / (root * root);
            Assert.Equal(error, IntervalApproximation.Of(SmoothFunction.Reciprocal, degree, 1, a).Error, 2e-5 * error + 1e-14);
            Assert.Equal(error, IntervalApproximation.Of(SmoothFunction.Reciprocal, degree, 1, -a).Error, 2e-5 * error + 1e-14);
        },
        iter: 40);

    [Fact]
    public void TheErrorEquioscillates() => Any.Sample(
        p =>
        {
            var approximation = IntervalApproximation.Of(p.Function, p.Degree, p.Radius, p.Centre);

            // Half a unit of the fifteenth digit is up to 5e-15 of a coefficient.
            double resolution = approximation.Coefficients.Sum(Math.Abs) * 5e-15;
            if (approximation.Error < 1e3 * resolution)
            {
                // Rounded coefficients hide the alternation.
                return;
            }

            int alternations = 0;
            int sign = 0;
            foreach (double t in Dense(p.Degree))
            {
                double error = ExactError(approximation, t).High;
                if (Math.Abs(error) >= 0.995 * approximation.Error && Math.Sign(error) != sign)
                {
                    sign = Math.Sign(error);
                    alternations++;
                }
            }

            Assert.True(alternations >= p.Degree + 2, $"{alternations} alternations");
        },
        iter: 300);

    [Fact]
    public void TheErrorsAreSuprema() => Gen.Select(Any, Gen.Bool, Gen.Double[-1, 1].Array[2000]).Sample(
        (p, chebyshev, random) =>
        {
            var method = chebyshev ? ApproximationMethod.Chebyshev : ApproximationMethod.Minimax;
            var approximation = IntervalApproximation.Of(p.Function, p.Degree, p.Radius, p.Centre, method);
            var rule = SmoothFunctions.For(p.Function);
            double greatest = 0, greatestDerivative = 0;
            foreach (double t in Dense(p.Degree).Concat(random))
            {
                greatest = Math.Max(greatest, Math.Abs(ExactError(approximation, t).High));
                var slope = rule.ExactDerivative((DoubleDouble)t * p.Radius + p.Centre);
                greatestDerivative = Math.Max(greatestDerivative, Math.Abs((slope - ExactDerivative(approximation, t)).High));
            }

            Assert.InRange(greatest, (1 - 1e-3) * approximation.Error - 1e-15, approximation.Error);
            Assert.InRange(greatestDerivative, (1 - 2e-3) * approximation.DerivativeError - 1e-15, approximation.DerivativeError);
        },
        iter: 150);

    [Fact]
    public void EvaluationKeepsWithinTheError() => Gen.Select(Any, Gen.Double[-1, 1].Array[10_000]).Sample(
        (p, random) =>
        {
            var approximation = IntervalApproximation.Of(p.Function, p.Degree, p.Radius, p.Centre);
            var rule = SmoothFunctions.For(p.Function);
            double slack = 2e-16 * (2 * p.Degree + 4) * approximation.Coefficients.Sum(Math.Abs);
            double slopeSlack = slack * (p.Degree + 1) / p.Radius;
            foreach (double t in random)
            {
                double x = p.Centre + p.Radius * t;
                if (approximation.Contains(x))
                {
                    Assert.Equal(rule.Value(x), approximation.Evaluate(x), approximation.Error + slack);
                    Assert.Equal(rule.Derivative(x), approximation.Derivative(x), approximation.DerivativeError + slopeSlack);
                }
            }
        },
        iter: 20);

    [Fact]
    public void MinimaxIsNeverWorseThanChebyshev() => Any.Sample(
        p =>
        {
            double chebyshev = IntervalApproximation.Of(p.Function, p.Degree, p.Radius, p.Centre, ApproximationMethod.Chebyshev).Error;
            double minimax = IntervalApproximation.Of(p.Function, p.Degree, p.Radius, p.Centre).Error;
            Assert.InRange(minimax, 0, chebyshev);

            // Lebesgue's constant of the Chebyshev projection bounds it from the other side.
            Assert.InRange(chebyshev, 0, (2 + 4 / (Math.PI * Math.PI) * Math.Log(p.Degree + 1) + 1.3) * minimax + 1e-14);
        },
        iter: 200);

    [Fact]
    public void TheErrorFallsWithTheDegree() => Any.Sample(
        p =>
        {
            double error = IntervalApproximation.Of(p.Function, p.Degree, p.Radius, p.Centre).Error;
            var next = IntervalApproximation.Of(p.Function, p.Degree + 1, p.Radius, p.Centre);
            Assert.InRange(next.Error, 0, error * (1 + 1e-5) + 5e-15 * next.Coefficients.Sum(Math.Abs));
        },
        iter: 200);

    [Fact]
    public void SymmetryIsExact() => Gen.Select(Gen.Int[0, SmoothFunctions.All.Length - 1], Gen.Int[0, 32], Gen.Double[0.1, 8], Gen.Bool)
        .Where(p => SmoothFunctions.All[p.Item1] is { Domain: FunctionDomain.Line } rule && rule.Symmetry != FunctionSymmetry.None).Sample(
        (index, degree, radius, chebyshev) =>
        {
            var rule = SmoothFunctions.All[index];
            var approximation = IntervalApproximation.Of(
                rule.Function, degree, radius, 0, chebyshev ? ApproximationMethod.Chebyshev : ApproximationMethod.Minimax);
            if (degree == 0 && rule.AffineSlope != 0)
            {
                return;
            }

            int odd = rule.Symmetry == FunctionSymmetry.Odd ? 0 : 1;
            for (int k = odd; k <= degree; k += 2)
            {
                double affine = k == 0 ? rule.AffineOffset : k == 1 ? rule.AffineSlope * radius : 0;
                Assert.Equal(affine, approximation.Coefficients[k]);
            }
        },
        iter: 100);

    // Symmetry about another centre is not looked for, but must not lead the exchange astray: the errors are those of the shifted function.
    [Fact]
    public void ACentreOfSymmetryElsewhereDoesNoHarm() => Assert.All(Enumerable.Range(0, 16), degree =>
    {
        double cosine = IntervalApproximation.Of(SmoothFunction.Cos, degree, 2).Error;
        Assert.Equal(cosine, IntervalApproximation.Of(SmoothFunction.Sin, degree, 2, Math.PI / 2).Error, 2e-6 * cosine + 1e-14);
        double sine = IntervalApproximation.Of(SmoothFunction.Sin, degree, 2).Error;
        Assert.Equal(sine, IntervalApproximation.Of(SmoothFunction.Cos, degree, 2, Math.PI / 2).Error, 2e-6 * sine + 1e-14);
        double sigmoid = IntervalApproximation.Of(SmoothFunction.Sigmoid, degree, 2).Error;
        Assert.Equal(sigmoid, IntervalApproximation.Of(SmoothFunction.Sigmoid, degree, 2, 1e-50).Error, 2e-6 * sigmoid + 1e-14);
    });

    [Theory]
    [InlineData(SmoothFunction.Tanh, 33, 1, 0, "Degree 33 is outside 0..32", "smaller radius")]
    [InlineData(SmoothFunction.Tanh, -1, 1, 0, "Degree -1 is outside 0..32", "degree")]
    [InlineData(SmoothFunction.Tanh, 3, 0, 0, "radius 0 of Tanh is not a positive finite number", "radius: 1")]
    [InlineData(SmoothFunction.Exp, 3, double.NaN, 0, "radius NaN of Exp", "radius: 1")]
    [InlineData(SmoothFunction.Exp, 3, double.PositiveInfinity, 0, "radius Infinity of Exp", "radius: 1")]
    [InlineData(SmoothFunction.Exp, 3, 1, double.NaN, "centre NaN of Exp is not a finite number", "centre: 0")]
    [InlineData(SmoothFunction.Log, 3, 2, 0, "Log is not defined on [-2, 2]", "right of 0, e.g. centre: 1, radius: 0.9.")]
    [InlineData(SmoothFunction.Sqrt, 3, 2, 2, "Sqrt is not defined on [0, 4]", "right of 0, e.g. centre: 2, radius: 1.8.")]
    [InlineData(SmoothFunction.Reciprocal, 3, 2, -1, "Reciprocal is not defined on [-3, 1]", "one side of 0, e.g. centre: -1, radius: 0.9")]
    [InlineData(SmoothFunction.Sin, 3, 101, 0, "[-101, 101] of Sin reaches beyond ±100", "at most 100")]
    [InlineData(SmoothFunction.Log, 3, 0.99999999999, 1, "of Log comes too close to 0", "radius: 0.9.")]
    public void RefusalsSayWhatWouldDo(SmoothFunction function, int degree, double radius, double centre, string what, string wayOut)
    {
        string? problem = IntervalApproximation.Problem(function, degree, radius, centre);
        Assert.Contains(what, problem, StringComparison.Ordinal);
        Assert.Contains(wayOut, problem, StringComparison.Ordinal);
        var thrown = Assert.ThrowsAny<ArgumentException>(() => IntervalApproximation.Of(function, degree, radius, centre));
        Assert.StartsWith(problem!, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SmoothFunction.Log, 15, 0.999999, 1)]
    [InlineData(SmoothFunction.Sqrt, 32, 1, 1.000000003)]
    [InlineData(SmoothFunction.Reciprocal, 32, 49, -50)]
    [InlineData(SmoothFunction.Sin, 32, 100, 0)]
    [InlineData(SmoothFunction.Tanh, 32, 100, 0)]
    [InlineData(SmoothFunction.Exp, 0, 100, 0)]
    [InlineData(SmoothFunction.Cosh, 32, 100, 0)]
    [InlineData(SmoothFunction.Gelu, 32, 50, 50)]
    [InlineData(SmoothFunction.Tanh, 6, 1, 60)]
    [InlineData(SmoothFunction.Exp, 32, 1e-8, 3)]
    public void TheLimitsAreWithinReach(SmoothFunction function, int degree, double radius, double centre)
    {
        Assert.Null(IntervalApproximation.Problem(function, degree, radius, centre));
        var approximation = IntervalApproximation.Of(function, degree, radius, centre);
        Assert.All(approximation.Coefficients, c => Assert.True(double.IsFinite(c)));
        foreach (double t in Dense(degree))
        {
            Assert.InRange(Math.Abs(ExactError(approximation, t).High), 0, approximation.Error);
        }
    }

    [Fact]
    public void TwoCallsAgreeBitByBit() => Any.Sample(
        p =>
        {
            var first = IntervalApproximation.Of(p.Function, p.Degree, p.Radius, p.Centre);
            var second = IntervalApproximation.Of(p.Function, p.Degree, p.Radius, p.Centre);
            Assert.Equal(first, second);
            Assert.Equal(first.GetHashCode(), second.GetHashCode());
            Assert.True(first.Coefficients.SequenceEqual(second.Coefficients));
            Assert.Equal((first.Error, first.DerivativeError), (second.Error, second.DerivativeError));
        },
        iter: 20);

    [Fact]
    public void EveryMachineFindsTheseDigits()
    {
        var tanh = IntervalApproximation.Of(SmoothFunction.Tanh, 5, 2);
        Assert.Equal([0, 1.91183184615091, 0, -1.66561777489843, 0, 0.728517343909919], tanh.Coefficients);
        var log = IntervalApproximation.Of(SmoothFunction.Log, 3, 0.9, 1);
        Assert.Equal([0.0626138366415924, 0.600212493383825, -0.788424433408548, 0.872006996199395], log.Coefficients);
    }

    [Fact]
    public void ATapeIsEvaluatedLikeANumber()
    {
        var approximation = IntervalApproximation.Of(SmoothFunction.Sigmoid, 5, 4, 0.5);
        var x = Polynomial.Variable(1, 0);
        var arithmetic = new Arithmetic<Polynomial>(c => Polynomial.Constant(1, c), (a, b) => a + b, (a, b) => a * b);
        var symbolic = approximation.Evaluate(x, arithmetic);
        Assert.Equal(5, symbolic.Degree);
        Assert.All(new[] { -3, -1.5, 0, 2, 4.5 }, v => Assert.Equal(approximation.Evaluate(v), symbolic.Evaluate([v]), 1e-14));
    }

    // Points of [−1, 1]: 200 to each oscillation of T_{degree+1}, ends included, and a uniform grid for the function's own variation.
    private static IEnumerable<double> Dense(int degree)
    {
        int count = 100 * (degree + 2);
        var points = Enumerable.Range(0, count + 1).Select(i => -Math.Cos(Math.PI * i / count));
        return points.Concat(Enumerable.Range(0, 2001).Select(i => i / 1000.0 - 1)).Order();
    }

    private static DoubleDouble ExactError(IntervalApproximation p, double t)
    {
        DoubleDouble sum = 0;
        for (int k = p.Degree; k >= 0; k--)
        {
            sum = sum * t + p.Coefficients[k];
        }

        return SmoothFunctions.For(p.Function).Exact((DoubleDouble)t * p.Radius + p.Centre) - sum;
    }

    private static DoubleDouble ExactDerivative(IntervalApproximation p, double t)
    {
        DoubleDouble sum = 0;
        for (int k = p.Degree; k >= 1; k--)
        {
            sum = sum * t + (DoubleDouble)p.Coefficients[k] * k;
        }

        return sum / p.Radius;
    }
}
