// Names with @ are names; generated code calls them otherwise where it has to.
// L = w[0]^3 - 3*w[0]^2*w[1] + 3*w[0]*w[1]^2 - w[1]^3
[CarlemanModel]
public static partial class KeywordsAsNames
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double @class = w[0] - w[1];
        double @event = @class * @class;
        return @event * @class;
    }
}
