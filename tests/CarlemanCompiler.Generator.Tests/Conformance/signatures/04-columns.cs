// Names of columns of the data file, where they are not those of the parameters.
// L = price^2 - 2*w[0]*size[0]*price - 2*w[1]*size[1]*price + w[0]^2*size[0]^2 + 2*w[0]*w[1]*size[0]*size[1]
//     + w[1]^2*size[1]^2
[CarlemanModel]
public static partial class Columns
{
    [Loss]
    public static double Loss(
        [Weights(2)] ReadOnlySpan<double> w, [Features("length", "width")] ReadOnlySpan<double> size,
        [Target("price in EUR")] double price) => LossMath.Square(w[0] * size[0] + w[1] * size[1] - price);
}
