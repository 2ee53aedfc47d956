using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Emission;
using CarlemanCompiler.Generator.Reports;

namespace CarlemanCompiler.Generator.Pipeline;

/// <summary>From the expanded loss, the data and the budget to the generated file and the reports.</summary>
internal static class ModelCompiler
{
    /// <summary>Terms of the gradient that one file may hold, per MiB of the budget; more would slow the C# compiler down.</summary>
    public const int EmittedTermsPerMebibyte = 20;

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

        if (RecipeFinding(input, signature.WeightCount) is { } recipe)
        {
            findings.Add(recipe);
            findings.AddRange(ApproximationFindings.Of(loss));
            findings.AddRange(SizeFindings.OfRecipe(spec, signature.WeightCount, input.BudgetMebibytes));
            return Emit(structure: null, report: null);
        }

        var structure = GradientStructure.FromLoss(model.Polynomial!, signature.WeightCount, signature.SampleWeight, cancellation);
        var report = ModelReporter.Report(model, signature, structure, input.Data, input.BudgetMebibytes, findings, cancellation);
        return Emit(structure, report);

        string? Emit(GradientStructure? structure, BuildReport? report) => findings.Any(f => f.IsError)
            ? null
            : ModelEmitter.Emit(spec, container, signature, model, structure, report, findings, cancellation);
    }

    /// <summary>Why the tables are not written out; null where they are.</summary>
    private static Finding? RecipeFinding(CompilationInput input, int weightCount)
    {
        var model = input.Model;
        if (model.Polynomial is not { } polynomial)
        {
            // What follows a colon is advice for those who can act on it here and now.
            string reason = model.Postponed is { Length: > 0 } postponed
                ? char.ToLowerInvariant(postponed[0]) + postponed.Substring(1).Split(':')[0]
                : "it is too large to expand";
            return Finding(
                reason,
                "raise the MSBuild property CarlemanCompilerBudget (now "
                    + $"{ReportText.Text(input.BudgetMebibytes)} MiB), or use fewer weights or a lower degree, to have them at build time");
        }

        long terms = polynomial.OccurrenceCounts().Take(weightCount).Sum(count => (long)count);
        long limit = EmittedTermsPerMebibyte * Math.Min(input.BudgetMebibytes, int.MaxValue);
        long enough = (terms + EmittedTermsPerMebibyte - 1) / EmittedTermsPerMebibyte;
        return terms <= limit
            ? null
            : Finding(
                $"the gradient has {ReportText.Text(terms)} terms, over the {ReportText.Text(limit)} that are written out",
                $"raise the MSBuild property CarlemanCompilerBudget from {ReportText.Text(input.BudgetMebibytes)} to {ReportText.Text(enough)} MiB, "
                    + "or use fewer weights, to have them at build time");

        Finding Finding(string reason, string way) => new(Descriptors.StructureAtRunTime.Id, 0, [model.Spec.Name, reason, way]);
    }
}
