using System.Globalization;
using CarlemanCompiler;
using CarlemanCompiler.Data;
using CarlemanCompiler.Samples;
using CarlemanCompiler.Training;
using Spectre.Console;

// Five models on real data: each trains by plain descent and by the Carleman map of its order, on the data that its build reported on.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 140;
}

var table = new Table().RoundedBorder();
foreach (string heading in new[] { "model", "n", "degree", "samples", "N", "D", "T", "loss before", "after", "|θ − descent|", "bound" })
{
    table.AddColumn(new TableColumn(heading) { Alignment = heading == "model" ? Justify.Left : Justify.Right });
}

foreach (var model in new[]
{
    WineRegression.Model, TumourRegression.Model, IrisNetwork.Model, ZeroFactorisation.Model, PopulationFit.Model,
})
{
    string file = Path.Combine(AppContext.BaseDirectory, model.DataFile!);
    var samples = SampleTable.Parse(File.ReadAllText(file), file, model.Columns);
    var problem = TrainingProblem.From(model, samples.Values);
    var run = new CarlemanEngine().Run(problem);
    table.AddRow(
        model.Name.Split('.')[^1],
        Number(problem.Dynamics.WeightCount, "N0"),
        Number(problem.Dynamics.Degree + 1, "N0"),
        Number(samples.Count, "N0"),
        Number(problem.Order, "N0"),
        Number(run.Dimension, "N0"),
        Number(problem.Steps, "N0"),
        Number(MeanLoss(model, model.Start.AsSpan(), samples), "G4"),
        Number(MeanLoss(model, run.Final, samples), "G4"),
        Number(run.FinalError, "G2"),
        run.Bound is { } bound ? Number(bound, "G2") : "–");
}

AnsiConsole.Write(table);

// The user's own loss method, with the functions themselves.
static double MeanLoss(CompiledModel model, ReadOnlySpan<double> weights, SampleTable samples)
{
    double sum = 0;
    for (int s = 0; s < samples.Count; s++)
    {
        sum += model.Loss(weights, samples[s]) / samples.Count;
    }

    return sum;
}

static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
