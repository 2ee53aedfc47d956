// Several labels lead to one section.
// L = 2*w[0] + w[1]
[CarlemanModel]
public static partial class SeveralLabels
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 5; i++)
        {
            switch (i)
            {
                case 0:
                case 3:
                    sum += w[0];
                    break;
                case 4:
                    sum += w[1];
                    break;
            }
        }

        return sum;
    }
}
