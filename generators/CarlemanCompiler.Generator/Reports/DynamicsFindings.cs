using CarlemanCompiler.Analysis;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.LinearAlgebra;
using static CarlemanCompiler.Generator.Reports.ReportText;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>Sparsity and dissipation of a model whose data are known.</summary>
internal static class DynamicsFindings
{
    public static IEnumerable<Finding> Of(ModelSpec spec, ModelReport report)
    {
        yield return new Finding(Descriptors.Sparsity.Id, 0, [spec.Name, Describe(report.Sparsity)]);
        yield return new Finding(Descriptors.Dissipation.Id, 0, [spec.Name, Describe(report.Dissipation)]);
        var start = report.Dissipation.Start;
        if (start.LargestStableRate is { } largest && spec.Settings.LearningRate > largest * (1 + 1e-12))
        {
            // Rounded down: the printed rate is stable itself.
            yield return new Finding(
                Descriptors.UnstableRate.Id, spec.Settings.RateNode,
                [Text(spec.Settings.LearningRate), Text(largest), Text(start.Largest)], Remedy: Text(largest * (1 - 1e-5)));
        }

        if (start.Divergent > 0)
        {
            yield return new Finding(Descriptors.DivergentModes.Id, 0,
                [Text(start.Divergent), Text(start.Eigenvalues.Length), Text(start.Smallest),
                    "start nearer to a minimum, or add a small multiple of the squared weights to the loss"]);
        }
    }

    private static string Describe(SparsityReport sparsity)
    {
        var parts = sparsity.Tensors
            .Where(t => t.Sparsity.NonzeroCount > 0)
            .Select(t => $"F_{Text(t.Degree)} has {Describe(t.Sparsity)}")
            .Append(sparsity.Map is { } map
                ? $"A ({Text(map.RowCount)} rows) has {Describe(map)}"
                : "A is too large to count at build time (run 'carleman check')");
        return string.Join("; ", parts);
    }

    private static string Describe(SparsityCount count) =>
        $"{Count(count.NonzeroCount, "nonzero")}, at most {Text(count.LargestRow)} a row and {Text(count.LargestColumn)} a column";

    private static string Describe(DissipationReport dissipation)
    {
        var start = dissipation.Start;
        string stability = start.LargestStableRate is { } largest
            ? $"learning rates up to {Text(largest)} are stable"
            : "no learning rate is too large";
        string ratio = dissipation.Ratio.Value is { } value
            ? $"R = {Text(value)} (below 1 suffices to converge, but is not needed; beyond cubic losses R is this project's extension)"
            : "R is not defined (no dissipation at the centre, or the start is the centre)";
        return $"Hessian from {Text(start.Smallest)} to {Text(start.Largest)} at the start point, {Text(start.Dissipative)} dissipative, {Text(start.Divergent)} divergent "
            + $"and {Count(start.Flat, "flat mode")}; {stability}; {ratio}; {Describe(dissipation.Regime)}";
    }

    private static string Describe(DissipationRegime regime) => (regime.Kind, regime.Horizon) switch
    {
        (DissipationKind.FullyDissipative, _) => "fully dissipative around the centre",
        (DissipationKind.AlmostDissipative, null) => "no mode grows around the centre",
        (DissipationKind.AlmostDissipative, { } horizon) => $"almost dissipative around the centre, up to T = {Text(horizon)}",
        (_, { } horizon) => $"divergent around the centre beyond T = {Text(horizon)}",
        _ => "divergent around the centre",
    };
}
