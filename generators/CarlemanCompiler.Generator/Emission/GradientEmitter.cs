using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// The Gradient method: the loss as the user wrote it, followed by its derivatives back to the weights, as straight-line C#.
/// </summary>
internal static class GradientEmitter
{
    public static void Emit(IndentedWriter writer, LossSignature signature, ExpandedLoss loss, CancellationToken cancellation)
    {
        var names = new ModelNames(signature);
        writer.Write($"""
            /// <summary>The gradient of <c>{Literals.Xml(signature.Name)}</c> in its weights, for one sample.</summary>
            /// <remarks>
            /// <code>
            """);
        WriteFormula(writer, "L", loss.Polynomial, names);
        for (int i = 0; i < signature.WeightCount; i++)
        {
            WriteFormula(writer, $"∂L/∂{names.Read(i)}", loss.Polynomial.Derivative(i), names);
        }

        writer.Write("""
            /// </code>
            /// </remarks>
            """);
        foreach (var parameter in signature.Parameters)
        {
            writer.Write($"""/// <param name="{parameter.Name.TrimStart('@')}">{Describe(parameter)}</param>""");
        }

        writer.Write($"""/// <param name="{names.GradientParameter}">{signature.WeightCount} numbers, overwritten.</param>""");
        using (writer.Block($"public static void {GeneratedNames.Gradient}({ParameterList(signature, names.GradientParameter)})"))
        {
            TapeWriter.Write(writer, loss.Gradient, [.. Enumerable.Range(0, signature.WeightCount).Select(i =>
                $"{names.GradientParameter}[{Literals.Of(i)}]")], names, cancellation);
        }
    }

    /// <summary>The parameters of the loss and the span for the gradient.</summary>
    public static string ParameterList(LossSignature signature, string gradientParameter)
    {
        var parameters = signature.Parameters.Select(p =>
            (p.Role == ParameterRole.Target ? "double " : "global::System.ReadOnlySpan<double> ") + p.Name);
        return string.Join(", ", parameters.Append("global::System.Span<double> " + gradientParameter));
    }

    private static void WriteFormula(IndentedWriter writer, string left, Polynomial polynomial, ModelNames names)
    {
        foreach (string line in Formula.Lines(left, polynomial, names.Read))
        {
            writer.Write("/// " + line);
        }
    }

    private static string Describe(LossParameter parameter) => parameter.Role switch
    {
        ParameterRole.Weights => $"{parameter.Count} weights.",
        ParameterRole.Features => $"{parameter.Count} features of one sample.",
        _ => "The target of one sample.",
    };
}
