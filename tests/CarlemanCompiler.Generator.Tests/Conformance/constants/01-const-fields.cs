// const fields of this class and of others.
// L = 0.25*w[0] + 9.81*w[1]
[CarlemanModel]
public static partial class ConstFields
{
    private const double Scale = 1 / 4.0;

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => Scale * w[0] + Physics.Gravity * w[1];
}

internal static class Physics
{
    public const double Gravity = 9.81;
}
