using System.Globalization;
using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Reports;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>
/// What a model has besides when functions of its loss are compiled as polynomials: the loss with these polynomials, and the arguments that
/// have to stay in the declared intervals.
/// </summary>
internal static class ApproximationEmitter
{
    public static void EmitLoss(
        IndentedWriter writer, PartsEmitter parts, LossSignature signature, RecordedLoss loss, CancellationToken cancellation)
    {
        var names = new ModelNames(signature);
        writer.Write($"""/// <summary><c>{Literals.Xml(signature.Name)}</c> as it is compiled, for one sample.</summary>""");
        writer.Write("/// <remarks>");
        foreach (var site in loss.Sites)
        {
            string interval = $"[{ReportText.Text(site.Centre - site.Radius)}, {ReportText.Text(site.Centre + site.Radius)}]";
            writer.Write($"""
                /// <c>{Literals.Xml(site.Text)}</c> is a polynomial of degree {Literals.Of(site.Degree)}, at most {ReportText.Text(site.Error)} from it on {interval}.
                """);
        }

        writer.Write("/// </remarks>");
        GradientEmitter.WriteParameters(writer, signature);
        using (writer.Block($"public static double {GeneratedNames.CompiledLoss}({GradientEmitter.ParameterList(signature, null)})"))
        {
            ScalarMethod.Write(
                writer, parts, GeneratedNames.CompiledLoss, signature, names, output: null, loss.Tape, [loss.Tape.Value], cancellation);
        }
    }

    public static void EmitArguments(
        IndentedWriter writer, PartsEmitter parts, LossSignature signature, RecordedLoss loss, CancellationToken cancellation)
    {
        var names = new ModelNames(signature);
        string output = names.Free("arguments");
        writer.Write("/// <summary>What the approximated functions are called with for one sample, function after function.</summary>");
        using (writer.Block(
            $"private static void {GeneratedNames.ApproximationArguments}({GradientEmitter.ParameterList(signature, output)})"))
        {
            ScalarMethod.Write(
                writer, parts, GeneratedNames.ApproximationArguments, signature, names, output, loss.Tape,
                [.. loss.Sites.SelectMany(site => site.Arguments)], cancellation);
        }
    }

    /// <summary>The properties of the model that speak of approximations.</summary>
    public static void EmitProperties(IndentedWriter writer, IReadOnlyList<ApproximationSite> sites, string loss, string arguments)
    {
        writer.Write($"""
            CompiledLoss = static (weights, sample) => {loss},
            ApproximationArguments = static (weights, sample, arguments) => {arguments},
            Approximations =
            [
            """);
        using (writer.Indent())
        {
            foreach (var site in sites)
            {
                writer.Write(
                    $"new({Literals.Of(site.Text)}, Degree: {Literals.Of(site.Degree)}, Centre: {Literals.Of(site.Centre)}, "
                    + $"Radius: {Literals.Of(site.Radius)}, Error: {Literals.Of(Rounded(site.Error))}, "
                    + $"Arguments: {Literals.Of(site.Arguments.Count)}),");
            }
        }

        writer.Write("],");
    }

    /// <summary>To six digits, to be the same on every machine.</summary>
    private static double Rounded(double value) => double.Parse(ReportText.Text(value), CultureInfo.InvariantCulture);
}
