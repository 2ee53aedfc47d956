using CarlemanCompiler.Analysis;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using static CarlemanCompiler.Generator.Reports.ReportText;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>The HHL circuit of a small model whose data are known.</summary>
internal static class CircuitFindings
{
    /// <summary>More rows of history than this are left to 'carleman check': their synthesis takes too long for an editor.</summary>
    public const int RowLimit = 96;

    /// <summary>The report; null where the system is too large, its condition number is or overflows, or there is nothing to prepare.</summary>
    public static CircuitReport? Report(ModelSettings settings, GradientDynamics dynamics, double[] start, SizeReport size, CancellationToken cancellation)
    {
        if (size.HistoryRows > RowLimit || !size.Fits)
        {
            return null;
        }

        var map = CarlemanMap.Build(dynamics, settings.Order, settings.Basis, settings.EtaPowers, cancellation: cancellation);
        var history = HistorySystem.Build(map, start, settings.Steps, settings.Padding);
        if (history.RightHandSide.All(r => r == 0))
        {
            return null;
        }

        try
        {
            return CircuitReport.Of(history);
        }
        catch (Exception exception) when (exception is SizeLimitException or ArithmeticException)
        {
            return null;
        }
    }

    public static Finding Of(ModelSpec spec, CircuitReport circuit) => new(Descriptors.Circuit.Id, 0,
        [spec.Name, $"HHL on {Count(circuit.Qubits, "qubit")}, {Text(circuit.ClockQubits)} of them clock for a condition number of {Text(circuit.ConditionNumber)}; "
            + $"{Text(circuit.Cost.Gates)} gates, {Text(circuit.Cost.CX)} of them CX; success probability {Text(circuit.SuccessProbability)}"]);
}
