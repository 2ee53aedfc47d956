using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Reports;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// The Gradient method: the loss as the user wrote it, followed by its derivatives back to the weights, as straight-line C#.
/// </summary>
internal static class GradientEmitter
{
    /// <summary>Derivatives that the doc comment spells out.</summary>
    private const int FormulaLimit = 16;

    /// <summary>A loss of more terms says nothing when its first ones are spelt out.</summary>
    private const int FormulaTermLimit = 2_000;

    public static void Emit(
        IndentedWriter writer,
        PartsEmitter parts,
        LossSignature signature,
        Tape tape,
        Polynomial? polynomial,
        CancellationToken cancellation)
    {
        var names = new ModelNames(signature);
        writer.Write($"""/// <summary>The gradient of <c>{Literals.Xml(signature.Name)}</c> in its weights, for one sample.</summary>""");
        if (polynomial is { TermCount: <= FormulaTermLimit })
        {
            writer.Write("""
                /// <remarks>
                /// <code>
                """);
            WriteFormula(writer, "L", polynomial, names);
            for (int i = 0; i < Math.Min(signature.WeightCount, FormulaLimit); i++)
            {
                WriteFormula(writer, $"∂L/∂{names.Read(i)}", polynomial.Derivative(i), names);
            }

            writer.Write("""
                /// </code>
                /// </remarks>
                """);
        }

        WriteParameters(writer, signature);
        writer.Write($"""/// <param name="{names.GradientParameter}">{signature.WeightCount} numbers, overwritten.</param>""");
        using (writer.Block($"public static void {GeneratedNames.Gradient}({ParameterList(signature, names.GradientParameter)})"))
        {
            ScalarMethod.Write(
                writer, parts, GeneratedNames.Gradient, signature, names, names.GradientParameter, tape, tape.Gradient, cancellation);
        }
    }

    /// <summary>The parameters of the loss and, where there is one, the span for the output.</summary>
    public static string ParameterList(LossSignature signature, string? output)
    {
        var parameters = signature.Parameters.Select(p => TypeOf(p.Form) + " " + p.Name);
        return string.Join(", ", output is null ? parameters : parameters.Append("global::System.Span<double> " + output));
    }

    /// <summary>Documents the loss method's parameters.</summary>
    public static void WriteParameters(IndentedWriter writer, LossSignature signature)
    {
        foreach (var parameter in signature.Parameters)
        {
            writer.Write($"""/// <param name="{parameter.Name.TrimStart('@')}">{Describe(parameter)}</param>""");
        }
    }

    private static string TypeOf(ParameterForm form) => form switch
    {
        ParameterForm.Number => "double",
        ParameterForm.Matrix => "global::CarlemanCompiler.Matrix",
        _ => "global::System.ReadOnlySpan<double>",
    };

    private static void WriteFormula(IndentedWriter writer, string left, Polynomial polynomial, ModelNames names)
    {
        foreach (string line in Formula.Lines(left, polynomial, names.Read))
        {
            writer.Write("/// " + line);
        }
    }

    private static string Describe(LossParameter parameter) => (parameter.Role, parameter.Form) switch
    {
        (ParameterRole.Weights, ParameterForm.Matrix) =>
            $"{parameter.Rows} rows of {parameter.Count / parameter.Rows} weights.",
        (ParameterRole.Weights, _) => ReportText.Count(parameter.Count, "weight") + ".",
        (ParameterRole.Features, _) => ReportText.Count(parameter.Count, "feature") + " of one sample.",
        (ParameterRole.Target, ParameterForm.Number) => "The target of one sample.",
        (ParameterRole.Target, _) => ReportText.Count(parameter.Count, "target") + " of one sample.",
        _ => "How much the sample counts.",
    };
}
