namespace CarlemanCompiler.Approximation;

/// <summary>One function of the table: its value and its derivative side by side, and what an approximation must know of it.</summary>
/// <remarks>
/// f(x) = <see cref="AffineOffset"/> + <see cref="AffineSlope"/>·x + g(x), where g has the parity <see cref="Symmetry"/> about 0.
/// </remarks>
public sealed record SmoothFunctionRule
{
    internal SmoothFunctionRule(
        SmoothFunction function, string formula, Func<DoubleDouble, DoubleDouble> exact, Func<DoubleDouble, DoubleDouble> exactDerivative)
    {
        Function = function;
        Formula = formula;
        Exact = exact;
        ExactDerivative = exactDerivative;
        Value = x => double.IsInfinity(x) ? double.NaN : exact(x).High;
        Derivative = x => double.IsInfinity(x) ? double.NaN : exactDerivative(x).High;
    }

    /// <summary>The function.</summary>
    public SmoothFunction Function { get; }

    /// <summary>Its name, as messages say it: "Log".</summary>
    public string Name => Function.ToString();

    /// <summary>Its formula in x, as comments say it: "log(1 + e^x)".</summary>
    public string Formula { get; }

    /// <summary>f at a finite x, within 0.51 units in the last place and the same on every machine; NaN outside the domain.</summary>
    public Func<double, double> Value { get; }

    /// <summary>f′ at a finite x, as careful as <see cref="Value"/>.</summary>
    public Func<double, double> Derivative { get; }

    /// <summary>Where f is real and analytic.</summary>
    public FunctionDomain Domain { get; internal init; } = FunctionDomain.Line;

    /// <summary>Parity of f about 0 once the affine part is gone.</summary>
    public FunctionSymmetry Symmetry { get; internal init; } = FunctionSymmetry.None;

    /// <summary>The constant to take away before <see cref="Symmetry"/> holds: ½ for the sigmoid.</summary>
    public double AffineOffset { get; internal init; }

    /// <summary>The multiple of x to take away before <see cref="Symmetry"/> holds: ½ for softplus and GELU.</summary>
    public double AffineSlope { get; internal init; }

    /// <summary>f to about 30 digits.</summary>
    internal Func<DoubleDouble, DoubleDouble> Exact { get; }

    /// <summary>f′ to about 30 digits.</summary>
    internal Func<DoubleDouble, DoubleDouble> ExactDerivative { get; }

    /// <summary>Whether the closed interval lies in the domain.</summary>
    /// <param name="lower">Its lower end.</param>
    /// <param name="upper">Its upper end, at least <paramref name="lower"/>.</param>
    public bool IsDefinedOn(double lower, double upper) => Domain switch
    {
        FunctionDomain.Positive => lower > 0,
        FunctionDomain.NonZero => lower > 0 || upper < 0,
        _ => true,
    };
}
