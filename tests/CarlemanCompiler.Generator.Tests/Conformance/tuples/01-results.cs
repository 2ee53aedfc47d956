// A helper returns several numbers as a tuple; its elements have names, or are Item1, Item2, and so on.
// L = 0.25*w[0]^2 - 0.5*w[0]*w[1] + 0.25*w[1]^2
[CarlemanModel]
public static partial class Results
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        var moments = Moments(w[0], w[1]);
        return moments.Square - moments.Mean * moments.Item1;
    }

    private static (double Mean, double Square) Moments(double a, double b) => ((a + b) / 2, (a * a + b * b) / 2);
}
