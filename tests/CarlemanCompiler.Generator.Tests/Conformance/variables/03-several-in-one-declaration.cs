// Several variables may be declared at once; later ones see earlier ones.
// L = w[0] - w[0]*w[1] + w[0]^2*w[1]^2
[CarlemanModel]
public static partial class SeveralInOneDeclaration
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double a = w[0], b = a * w[1], c = b - 1;
        return a + b * c;
    }
}
