// for (;;) ends with break or return.
// L = w[0]^3*w[1]
[CarlemanModel]
public static partial class WithoutCondition
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double power = 1;
        for (int i = 0; ; i++)
        {
            if (i == 3)
            {
                return power * w[1];
            }

            power *= w[0];
        }
    }
}
