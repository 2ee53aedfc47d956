using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Generator.Frontend;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Analysis;

/// <summary>
/// The first function of a loss that nothing says a polynomial for, found as the generator finds it, but without expanding the loss.
/// </summary>
internal static class MissingApproximation
{
    /// <summary>The call and the function's name; null where there is none, or where the loss fails for another reason.</summary>
    public static (Location Place, string Function)? Find(INamedTypeSymbol model, Compilation compilation, CancellationToken cancellation)
    {
        var findings = new FindingList();
        try
        {
            if (model.GetMembers().OfType<IMethodSymbol>().Where(m => m.Has(AttributeNames.Loss)).ToList() is not [var loss]
                || SignatureParser.Parse(loss, findings) is not { } signature)
            {
                return null;
            }

            var approximations = SettingsParser.ParseApproximations(model, findings, cancellation);
            var program = ProgramParser.Parse(loss, compilation, findings, cancellation);
            if (!findings.HasErrors)
            {
                LossRecorder.Record(program, signature, approximations, cancellation);
            }
        }
        catch (ExpansionException failure)
        {
            var finding = failure.Finding;
            return string.Equals(finding.Id, Descriptors.NeedsApproximation.Id, StringComparison.Ordinal) && finding.Remedy is { } function
                ? (findings.Nodes[finding.Node], function)
                : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The generator, which runs the same code, reports it as CARL901.
        }

        return null;
    }
}
