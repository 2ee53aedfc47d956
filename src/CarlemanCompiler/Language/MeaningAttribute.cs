using CarlemanCompiler.Approximation;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler;

/// <summary>
/// What a library method means to the compiler. This attribute on the method is the only place that says so: a loss may call every public
/// method that carries it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MeaningAttribute : Attribute
{
    /// <summary>A polynomial operation.</summary>
    public MeaningAttribute(LibraryFunction function) => Function = function;

    /// <summary>A smooth function; with <c>degree</c> and <c>radius</c> parameters its polynomial approximation, else the function itself.</summary>
    public MeaningAttribute(SmoothFunction function) => Smooth = function;

    /// <summary>The polynomial operation; null for smooth functions.</summary>
    public LibraryFunction? Function { get; }

    /// <summary>The smooth function; null for polynomial operations.</summary>
    public SmoothFunction? Smooth { get; }
}
