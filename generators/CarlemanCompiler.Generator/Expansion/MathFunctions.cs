using System.Reflection;
using CarlemanCompiler.Generator.Diagnostics;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>System.Math on numbers: the runtime's own functions, so that constants fold to what the loss method itself computes.</summary>
internal static class MathFunctions
{
    /// <summary>Math.name(arguments) of ints or doubles.</summary>
    public static Value Call(int source, string name, IReadOnlyList<Value> arguments, bool ofIntegers)
    {
        var type = ofIntegers ? typeof(int) : typeof(double);
        var method = typeof(Math).GetMethod(name, [.. arguments.Select(a => a is IntegerValue ? typeof(int) : typeof(double))]);
        if (method is null || method.ReturnType != type)
        {
            throw ExpansionException.At(
                source, Descriptors.Unsupported, $"Math.{name} of these types", "use the functions of Math that take and return doubles");
        }

        try
        {
            var result = method.Invoke(null, [.. arguments.Select(a => a is IntegerValue i ? (object)i.Number : ((RealValue)a).Number)]);
            return result is int integer ? new IntegerValue(integer) : new RealValue(TapeRecorder.Finite(source, (double)result!));
        }
        catch (TargetInvocationException exception)
        {
            throw ExpansionException.At(
                source, Descriptors.ConstantArithmetic, $"Math.{name} fails: {exception.InnerException!.Message.TrimEnd('.')}");
        }
    }

    /// <summary>What to write in the place of a function that neither is a polynomial nor has an approximation.</summary>
    public static string InsteadOf(string name) => name switch
    {
        "Abs" => "use a square, which is smooth, in its place",
        "Max" => "for a ReLU use LossMath.Softplus or LossMath.Gelu, for a maximum LossMath.LogSumExp, each with a declared approximation",
        "Min" or "Clamp" or "Sign" or "Floor" or "Ceiling" or "Round" or "Truncate" =>
            "it has a kink or a jump: use a smooth function, such as Math.Tanh with a declared approximation",
        "Cbrt" => "write the loss in the cube, or use Math.Exp and Math.Log with declared approximations",
        _ => "use a smooth function that has an approximation: "
            + "Tanh, Exp, Log, Sin, Cos, Sqrt, Atan, Sinh, Cosh, or Sigmoid, Softplus, Gelu, Reciprocal of LossMath",
    };
}
