// Arrays of ints hold indices and exponents; their quotients are ints.
// L = w[0] + 3*w[1]
[CarlemanModel]
public static partial class IntArrays
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        int[] order = [1, 0];
        int[] sizes = new int[2];
        sizes[0] = 7;
        sizes[1] = sizes[0] / 2;
        return w[order[0]] * sizes[1] + w[order[1]];
    }
}
