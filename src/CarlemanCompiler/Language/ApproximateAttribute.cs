using CarlemanCompiler.Approximation;

namespace CarlemanCompiler;

/// <summary>
/// Declares by which polynomials the non-polynomial functions of a model's loss (<c>Math.Tanh</c>, <c>Math.Exp</c>,
/// <see cref="LossMath.Sigmoid"/>, <c>1 / x</c>, …) are replaced when it is compiled: on [Centre − Radius, Centre + Radius], of at most the
/// given degree. The build reports the largest error on that interval. Without a function it holds for all that have no declaration of
/// their own; a call of <see cref="CarlemanCompiler.Approximate"/> declares its own.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ApproximateAttribute : Attribute
{
    /// <summary>For all functions without a declaration of their own.</summary>
    public ApproximateAttribute()
    {
    }

    /// <summary>For one function.</summary>
    public ApproximateAttribute(SmoothFunction function) => Function = function;

    /// <summary>The function; null for all others.</summary>
    public SmoothFunction? Function { get; }

    /// <summary>The largest degree, 0 to 32. The degree of the loss is a multiple of it: 3 to 7 is usual.</summary>
    public int Degree { get; set; } = 5;

    /// <summary>Half the length of the interval, positive.</summary>
    public double Radius { get; set; } = 2;

    /// <summary>The middle of the interval. <c>Log</c>, <c>Sqrt</c> and <c>1 / x</c> need one away from 0.</summary>
    public double Centre { get; set; }

    /// <summary>How the polynomial is chosen.</summary>
    public ApproximationMethod Method { get; set; } = ApproximationMethod.Minimax;
}
