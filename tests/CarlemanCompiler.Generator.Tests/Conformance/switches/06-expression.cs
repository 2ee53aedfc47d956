// switch expressions.
// L = 0.5 + w[0] + 2*w[0]*w[1]
[CarlemanModel]
public static partial class Expression
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            sum += i switch
            {
                0 => w[0],
                1 or 2 => w[0] * w[1],
                _ => 0.5,
            };
        }

        return sum;
    }
}
