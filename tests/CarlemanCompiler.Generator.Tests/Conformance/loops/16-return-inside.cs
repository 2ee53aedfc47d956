// return ends the method from inside any loop.
// L = 2*w[0] + 1.5*w[1]
[CarlemanModel]
public static partial class ReturnInside
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        for (int i = 0; i < 10; i++)
        {
            foreach (double knot in new[] { 0.5, 1.5 })
            {
                if (i * knot > 2)
                {
                    return i * w[0] + knot * w[1];
                }
            }
        }

        return 0;
    }
}
