using CarlemanCompiler.Analysis;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Linearization;
using static CarlemanCompiler.Generator.Reports.ReportText;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>
/// Dimension, qubits and memory against the budget. An error where not even one history fits, a warning where the map as a matrix does not.
/// </summary>
internal static class SizeFindings
{
    public static IEnumerable<Finding> Of(ModelSpec spec, GradientDynamics dynamics, long budgetBytes)
    {
        var settings = spec.Settings;
        var size = SizeReport.Of(dynamics, settings.Order, settings.Steps, settings.Basis, settings.EtaPowers, settings.Padding,
            budgetBytes);
        string dimension = $"order {Text(settings.Order)} and {Count(settings.Steps, "step")} of {Count(dynamics.WeightCount, "weight")} make D = {Text(size.Dimension)} "
            + $"and {Text(size.HistoryRows)} rows of history";
        yield return new Finding(Descriptors.Size.Id, 0,
            [spec.Name, $"{dimension}, on {Count(size.Qubits, "qubit")}, in at most {Mebibytes(size.BytesNeeded)}"]);
        if (size.HistoryRows >= int.MaxValue || size.HistoryRows > budgetBytes / sizeof(double))
        {
            yield return new Finding(Descriptors.CannotFit.Id, 0,
                [$"'{spec.Name}': {dimension}, and one vector of them is over the budget of {Mebibytes(budgetBytes)}", Advice(spec,
                    dynamics, size, budgetBytes)]);
        }
        else if (!size.Fits)
        {
            yield return new Finding(Descriptors.OverBudget.Id, 0,
                [$"'{spec.Name}' may take {Mebibytes(size.BytesNeeded)}, over the budget of {Mebibytes(budgetBytes)}: {dimension}",
                    Advice(spec, dynamics, size, budgetBytes)]);
        }
    }

    /// <summary>For a model whose tensors are not known at build time: the error alone, which needs only their number of weights.</summary>
    public static IEnumerable<Finding> OfRecipe(ModelSpec spec, int weightCount, long budgetMebibytes)
    {
        var settings = spec.Settings;
        double dimension = 0;
        double block = 1;
        for (int j = 1; j <= settings.Order; j++)
        {
            block *= settings.Basis == CarlemanBasis.Kronecker ? weightCount : (weightCount + j - 1.0) / j;
            dimension += block;
        }

        double rows = dimension * ((double)settings.Steps + 1 + settings.Padding);
        if (rows >= int.MaxValue || rows * sizeof(double) > budgetMebibytes * (double)(1 << 20))
        {
            yield return new Finding(Descriptors.CannotFit.Id, 0,
                [$"'{spec.Name}': order {Text(settings.Order)} and {Count(settings.Steps, "step")} of {Count(weightCount, "weight")} make "
                    + $"{Text(rows)} rows of history, and one vector of them is over the budget of {Text(budgetMebibytes)} MiB",
                    "use a lower order or fewer steps; the budget is the MSBuild property CarlemanCompilerBudget, in MiB"]);
        }
    }

    /// <summary>What would fit: the largest order with these steps, the most steps with this order, or a larger budget.</summary>
    private static string Advice(ModelSpec spec, GradientDynamics dynamics, SizeReport size, long budgetBytes)
    {
        var settings = spec.Settings;
        var ways = new List<string>();
        if (size.LargestOrder > 0)
        {
            ways.Add($"Order = {Text(size.LargestOrder)}");
        }

        long mapBytes = CarlemanSize.Of(dynamics, settings.Order, settings.Basis, settings.EtaPowers).BytesBound;
        double rows = Math.Min((double)budgetBytes - mapBytes, int.MaxValue * (double)sizeof(double)) / sizeof(double);
        double steps = Math.Floor(rows / size.Dimension) - 1 - settings.Padding;
        if (steps >= 1 && steps < settings.Steps)
        {
            ways.Add($"Steps = {Text((long)steps)}");
        }

        string fits = ways.Count == 0 ? "use fewer weights" : $"{string.Join(" or ", ways)} would fit";
        return $"{fits}; the budget is the MSBuild property CarlemanCompilerBudget, in MiB";
    }
}
