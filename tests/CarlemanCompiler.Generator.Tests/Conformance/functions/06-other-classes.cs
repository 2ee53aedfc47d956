// Helpers may stand in other classes and other files of the project, with generic holders too.
// L = 3*w[0]^2 + w[1]^2
[CarlemanModel]
public static partial class OtherClasses
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) =>
        Shapes.Circle(w[0]) + Shapes<int>.Square(w[1]);
}

internal static class Shapes
{
    public static double Circle(double r) => 3 * r * r;
}

internal static class Shapes<T>
{
    public static double Square(double a) => a * a;
}
