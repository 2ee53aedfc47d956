// var takes the type of its value: sum is a double, count an int.
// L = w[0] + 0.3333333333333333*w[0]^2 + 0.6666666666666666*w[0]*w[1] + 0.3333333333333333*w[1]^2
[CarlemanModel]
public static partial class Var
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        var sum = w[0] + w[1];
        var count = 3;
        return sum * sum / count + count / 2 * w[0];
    }
}
