using CarlemanCompiler.Analysis;
using CarlemanCompiler.Cli.Commands;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.QuantumSolvers;
using Spectre.Console;

namespace CarlemanCompiler.Cli.Output;

/// <summary>The report of <c>carleman check</c> for people: four tables and the warnings.</summary>
internal static class CheckTables
{
    public static void Print(TextWriter output, ModelCheck check)
    {
        var terminal = Tables.To(output);
        var (problem, report) = (check.Model.Problem, check.Report);
        var dynamics = problem.Dynamics;
        string rate = dynamics.IsDescent ? $"η = {Tables.Number(dynamics.LearningRate)}, " : "";
        terminal.MarkupInterpolated($"[bold]{check.Model.Name}[/]: n = {dynamics.WeightCount} weights, degree q = {dynamics.Degree}, ");
        terminal.MarkupLineInterpolated($"{rate}N = {problem.Order}, T = {problem.Steps}, {problem.Basis} basis");
        terminal.Write(Sparsity(report.Sparsity));
        terminal.Write(check.Modes is { } modes ? Dissipation(modes, report.Dissipation) : Dissipation(report.Dissipation));
        if (check.Wanted is { } wanted && check.Estimated is { } estimated)
        {
            terminal.Write(OrderTables.Of(wanted, estimated));
        }

        terminal.Write(Size(report.Size));
        if (!check.Intervals.IsEmpty)
        {
            terminal.Write(Approximations(check.Intervals));
        }

        if (check.Circuit is { } circuit)
        {
            terminal.Write(Circuit(circuit));
        }
        else
        {
            terminal.MarkupLineInterpolated($"No circuit: {check.NoCircuit}");
        }

        foreach (string warning in check.Warnings())
        {
            terminal.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
        }
    }

    private static Table Sparsity(SparsityReport sparsity)
    {
        var table = new Table().RoundedBorder().Title("Sparsity").AddColumn("map");
        foreach (string heading in new[] { "rows", "columns", "nonzeros", "largest row", "largest column", "norm" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var tensor in sparsity.Tensors)
        {
            AddCounts($"F{tensor.Degree}", tensor.Sparsity, Tables.Number(tensor.SpectralNorm));
        }

        if (sparsity.Map is { } map)
        {
            AddCounts("A", map, "");
        }

        return table;

        void AddCounts(string name, SparsityCount count, string norm) => table.AddRow(
            name,
            Tables.Integer(count.RowCount),
            Tables.Integer(count.ColumnCount),
            Tables.Integer(count.NonzeroCount),
            Tables.Integer(count.LargestRow),
            Tables.Integer(count.LargestColumn),
            norm);
    }

    private static Table Dissipation(DissipationReport dissipation)
    {
        var (start, centre) = (dissipation.Start, dissipation.Centre);
        var table = new Table().RoundedBorder().Title("Dissipation").AddColumn("");
        table.AddColumn(new TableColumn("at the start").RightAligned()).AddColumn(new TableColumn("at the centre").RightAligned());
        table.AddRow("Hessian eigenvalues", Range(start), Range(centre));
        table.AddRow("dissipative, divergent, flat modes", Modes(start), Modes(centre));
        table.AddRow("max|1 − ηh|", Tables.Number(start.LargestMultiplier), Tables.Number(centre.LargestMultiplier));
        table.AddRow("largest stable η", Rate(start), Rate(centre));
        table.AddRow("R (below 1 is sufficient, not necessary)", "", dissipation.Ratio.Value is { } ratio ? Tables.Number(ratio) : "not defined");
        table.AddRow("regime", "", Regime(dissipation.Regime));
        table.AddRow(
            "certified truncation bound at T",
            "",
            dissipation.Bound is { } bound ? $"{Tables.Number(bound.Value)} ({bound.Proof})" : "not covered");
        table.AddRow(
            "certified bound on κ of M, isometric",
            "",
            dissipation.Condition is { } kappa ? $"{Tables.Number(kappa.Value)}, u scaled by {Tables.Number(kappa.Gamma)}" : "none");
        return table;
    }

    private static Table Dissipation(SystemModes modes, DissipationReport dissipation)
    {
        var (start, centre, ratio) = (modes.Start, modes.Centre, dissipation.Ratio);
        var table = new Table().RoundedBorder().Title("Dissipation").AddColumn("");
        table.AddColumn(new TableColumn("at the start").RightAligned()).AddColumn(new TableColumn("at the centre").RightAligned());
        table.AddRow("Re λ of the Jacobian of a step's increment", Parts(start), Parts(centre));
        table.AddRow("modes that shrink, grow, stay", Counts(start), Counts(centre));
        table.AddRow("max|1 + λ|", Tables.Number(start.LargestMultiplier), Tables.Number(centre.LargestMultiplier));
        table.AddRow("logarithmic norm of F_1", "", Tables.Number(ratio.LogarithmicNorm));
        table.AddRow("R (below 1 is sufficient, not necessary)", "", ratio.Value is { } all ? Tables.Number(all) : "not defined");
        table.AddRow(
            $"R without {Tables.Integer(modes.Ratio.ZeroModes)} zero modes",
            "",
            modes.Ratio.Value is { } reduced ? Tables.Number(reduced) : "not defined");
        table.AddRow("truncation bound at T", "", dissipation.Bound is { } bound ? Tables.Number(bound.Value) : "not covered");
        return table;

        static string Parts(JacobianSpectrum spectrum) => $"{Tables.Number(spectrum.Smallest)} … {Tables.Number(spectrum.Abscissa)}";

        static string Counts(JacobianSpectrum spectrum) => $"{spectrum.Shrinking}, {spectrum.Growing}, {spectrum.Neutral}";
    }

    private static Table Approximations(IEnumerable<IntervalCheck> checks)
    {
        var table = new Table().RoundedBorder().Title("Approximations, at the start point").AddColumn("function");
        foreach (string heading in new[] { "degree", "interval", "largest error", "arguments", "outside" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var check in checks)
        {
            var a = check.Approximation;
            table.AddRow(
                a.Function,
                Tables.Integer(a.Degree),
                $"{Tables.Number(a.Centre - a.Radius)} … {Tables.Number(a.Centre + a.Radius)}",
                Tables.Number(a.Error),
                $"{Tables.Number(check.Smallest)} … {Tables.Number(check.Largest)}",
                $"{Tables.Integer(check.Outside)} of {Tables.Integer(check.Evaluations)}");
        }

        return table;
    }

    private static Table Size(SizeReport size)
    {
        var table = Facts("Size");
        table.AddRow("dimension D of one lifted state", Tables.Integer(size.Dimension));
        table.AddRow("rows of the history system", Tables.Integer(size.HistoryRows));
        table.AddRow("qubits of time, level and index", Tables.Integer(size.Qubits));
        table.AddRow("memory to build, bytes", Tables.Integer(size.BytesNeeded));
        return table;
    }

    private static Table Circuit(CircuitReport circuit)
    {
        var cost = circuit.Cost;
        var table = Facts("HHL circuit");
        table.AddRow("condition number κ of M", Tables.Number(circuit.ConditionNumber));
        table.AddRow("qubits (clock)", $"{circuit.Qubits} ({circuit.ClockQubits})");
        table.AddRow("gates (CX, rotations)", $"{Tables.Integer(cost.Gates)} ({Tables.Integer(cost.CX)}, {Tables.Integer(cost.Rotations)})");
        table.AddRow("T gates, rotations to 1e-10", Tables.Number(cost.TotalT(ModelCheck.RotationPrecision)));
        table.AddRow("depth", Tables.Integer(cost.Depth));
        table.AddRow("fidelity, success probability", $"{Tables.Number(circuit.Fidelity)}, {Tables.Number(circuit.SuccessProbability)}");
        foreach (var evolution in circuit.Evolutions)
        {
            string strategy = evolution.Strategy == EvolutionStrategy.ExactSynthesis ? "exact synthesis" : "product formula";
            table.AddRow($"gates of e^(iHt), {strategy}", Tables.Number(evolution.Cost.Gates));
        }

        return table;
    }

    private static Table Facts(string title) =>
        new Table().RoundedBorder().Title(title).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());

    private static string Range(HessianSpectrum spectrum) => spectrum.Eigenvalues.Length <= 4
        ? string.Join(", ", spectrum.Eigenvalues.Select(Tables.Number))
        : $"{Tables.Number(spectrum.Smallest)} … {Tables.Number(spectrum.Largest)}";

    private static string Modes(HessianSpectrum spectrum) => $"{spectrum.Dissipative}, {spectrum.Divergent}, {spectrum.Flat}";

    private static string Rate(HessianSpectrum spectrum) => spectrum.LargestStableRate is { } rate ? Tables.Number(rate) : "any";

    private static string Regime(DissipationRegime regime) =>
        regime.Horizon is { } horizon ? $"{regime.Kind}, horizon T = {Tables.Integer(horizon)}" : $"{regime.Kind}";
}
