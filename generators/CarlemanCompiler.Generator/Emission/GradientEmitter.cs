using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>The Gradient method: straight-line C#, every power computed once, sums in statements of bounded length.</summary>
internal static class GradientEmitter
{
    /// <summary>Terms in one statement; far longer sums slow the C# compiler down and exhaust its stack.</summary>
    private const int TermsPerStatement = 48;

    private const int Width = 112;

    public static void Emit(IndentedWriter writer, LossSignature signature, Polynomial loss, IReadOnlyList<Polynomial> gradient, CancellationToken cancellation)
    {
        var names = new ModelNames(signature);
        writer.Write($"""
            /// <summary>The gradient of <c>{Literals.Xml(signature.Name)}</c> in its weights, for one sample.</summary>
            /// <remarks>
            /// <code>
            """);
        WriteFormula(writer, "L", loss, names);
        for (int i = 0; i < gradient.Count; i++)
        {
            WriteFormula(writer, $"∂L/∂{names.Read(i)}", gradient[i], names);
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
            WriteBody(writer, signature, gradient, names, cancellation);
        }
    }

    /// <summary>The parameters of the loss and the span for the gradient.</summary>
    public static string ParameterList(LossSignature signature, string gradientParameter)
    {
        var parameters = signature.Parameters.Select(p => (p.Role == ParameterRole.Target ? "double " : "global::System.ReadOnlySpan<double> ") + p.Name);
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

    private static void WriteBody(
        IndentedWriter writer, LossSignature signature, IReadOnlyList<Polynomial> gradient, ModelNames names, CancellationToken cancellation)
    {
        var powers = WritePowers(writer, signature, gradient, names);
        for (int i = 0; i < gradient.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            string target = $"{names.GradientParameter}[{i}]";
            var g = gradient[i];
            if (g.IsZero)
            {
                writer.Write($"{target} = 0.0;");
            }

            for (int first = 0; first < g.TermCount; first += TermsPerStatement)
            {
                int last = Math.Min(g.TermCount, first + TermsPerStatement);
                WriteSum(writer, first == 0 ? $"{target} =" : $"{target} +=", Enumerable.Range(first, last - first).Select(t => TermOf(g, t, powers)));
            }
        }
    }

    /// <summary>One local per variable that occurs and per power of it up to the highest; the names by [variable][exponent].</summary>
    private static string[][] WritePowers(IndentedWriter writer, LossSignature signature, IReadOnlyList<Polynomial> gradient, ModelNames names)
    {
        var powers = new string[signature.VariableCount][];
        for (int v = 0; v < powers.Length; v++)
        {
            int highest = gradient.Max(g => HighestExponent(g, v));
            powers[v] = new string[highest + 1];
            for (int e = 1; e <= highest; e++)
            {
                powers[v][e] = e == 1 ? names.Locals[v] : names.Free($"{names.Locals[v].TrimStart('@')}_{e}");
                if (e > 1)
                {
                    writer.Write($"double {powers[v][e]} = {powers[v][e / 2]} * {powers[v][e - e / 2]};");
                }
                else if (!names.IsTarget(v))
                {
                    writer.Write($"double {powers[v][1]} = {names.Read(v)};");
                }
            }
        }

        return powers;
    }

    private static int HighestExponent(Polynomial polynomial, int variable)
    {
        int highest = 0;
        for (int t = 0; t < polynomial.TermCount; t++)
        {
            highest = Math.Max(highest, polynomial.Exponent(t, variable));
        }

        return highest;
    }

    private static (bool Negative, string Product) TermOf(Polynomial polynomial, int term, string[][] powers)
    {
        double coefficient = polynomial.Coefficients[term];
        var factors = new List<string>();
        for (int v = 0; v < powers.Length; v++)
        {
            if (polynomial.Exponent(term, v) is > 0 and var exponent)
            {
                factors.Add(powers[v][exponent]);
            }
        }

        if (Math.Abs(coefficient) != 1 || factors.Count == 0)
        {
            factors.Insert(0, Literals.Of(Math.Abs(coefficient)));
        }

        return (coefficient < 0, string.Join(" * ", factors));
    }

    private static void WriteSum(IndentedWriter writer, string head, IEnumerable<(bool Negative, string Product)> terms)
    {
        string line = head;
        bool first = true;
        foreach (var (negative, product) in terms)
        {
            string sign = first ? (negative ? "-" : "") : (negative ? "- " : "+ ");
            if (!first && line.Length + 1 + sign.Length + product.Length > Width)
            {
                writer.Write(line);
                line = "   ";
            }

            line += " " + sign + product;
            first = false;
        }

        writer.Write(line + ";");
    }
}
