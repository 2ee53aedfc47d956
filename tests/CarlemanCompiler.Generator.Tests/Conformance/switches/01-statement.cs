// switch on what is known.
// L = 3 + w[0] + w[1]^2
[CarlemanModel]
public static partial class Statement
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            switch (i)
            {
                case 0:
                    sum += w[0];
                    break;
                case 1:
                    sum += w[1] * w[1];
                    break;
                default:
                    sum += 3;
                    break;
            }
        }

        return sum;
    }
}
