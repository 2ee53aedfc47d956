// Text.
// CARL101 at "text = name": Variable 'text'
[CarlemanModel]
public static partial class Text
{
    private const string name = "a";

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        string text = name;
        return text.Length * w[0] + w[1];
    }
}
