using System.CommandLine;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Cli.Output;
using CarlemanCompiler.Estimation;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Training;
using Spectre.Console;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>
/// <c>carleman estimate</c>: logical counts of the circuit of a model or of A x = b, and the physical machine that they ask for; or, without either, what a training run
/// of any size would ask for, by formula.
/// </summary>
internal static class EstimateCommand
{
    public static Command Create()
    {
        var command = new Command("estimate", "Logical counts and a physical estimate of the circuit of a model or of A.mtx, or a projection by formula (--weights …).");
        var model = new ModelOptions(command, needsModel: false);
        var hardware = new Option<string>("--hardware") { Description = "Physical qubits.", DefaultValueFactory = _ => HardwareModel.GateNanosecondE3.Name };
        hardware.AcceptOnlyFromAmong([.. HardwareModel.Presets.Select(preset => preset.Name)]);
        var budget = new Option<double>("--error-budget")
        {
            Description = "Probability that a run fails.",
            HelpName = "P",
            DefaultValueFactory = _ => 1e-3,
        };
        var projection = new ProjectionOptions(command);
        budget.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and < 1))
            {
                result.AddError("--error-budget is a probability between 0 and 1.");
            }
        });
        var matrix = new MatrixOptions(command, model);
        command.Add(hardware);
        command.Add(budget);
        command.Validators.Add(result =>
        {
            if (model.Names(result) == projection.IsAsked(result))
            {
                result.AddError("Name a model, or give --weights, --sparsity, --condition, --steps and --precision for a projection.");
            }
        });
        command.SetAction(parsed =>
        {
            var machine = HardwareModel.Presets.Single(preset => preset.Name == parsed.GetValue(hardware));
            EstimateDocument document;
            if (projection.IsAsked(parsed.CommandResult))
            {
                document = OfProjection(projection.Bind(parsed, model.Steps(parsed), model.Order(parsed)), machine, parsed.GetValue(budget));
            }
            else if (matrix.File(parsed) is { } file)
            {
                var (a, b) = matrix.Read(parsed);
                var circuit = Output.Progress.Show($"compiling {file}", () => HhlSystem.Prepare(a, b).Circuit);
                document = OfCircuit(file, circuit, machine, parsed.GetValue(budget));
            }
            else
            {
                var (name, problem) = model.Bind(parsed);
                var circuit = Output.Progress.Show($"compiling {name}", () => new HhlEngine().Compile(problem.Stack()).Circuit);
                document = OfCircuit(name, circuit, machine, parsed.GetValue(budget));
            }

            var output = parsed.InvocationConfiguration.Output;
            if (model.Json(parsed))
            {
                JsonOutput.Write(output, document);
            }
            else
            {
                Print(output, document);
            }

            return 0;
        });
        return command;
    }

    private static EstimateDocument OfCircuit(string name, Circuit circuit, HardwareModel hardware, double budget)
    {
        var counts = LogicalCounts.Of(circuit);
        return new EstimateDocument(name, counts, circuit.Root.Cost.Depth, PhysicalDocument.Of(counts, hardware, budget), null, null, null);
    }

    private static EstimateDocument OfProjection(ProjectedTraining projected, HardwareModel hardware, double budget)
    {
        // A run too long for the largest code distance leaves the logical figures standing.
        PhysicalDocument? physical = null;
        string? reason = null;
        try
        {
            physical = PhysicalDocument.Of(projected.Run, hardware, budget);
        }
        catch (SizeLimitException problem)
        {
            reason = problem.Message;
        }

        return new EstimateDocument(
            "projection", projected.Run, null, physical, reason, projected.Figures, physical is null ? null : physical.Seconds * projected.Runs);
    }

    private static void Print(TextWriter output, EstimateDocument document)
    {
        var console = Tables.To(output);
        if (document.Figures is { } figures)
        {
            var table = new Table().AddColumn("figure").AddColumn("").AddColumn(new TableColumn("value").RightAligned()).AddColumn("formula").AddColumn("source");
            foreach (var figure in figures)
            {
                table.AddRow([.. new[] { figure.Name, figure.Symbol, Tables.Number(figure.Value), figure.Formula, figure.Source }.Select(Markup.Escape)]);
            }

            console.Write(table);
        }

        var facts = Tables.Facts();
        void Row(string name, double? value, string unit = "")
        {
            if (value is { } number)
            {
                facts.AddRow(Markup.Escape(name), Markup.Escape((number < 1e15 && number == Math.Floor(number) ? Tables.Integer((long)number) : Tables.Number(number)) + unit));
            }
        }

        Row("logical qubits", document.Logical.Qubits);
        Row("T gates", document.Logical.T);
        Row("Toffoli gates", document.Logical.Toffoli);
        Row("rotations", document.Logical.Rotations);
        Row("rotation depth", document.Logical.RotationDepth);
        Row("measurements", document.Logical.Measurements);
        Row("depth", document.Depth);
        if (document.Physical is { } physical)
        {
            facts.AddRow("hardware", physical.Hardware);
            Row("error budget", physical.ErrorBudget);
            Row("code distance", physical.Distance);
            Row("tiles", physical.LogicalQubits);
            Row("logical cycles", physical.LogicalCycles);
            Row("T gates a rotation", physical.TPerRotation);
            Row("T states", physical.TStates);
            Row("T factories", physical.Factories);
            Row("physical qubits of a factory", physical.FactoryQubits);
            Row("physical qubits", physical.PhysicalQubits);
            Row("time of a run", physical.Seconds, " s");
        }

        Row("time of all runs", document.SecondsOfAllRuns, " s");
        console.Write(facts);
        if (document.Reason is { } reason)
        {
            output.WriteLine(reason);
        }
    }

    private sealed record EstimateDocument(
        string Name,
        LogicalCounts Logical,
        long? Depth,
        PhysicalDocument? Physical,
        string? Reason,
        IReadOnlyList<ProjectedFigure>? Figures,
        double? SecondsOfAllRuns);

    private sealed record PhysicalDocument(
        string Hardware,
        double ErrorBudget,
        int Distance,
        double LogicalQubits,
        double LogicalCycles,
        double TPerRotation,
        double TStates,
        double Factories,
        double? FactoryQubits,
        double? FactorySeconds,
        double PhysicalQubits,
        double Seconds)
    {
        public static PhysicalDocument Of(LogicalCounts counts, HardwareModel hardware, double budget)
        {
            var estimate = PhysicalEstimate.Of(counts, hardware, budget);
            return new(
                hardware.Name,
                budget,
                estimate.Distance,
                estimate.LogicalQubits,
                estimate.LogicalCycles,
                estimate.TPerRotation,
                estimate.TStates,
                estimate.Factories,
                estimate.Factory?.PhysicalQubits,
                estimate.Factory?.Duration * 1e-9,
                estimate.PhysicalQubits,
                estimate.Seconds);
        }
    }
}
