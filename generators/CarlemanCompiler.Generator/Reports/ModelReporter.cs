using CarlemanCompiler.Analysis;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>
/// All that is said about a model that compiles. The numbers are Core's <see cref="ModelReport"/>, the same that the command line shows;
/// here they are bounded in cost, because they are computed while somebody types.
/// </summary>
internal static class ModelReporter
{
    /// <summary>More weights than this are left to run time: their eigenvalue problems take too long for an editor.</summary>
    public const int WeightLimit = 128;

    /// <summary>More steps than this are left to run time.</summary>
    public const int StepLimit = 1_000;

    /// <summary>A map of more than this is not built to count its entries.</summary>
    public const long MapBytesLimit = 32L << 20;

    /// <summary>Adds the findings and returns the report, where there is one at build time.</summary>
    public static BuildReport? Report(
        ExpandedModel model,
        LossSignature signature,
        GradientStructure structure,
        DataFile? data,
        long budgetMebibytes,
        List<Finding> findings,
        CancellationToken cancellation)
    {
        var spec = model.Spec;
        var settings = spec.Settings;
        long budgetBytes = budgetMebibytes > long.MaxValue >> 20 ? long.MaxValue : budgetMebibytes << 20;
        var samples = SampleReader.Read(spec, signature, data, findings);
        double[] start = settings.Start.Count == 0 ? new double[signature.WeightCount] : [.. settings.Start];
        if (DynamicsOf(settings, structure, samples, findings) is not { } dynamics)
        {
            return null;
        }

        findings.AddRange(ApproximationFindings.Of(model.Loss!));
        findings.AddRange(SizeFindings.Of(spec, dynamics, budgetBytes));
        if (samples is null || findings.Any(f => f.IsError))
        {
            return null;
        }

        if (signature.WeightCount > WeightLimit || settings.Steps > StepLimit)
        {
            findings.Add(new Finding(Descriptors.DataAtRunTime.Id, 0,
                [spec.Name, $"over {WeightLimit} weights or {StepLimit} steps are too many to analyse in an editor",
                    "run 'carleman check'"]));
            return null;
        }

        var report = ModelReport.Create(
            dynamics, start, settings.Order, settings.Steps, settings.Basis, settings.EtaPowers, settings.Padding,
            Math.Min(budgetBytes, MapBytesLimit), cancellation);
        findings.AddRange(DynamicsFindings.Of(spec, report));
        findings.AddRange(TruncationFindings.Of(model, signature, dynamics, report, samples, start));
        var circuit = CircuitFindings.Report(settings, dynamics, start, report.Size, cancellation);
        if (circuit is not null)
        {
            findings.Add(CircuitFindings.Of(spec, circuit));
        }

        return new BuildReport(report, circuit);
    }

    /// <summary>The descent on the data; where these are unknown, one with the same structure, which is all that sizes need.</summary>
    private static GradientDynamics? DynamicsOf(ModelSettings settings, GradientStructure structure, double[]? samples,
        List<Finding> findings)
    {
        var moments = samples is null ? [.. Enumerable.Repeat(1.0, structure.MomentCount)] : structure.Moments(samples);
        try
        {
            return structure.Dynamics(moments, settings.LearningRate, settings.Centre.AsSpan());
        }
        catch (ArgumentException)
        {
            findings.Add(new Finding(Descriptors.InvalidData.Id, settings.DataNode,
                ["The tensors overflow to infinity; scale the data, the centre or the learning rate down"]));
            return null;
        }
    }
}
