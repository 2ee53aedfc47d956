// Of the methods of spans only Slice, ToArray and AsSpan.
// CARL101 at "a.Clear()": The call of 'Clear'
[CarlemanModel]
public static partial class SpanMethods
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        Span<double> a = stackalloc double[2];
        a.Clear();
        return a[0] + w[0] * w[1];
    }
}
