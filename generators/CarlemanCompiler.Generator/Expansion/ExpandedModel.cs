using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>A model and its loss as a polynomial: the second stage.</summary>
/// <param name="Loss">L(θ, x) and its gradient; null when there is none.</param>
/// <param name="Findings">Of the front end and of the expansion.</param>
internal sealed record ExpandedModel(ModelSpec Spec, ExpandedLoss? Loss, EquatableArray<Finding> Findings)
{
    /// <summary>Expands the loss of a parsed model.</summary>
    public static ExpandedModel Of(ModelSpec spec, CancellationToken cancellation)
    {
        if (spec is not { Program: { } program, Signature: { } signature })
        {
            return new ExpandedModel(spec, null, spec.Findings);
        }

        try
        {
            var loss = LossExpander.Expand(program, signature, cancellation);
            return new ExpandedModel(spec, loss, UnusedWeights(loss.Polynomial, signature, program) is { } unused ? [.. spec.Findings,
                unused] : spec.Findings);
        }
        catch (ExpansionException failure)
        {
            return new ExpandedModel(spec, null, [.. spec.Findings, failure.Finding]);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new ExpandedModel(spec, null, [.. spec.Findings, Unexpected.From(exception)]);
        }
    }

    private static Finding? UnusedWeights(Polynomial loss, LossSignature signature, LossProgram program)
    {
        var unused = Enumerable.Range(0, signature.WeightCount)
            .Where(w => Enumerable.Range(0, loss.TermCount).All(t => loss.Exponent(t, w) == 0))
            .Select(w => $"{signature.Weights.Name}[{w}]")
            .ToList();
        string names = unused.Count <= 4 ? string.Join(", ", unused) : $"{string.Join(", ", unused.Take(3))} and {unused.Count - 3} more weights";
        return unused.Count == 0 ? null : new Finding(Descriptors.UnusedWeights.Id, program.Loss.Node, [names]);
    }
}
