// Parameters may have any name that C# allows.
// L = @out^2 - 2*@class[0]*@in*@out + @class[0]^2*@in^2
[CarlemanModel]
public static partial class KeywordParameters
{
    [Loss]
    public static double Loss(
        [Weights(1)] ReadOnlySpan<double> @class, [Features] double @in, [Target] double @out) =>
        (@class[0] * @in - @out) * (@class[0] * @in - @out);
}
