// Helpers compute ints and bools that decide about loops and branches.
// L = 2*w[0] + w[1]
[CarlemanModel]
public static partial class IntsAndBools
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double sum = 0;
        for (int i = 0; i < Rounds(); i++)
        {
            sum += IsEven(i) ? w[0] : w[1];
        }

        return sum;
    }

    private static int Rounds() => 3;

    private static bool IsEven(int n) => n % 2 == 0;
}
