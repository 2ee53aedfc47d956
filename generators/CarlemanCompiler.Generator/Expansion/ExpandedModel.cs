using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>A model, its loss as a straight-line program, and that program expanded: the second stage.</summary>
/// <param name="Loss">The program; null when there is none.</param>
/// <param name="Polynomial">L(θ, x); null when there is no program, or when expanding it is left to run time.</param>
/// <param name="Postponed">Why it is left to run time; null when it is not.</param>
/// <param name="Findings">Of the front end and of the expansion.</param>
internal sealed record ExpandedModel(
    ModelSpec Spec, RecordedLoss? Loss, Polynomial? Polynomial, string? Postponed, EquatableArray<Finding> Findings)
{
    /// <summary>
    /// Terms of an intermediate polynomial in up to <see cref="SmallVariableCount"/> variables that an editor waits for, per MiB of the budget:
    /// enough for what of a gradient is written out as tables, in as many variables as such a table has room for.
    /// </summary>
    private const int TermsPerMebibyte = 50;

    /// <summary>Products and sums of such terms, per MiB of the budget.</summary>
    private const int WorkPerMebibyte = 5_000;

    /// <summary>A term takes memory and time in proportion to the number of variables: from here on the limits shrink with it.</summary>
    private const int SmallVariableCount = 64;

    /// <summary>Records and expands the loss of a parsed model.</summary>
    /// <param name="input">The model, and the MSBuild property CarlemanCompilerBudget.</param>
    /// <param name="cancellation">Looked at per expression, sum and product.</param>
    public static ExpandedModel Of((ModelSpec Spec, long BudgetMebibytes) input, CancellationToken cancellation)
    {
        var spec = input.Spec;
        if (spec is not { Program: { } program, Signature: { } signature })
        {
            return new ExpandedModel(spec, null, null, null, spec.Findings);
        }

        try
        {
            if (LossRecorder.Record(program, signature, spec.Approximations, cancellation) is not { } loss)
            {
                return new ExpandedModel(spec, null, null, null, spec.Findings);
            }

            var (polynomial, postponed) = Expand(loss, input.BudgetMebibytes, cancellation);
            return new ExpandedModel(
                spec, loss, polynomial, postponed, [.. spec.Findings, .. LossFindings.Of(loss, polynomial, signature, program)]);
        }
        catch (ExpansionException failure)
        {
            return new ExpandedModel(spec, null, null, null, [.. spec.Findings, failure.Finding]);
        }
        catch (InsufficientExecutionStackException)
        {
            var depth = new Finding(
                Descriptors.TooLarge.Id, program.Loss.Node,
                ["Its expressions and calls are nested too deep", "split long expressions into several statements"]);
            return new ExpandedModel(spec, null, null, null, [.. spec.Findings, depth]);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new ExpandedModel(spec, null, null, null, [.. spec.Findings, Unexpected.From(exception)]);
        }
    }

    private static (Polynomial? Polynomial, string? Postponed) Expand(RecordedLoss loss, long budget, CancellationToken cancellation)
    {
        try
        {
            double scale = Math.Min(1, (double)SmallVariableCount / loss.Tape.VariableCount) * budget;
            int terms = (int)Math.Min(Polynomial.DefaultTermLimit, TermsPerMebibyte * scale);
            long work = (long)Math.Min(long.MaxValue / 2, WorkPerMebibyte * scale);
            return (TapeExpansion.Expand(loss.Tape, terms, work, cancellation), null);
        }
        catch (TapeExpansionException exception) when (exception.IsSize)
        {
            return (null, exception.Message.TrimEnd('.'));
        }
        catch (TapeExpansionException exception)
        {
            throw ExpansionException.At(
                loss.Sources[exception.Node], Descriptors.ConstantArithmetic,
                "A coefficient overflows to infinity; scale the constants down");
        }
    }
}
