using System.CommandLine;
using CarlemanCompiler.Cli.Models;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Readout;

namespace CarlemanCompiler.Cli.Commands;

/// <summary><c>carleman solve</c>: A x = b from Matrix Market files by a quantum circuit, within a tolerance or not at all.</summary>
internal static class SolveCommand
{
    private const double ToleranceOfShots = 0.1;

    public static Command Create()
    {
        var command = new Command("solve", "Solve A x = b by a quantum circuit; an answer that could not be trusted is refused.");
        var matrix = new Argument<string>("A") { Description = "Matrix Market file of a square sparse matrix (coordinates)." };
        var vector = new Argument<string>("B") { Description = "Matrix Market file of the right-hand side (array or coordinates)." };
        var solver = new Option<string>("--solver") { Description = "Algorithm.", DefaultValueFactory = _ => "hhl" };
        solver.AcceptOnlyFromAmong("hhl");
        var tolerance = new Option<double?>("--tolerance")
        {
            Description = "Largest relative error of x, 1e-6 to 0.5 (0.001; with --shots 0.1).",
            HelpName = "E",
        };
        tolerance.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } wanted && wanted is not (>= 1e-6 and <= 0.5))
            {
                result.AddError("--tolerance is between 1e-6 and 0.5.");
            }
        });
        var shots = new Option<long?>("--shots") { Description = "Measure so often instead of reading amplitudes.", HelpName = "S" };
        shots.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() is < 2)
            {
                result.AddError("--shots is at least 2.");
            }
        });
        var seed = new Option<int>("--seed") { Description = "Seed of the shots.", HelpName = "K" };
        var emulate = new Option<bool>("--emulate") { Description = "Amplitudes by spectrum or sparse products, without running gates." };
        var evolution = new Option<string>("--evolution")
        {
            Description = "How eigenvalues are made readable; the fewest gates by default.",
            DefaultValueFactory = _ => "auto",
        };
        evolution.AcceptOnlyFromAmong("auto", "exact", "product", "walk");
        var clock = new Option<int?>("--clock")
        {
            Description = "Clock qubits (chosen from condition number and tolerance by default).",
            HelpName = "M",
        };
        clock.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < InversionFilter.MinimumClockQubits or > InversionFilter.MaximumClockQubits)
            {
                result.AddError($"--clock is {InversionFilter.MinimumClockQubits} to {InversionFilter.MaximumClockQubits}.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Print one JSON document and nothing else on standard output." };
        command.Add(matrix);
        command.Add(vector);
        foreach (var option in new Option[] { solver, tolerance, shots, seed, emulate, evolution, clock, json })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(matrix);
            var (a, b) = SparseSystemFiles.Read(file, parsed.GetRequiredValue(vector));
            var output = parsed.InvocationConfiguration.Output;
            double wanted = parsed.GetValue(tolerance) ?? (parsed.GetValue(shots) is null ? HhlSystem.DefaultTolerance : ToleranceOfShots);
            try
            {
                var solution = Output.Progress.Show($"solving {file}", () => Solve(
                    a,
                    b,
                    wanted,
                    Strategy(parsed.GetValue(evolution)),
                    parsed.GetValue(clock),
                    parsed.GetValue(shots),
                    parsed.GetValue(seed),
                    parsed.GetValue(emulate)));
                if (parsed.GetValue(json))
                {
                    JsonOutput.Write(output, SolveDocument.Of(solution, wanted, parsed.GetValue(emulate)));
                }
                else
                {
                    SolveTables.Print(output, solution, wanted, file);
                }

                return 0;
            }
            catch (SolutionRefusedException refusal)
            {
                if (parsed.GetValue(json))
                {
                    JsonOutput.Write(output, new Refusal(refusal.Message, refusal.Limit, refusal.Given, refusal.WouldDo));
                }

                throw new InputException($"{file}: refused: {refusal.Message}", refusal);
            }
        });
        return command;
    }

    private static SystemSolution Solve(
        SparseMatrix a, double[] b, double tolerance, EvolutionStrategy strategy, int? clock, long? shots, int seed, bool emulate)
    {
        // Shots dominate the error: the clock takes a tenth of it.
        var system = HhlSystem.Prepare(a, b, shots is null ? tolerance : Math.Max(1e-6, tolerance / 10), strategy, clock);
        return shots is { } count
            ? SystemSolution.Sample(system, count, seed, tolerance, emulate)
            : SystemSolution.Solve(system, emulate);
    }

    private static EvolutionStrategy Strategy(string? name) => name switch
    {
        "exact" => EvolutionStrategy.ExactSynthesis,
        "product" => EvolutionStrategy.ProductFormula,
        "walk" => EvolutionStrategy.QubitizedWalk,
        _ => EvolutionStrategy.Cheapest,
    };

    private sealed record Refusal(string Reason, SolutionLimit Limit, double? Given, double? WouldDo);
}
