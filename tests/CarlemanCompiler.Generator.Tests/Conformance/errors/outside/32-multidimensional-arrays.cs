// Arrays of several dimensions and arrays of arrays.
// CARL101 at "a = new double[2, 2]": the variables of a loss are
// CARL101 at "b = [[1], [2]]": Variable 'b'
// CARL101 at "(new double[1, 1])[0, 0]": use one-dimensional arrays
[CarlemanModel]
public static partial class MultidimensionalArrays
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        var a = new double[2, 2];
        double[][] b = [[1], [2]];
        return a[0, 0] + b[0][0] + (new double[1, 1])[0, 0] + w[0] * w[1];
    }
}
