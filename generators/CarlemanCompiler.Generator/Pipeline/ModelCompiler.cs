using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Emission;
using CarlemanCompiler.Generator.Reports;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Generator.Pipeline;

/// <summary>From the expanded loss, the data and the budget to the generated file and the reports.</summary>
internal static class ModelCompiler
{
    /// <summary>Terms of the gradient that one file may hold; more would slow the C# compiler down to a crawl.</summary>
    public const int EmittedTermLimit = 20_000;

    /// <summary>Operations of the straight-line Gradient method that one file may hold.</summary>
    public const int EmittedOperationLimit = 50_000;

    public static CompiledSource Compile(CompilationInput input, CancellationToken cancellation)
    {
        var spec = input.Model.Spec;
        var findings = input.Model.Findings.ToList();
        string? text;
        try
        {
            text = CompileLoss(input, findings, cancellation);
            if (text is null && spec.Container is { } container)
            {
                text = FailureEmitter.Emit(spec, container, findings.FirstOrDefault(f => f.IsError));
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var unexpected = Unexpected.From(exception);
            findings.Add(unexpected);
            text = spec.Container is { } container ? FailureEmitter.Emit(spec, container, unexpected) : null;
        }

        return new CompiledSource(spec.Name, text, findings.ToEquatableArray());
    }

    private static string? CompileLoss(CompilationInput input, List<Finding> findings, CancellationToken cancellation)
    {
        var model = input.Model;
        var spec = model.Spec;
        if (model.Loss is not { } loss || spec is not { Signature: { } signature, Container: { } container } || findings.Any(f => f.IsError))
        {
            return null;
        }

        if (loss.Tape.Nodes.Length > EmittedOperationLimit)
        {
            findings.Add(new Finding(Descriptors.TooLarge.Id, spec.Program!.Loss.Node,
                [$"The gradient takes {loss.Tape.Nodes.Length} operations, over the {EmittedOperationLimit} that are written as C#",
                    "use shorter loops"]));
            return null;
        }

        if (model.Polynomial is not { } polynomial || GradientTerms(polynomial, signature.WeightCount) > EmittedTermLimit)
        {
            findings.Add(new Finding(Descriptors.TooLarge.Id, spec.Program!.Loss.Node,
                [$"The gradient has over the {EmittedTermLimit} terms that are written as C#", "use fewer weights or a lower degree"]));
            return null;
        }

        var structure = GradientStructure.FromLoss(polynomial, signature.WeightCount, signature.SampleWeight);
        var report = ModelReporter.Report(model, signature, structure, input.Data, input.BudgetMebibytes, findings, cancellation);
        return findings.Any(f => f.IsError)
            ? null
            : ModelEmitter.Emit(spec, container, signature, model, structure, report, findings, cancellation);
    }

    private static long GradientTerms(Polynomial loss, int weightCount)
    {
        long terms = 0;
        for (int t = 0; t < loss.TermCount; t++)
        {
            for (int w = 0; w < weightCount; w++)
            {
                terms += loss.Exponent(t, w) > 0 ? 1 : 0;
            }
        }

        return terms;
    }
}
