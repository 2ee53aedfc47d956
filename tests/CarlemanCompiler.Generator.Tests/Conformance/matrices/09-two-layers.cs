// A network of two layers with squares in between.
// L = -y + first[0, 0]^2*second[0]*x[0]^2 + 2*first[0, 0]*first[0, 1]*second[0]*x[0]*x[1]
//     + first[0, 1]^2*second[0]*x[1]^2 + first[1, 0]^2*second[1]*x[0]^2
//     + 2*first[1, 0]*first[1, 1]*second[1]*x[0]*x[1] + first[1, 1]^2*second[1]*x[1]^2
[CarlemanModel]
public static partial class TwoLayers
{
    [Loss]
    public static double Loss(
        [Weights(2, 2)] Matrix first, [Weights(2)] ReadOnlySpan<double> second, [Features(2)] ReadOnlySpan<double> x, [Target] double y)
    {
        var hidden = LossMath.MatVec(first, x);
        for (int i = 0; i < hidden.Length; i++)
        {
            hidden[i] *= hidden[i];
        }

        return LossMath.Dot(second, hidden) - y;
    }
}
