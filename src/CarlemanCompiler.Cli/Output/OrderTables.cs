using CarlemanCompiler.Analysis;
using CarlemanCompiler.Training;
using Spectre.Console;

namespace CarlemanCompiler.Cli.Output;

/// <summary>The orders that a tolerance asks for: what is proven, and what comparing runs suggests.</summary>
internal static class OrderTables
{
    public static Table Of(OrderForTolerance certified, DoublingEstimate estimated)
    {
        var table = Tables.Facts().Title($"Order for a tolerance of {Tables.Number(certified.Tolerance)}");
        table.AddRow("by the certified bound", certified.Order is { } order ? Tables.Integer(order) : $"none up to {certified.Limit}");
        table.AddRow("by comparing orders (an estimate)", Estimate(estimated));
        return table;
    }

    private static string Estimate(DoublingEstimate estimated) => estimated switch
    {
        { Order: { } order } => $"{Tables.Integer(order)}, off by about {Tables.Number(estimated.Error)}",
        { Limit: 0 } => "none: the maps are too large to compare",
        _ => $"none up to {estimated.Limit}, which is off by about {Tables.Number(estimated.Error)}",
    };
}
