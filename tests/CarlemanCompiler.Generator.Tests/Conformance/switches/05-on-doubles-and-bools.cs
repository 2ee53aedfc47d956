// switch on known doubles and bools.
// L = w[0]*w[1]
[CarlemanModel]
public static partial class OnDoublesAndBools
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double rate = 0.5;
        double a = 0;
        switch (rate)
        {
            case 0.25:
                a = w[1];
                break;
            case 0.5:
                a = w[0];
                break;
        }

        switch (rate < 1)
        {
            case true:
                return a * w[1];
            case false:
                return a;
        }
    }
}
