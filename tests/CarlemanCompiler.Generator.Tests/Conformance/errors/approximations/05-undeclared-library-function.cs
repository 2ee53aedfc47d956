// A function of the library without one.
// CARL109 at "LogSumExp(w)": Approximate.LogSumExp
using static CarlemanCompiler.LossMath;

[CarlemanModel]
public static partial class UndeclaredLibraryFunction
{
    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w) => LogSumExp(w);
}
