namespace CarlemanCompiler.Generator.Tests;

/// <summary>
/// value + derivative·ε with ε² = 0: arithmetic on dual numbers differentiates a method by running it, exactly to rounding and without anything of the
/// compiler under test. Public, because the programs that run on it are compiled into assemblies of their own.
/// </summary>
/// <param name="Value">The number.</param>
/// <param name="Derivative">Its derivative.</param>
public readonly record struct Dual(double Value, double Derivative)
{
    public static implicit operator Dual(double value) => new(value, 0);

    public static Dual operator +(Dual a) => a;

    public static Dual operator -(Dual a) => new(-a.Value, -a.Derivative);

    public static Dual operator ++(Dual a) => new(a.Value + 1, a.Derivative);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Derivative + b.Derivative);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Derivative - b.Derivative);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, a.Derivative * b.Value + a.Value * b.Derivative);

    public static Dual operator /(Dual a, Dual b) =>
        new(a.Value / b.Value, (a.Derivative * b.Value - a.Value * b.Derivative) / (b.Value * b.Value));

    public static Dual Pow(Dual a, double n) =>
        new(Math.Pow(a.Value, n), n == 0 ? 0 : n * Math.Pow(a.Value, n - 1) * a.Derivative);
}
