using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Readout;
using Spectre.Console;

namespace CarlemanCompiler.Cli.Output;

/// <summary>The solution of a linear system for people: what came out, how sure it is, what it took.</summary>
internal static class SolveTables
{
    private const int MostRows = 32;

    public static void Print(TextWriter output, SystemSolution solution, double tolerance, string file)
    {
        var terminal = Tables.To(output);
        var system = solution.System;
        var chosen = system.Chosen;
        terminal.MarkupLineInterpolated(
            $"[bold]{file}[/]: {Tables.Integer(system.Matrix.RowCount)} rows, {Tables.Integer(system.Matrix.NonzeroCount)} nonzeros");
        var values = new Table().RoundedBorder().AddColumn(new TableColumn("i").RightAligned()).AddColumn(new TableColumn("x").RightAligned());
        for (int i = 0; i < Math.Min(MostRows, solution.X.Length); i++)
        {
            values.AddRow(Tables.Integer(i), Tables.Number(solution.X[i]));
        }

        terminal.Write(values);
        if (solution.X.Length > MostRows)
        {
            terminal.MarkupLineInterpolated($"… and {Tables.Integer(solution.X.Length - MostRows)} more (--json has all)");
        }

        var facts = Tables.Facts();
        facts.AddRow("norm of x", Tables.Number(solution.Norm));
        facts.AddRow("relative error", $"{Tables.Number(solution.RelativeError)} (tolerance {Tables.Number(tolerance)})");
        facts.AddRow("residual", Tables.Number(solution.Residual));
        facts.AddRow("fidelity", Tables.Number(solution.Fidelity));
        facts.AddRow("condition number", Tables.Number(system.ConditionNumber));
        facts.AddRow("success probability", Tables.Number(solution.SuccessProbability));
        if (solution.Shots is { } shots)
        {
            facts.AddRow("shots", $"{Tables.Integer(shots)}, sampling error up to {Tables.Number(solution.SamplingError ?? 0)}");
        }

        facts.AddRow("evolution", Name(chosen.Strategy));
        if (system.Alpha is { } alpha)
        {
            facts.AddRow("α of the block encoding", Tables.Number(alpha));
        }

        facts.AddRow("qubits", $"{chosen.Qubits}, {chosen.ClockQubits} of them clock");
        facts.AddRow("gates", $"{Tables.Integer(chosen.Cost.Gates)}, {Tables.Integer(chosen.Cost.CX)} of them CX");
        facts.AddRow("T count", Tables.Integer((long)Math.Ceiling(chosen.Cost.TotalT(SolveDocument.RotationPrecision))));
        facts.AddRow("depth", Tables.Integer(chosen.Cost.Depth));
        foreach (var way in system.Candidates.Where(way => way.Strategy != chosen.Strategy))
        {
            facts.AddRow($"instead: {Name(way.Strategy)}", $"{Tables.Integer(way.Cost.Gates)} gates on {way.Qubits} qubits");
        }

        terminal.Write(facts);
    }

    private static string Name(EvolutionStrategy strategy) => strategy switch
    {
        EvolutionStrategy.ExactSynthesis => "exact synthesis",
        EvolutionStrategy.ProductFormula => "product formula",
        _ => "qubitised walk",
    };
}
