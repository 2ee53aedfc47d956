using System.Globalization;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Emission;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>Dimension, qubits and memory, from the settings alone.</summary>
internal static class SizeReport
{
    /// <summary>Terms of the gradient that a file may hold; more would slow the C# compiler down to a crawl.</summary>
    public const int EmittedTermLimit = 20_000;

    public static IEnumerable<Finding> Of(ModelSpec spec, CircuitShape shape, Polynomial loss, long budgetMebibytes)
    {
        int node = spec.Program!.Loss.Node;
        long terms = GradientTerms(loss, shape.WeightCount);
        if (terms > EmittedTermLimit)
        {
            yield return new Finding(Descriptors.TooLarge.Id, node,
                [$"The gradient has {Text(terms)} terms, over the {Text(EmittedTermLimit)} that are emitted as C#", "use fewer weights or a lower degree"]);
        }

        if (shape.Layout is not { } layout)
        {
            yield return new Finding(Descriptors.CannotFit.Id, 0,
                [$"Order {shape.Order} and {shape.Steps} steps of {shape.WeightCount} weights make a history system of {Text(shape.RowCount)} rows; "
                    + $"rows are counted up to {Text(int.MaxValue)}", Advice(spec.Settings, shape.WeightCount, int.MaxValue)]);
            yield break;
        }

        yield return new Finding(Descriptors.Size.Id, 0,
            [spec.Name, $"D = {Text(shape.StateSize)}, {Text(shape.RowCount)} rows, {layout.Qubits} qubits for the history "
                + $"(time {layout.TimeQubits}, level {layout.LevelQubits}, index {layout.IndexQubits})"]);
        double mebibytes = shape.RowCount * sizeof(double) / (1 << 20);
        if (mebibytes > budgetMebibytes)
        {
            yield return new Finding(Descriptors.OverBudget.Id, 0,
                [$"The history of {Text(shape.RowCount)} rows takes {Text(mebibytes)} MiB, over the budget of {budgetMebibytes} MiB (CarlemanCompilerBudget)",
                    Advice(spec.Settings, shape.WeightCount, budgetMebibytes * (double)(1 << 20) / sizeof(double))]);
        }
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

    /// <summary>The largest order and the largest step count that would fit, the other one kept.</summary>
    private static string Advice(ModelSettings settings, int weightCount, double rowLimit)
    {
        int order = settings.Order;
        while (order > 1 && !(CircuitShape.Of(settings with { Order = order }, weightCount).RowCount <= rowLimit))
        {
            order = Math.Min(order - 1, 64);
        }

        double stateSize = CircuitShape.Of(settings, weightCount).StateSize;
        double steps = Math.Floor(rowLimit / stateSize) - 1 - settings.Padding;
        string byOrder = CircuitShape.Of(settings with { Order = order }, weightCount).RowCount <= rowLimit ? $"Order = {order}" : "fewer weights";
        return steps >= 1 && steps < settings.Steps ? $"{byOrder} or Steps = {Text(steps)} would fit" : $"{byOrder} would fit";
    }

    private static string Text(double value) => value.ToString(Math.Abs(value) < 1e15 && value == Math.Floor(value) ? "F0" : "G6", CultureInfo.InvariantCulture);
}
