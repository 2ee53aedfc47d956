// continue in a do loop goes to its condition.
// L = 4*w[0]*w[1]
[CarlemanModel]
public static partial class ContinueInDo
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int i = 0;
        double sum = 0;
        do
        {
            i++;
            if (i == 2)
            {
                continue;
            }

            sum += i * w[0];
        }
        while (i < 3);
        return sum * w[1];
    }
}
