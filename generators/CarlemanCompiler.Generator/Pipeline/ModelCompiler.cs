using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Emission;
using CarlemanCompiler.Generator.Reports;

namespace CarlemanCompiler.Generator.Pipeline;

/// <summary>From the expanded loss, the data and the budget to the generated file and the reports.</summary>
internal static class ModelCompiler
{
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
        var spec = input.Model.Spec;
        if (input.Model.Loss is not { } loss || spec is not { Signature: { } signature, Container: { } container } || findings.Any(f => f.IsError))
        {
            return null;
        }

        var shape = CircuitShape.Of(spec.Settings, signature.WeightCount);
        findings.AddRange(SizeReport.Of(spec, shape, loss, input.BudgetMebibytes));
        return findings.Any(f => f.IsError) ? null : ModelEmitter.Emit(spec, container, signature, loss, shape, cancellation);
    }
}
