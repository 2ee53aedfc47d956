// Arms of a switch expression may have guards; the first that matches counts.
// L = 1 + w[0] + 2*w[1]
[CarlemanModel]
public static partial class ExpressionWithGuards
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            sum += i switch
            {
                > 1 when i < 3 => w[0],
                > 0 => w[1],
                _ => 1,
            };
        }

        return sum;
    }
}
