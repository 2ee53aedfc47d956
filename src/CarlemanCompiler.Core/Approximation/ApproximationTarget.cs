namespace CarlemanCompiler.Approximation;

/// <summary>
/// What is approximated: g(t) = f(centre + radius·t) on [−1, 1], and the powers of t that the polynomial may use.
/// </summary>
/// <remarks>
/// About centre 0 a function that is odd or even up to an affine part is approximated without that part, on [0, 1], by powers of its own
/// parity: the best approximation of an odd or even function has its parity, so nothing is lost and half of the coefficients are exactly 0.
/// </remarks>
internal sealed class ApproximationTarget
{
    // Samples per unit of x: every function without a singularity varies on the scale 1.
    private const double SamplesPerUnit = 4;

    // Samples per factor e of x, for the functions that are singular at 0.
    private const int SamplesPerFold = 8;

    private const int SamplesPerWave = 8;

    private readonly double centre;
    private readonly double radius;

    public ApproximationTarget(SmoothFunctionRule rule, int degree, double centre, double radius)
    {
        Rule = rule;
        Degree = degree;
        this.centre = centre;
        this.radius = radius;
        IsSymmetric = centre == 0 && rule.Symmetry != FunctionSymmetry.None && (rule.AffineSlope == 0 || degree > 0);
        FirstPower = IsSymmetric && rule.Symmetry == FunctionSymmetry.Odd ? 1 : 0;
        PowerStep = IsSymmetric ? 2 : 1;
        PowerCount = degree < FirstPower ? 0 : (degree - FirstPower) / PowerStep + 1;
    }

    public SmoothFunctionRule Rule { get; }

    /// <summary>Length of the coefficient arrays less one.</summary>
    public int Degree { get; }

    /// <summary>Whether only t in [0, 1] and powers of one parity count.</summary>
    public bool IsSymmetric { get; }

    /// <summary>The powers in use are FirstPower + PowerStep·i, i = 0..PowerCount−1.</summary>
    public int FirstPower { get; }

    public int PowerStep { get; }

    public int PowerCount { get; }

    /// <summary>The part of p that is exact and not approximated: offset + slope·t.</summary>
    public double Offset => IsSymmetric ? Rule.AffineOffset : 0;

    public double Slope => IsSymmetric ? Rule.AffineSlope * radius : 0;

    /// <summary>g(t), the affine part of a symmetric function taken away.</summary>
    public DoubleDouble Value(DoubleDouble t)
    {
        var value = Rule.Exact(t * radius + centre);
        return IsSymmetric ? value - (t * Slope + Offset) : value;
    }

    /// <summary>dg/dt of the same.</summary>
    public DoubleDouble Derivative(DoubleDouble t)
    {
        var derivative = Rule.ExactDerivative(t * radius + centre) * radius;
        return IsSymmetric ? derivative - Slope : derivative;
    }

    /// <summary>q(t) = Σ c_k t^k over the powers in use, by Horner's rule.</summary>
    public DoubleDouble Evaluate(DoubleDouble[] coefficients, DoubleDouble t)
    {
        var step = PowerStep == 1 ? t : t * t;
        DoubleDouble sum = 0;
        for (int i = PowerCount - 1; i >= 0; i--)
        {
            sum = sum * step + coefficients[FirstPower + PowerStep * i];
        }

        return FirstPower == 1 ? sum * t : sum;
    }

    /// <summary>dq/dt.</summary>
    public DoubleDouble EvaluateDerivative(DoubleDouble[] coefficients, DoubleDouble t)
    {
        DoubleDouble sum = 0;
        for (int k = Degree; k >= 1; k--)
        {
            sum = sum * t + coefficients[k] * k;
        }

        return sum;
    }

    /// <summary>
    /// Ascending points of [−1, 1], or of [0, 1] for a symmetric target, both ends among them: eight to each oscillation of the best error,
    /// and as many as the function's own variation asks for.
    /// </summary>
    public double[] Samples()
    {
        double lower = IsSymmetric ? 0 : -1;
        int waves = SamplesPerWave * (Degree + 2);
        var points = new List<double> { lower, 1 };
        for (int i = 0; i <= waves; i++)
        {
            points.Add(-ElementaryFunctions.Cos(ElementaryFunctions.Pi * ((double)i / waves)).High);
        }

        double start = centre - radius, end = centre + radius;
        if (Rule.Domain == FunctionDomain.Line)
        {
            int count = (int)Math.Ceiling(2 * radius * SamplesPerUnit);
            for (int i = 1; i < count; i++)
            {
                points.Add(2.0 * i / count - 1);
            }
        }
        else
        {
            double ratio = 1 + 1.0 / SamplesPerFold;
            double sign = start > 0 ? 1 : -1;
            double far = Math.Max(Math.Abs(start), Math.Abs(end));
            for (double x = Math.Min(Math.Abs(start), Math.Abs(end)) * ratio; x < far; x *= ratio)
            {
                points.Add((sign * x - centre) / radius);
            }
        }

        points.Sort();
        var distinct = new List<double> { lower };
        foreach (double t in points)
        {
            if (t > lower && t <= 1 && t - distinct[distinct.Count - 1] > LeastGap(t))
            {
                distinct.Add(t);
            }
        }

        distinct[distinct.Count - 1] = 1;
        return [.. distinct];
    }

    // Points closer than this tell a parabola nothing new; towards a singular end they may lie close.
    private double LeastGap(double t) => 1e-3 * Math.Min(1.0 / (Degree + 2) / (Degree + 2), Rule.Domain == FunctionDomain.Line
        ? 1
        : Math.Abs(centre / radius + t));
}
