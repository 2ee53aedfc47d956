using System.Diagnostics;
using System.Globalization;
using CarlemanCompiler.Data;
using CarlemanCompiler.Export;
using CarlemanCompiler.Samples;
using CarlemanCompiler.Training;
using Spectre.Console;

// 1. The model was compiled when this project was built; the data are read now.
var model = IrisClassifier.Model;
string data = Path.Combine(AppContext.BaseDirectory, model.DataFile!);
var flowers = SampleTable.Parse(File.ReadAllText(data), data, model.Columns);
var problem = TrainingProblem.From(model, flowers.Values);

// 2. The same seven steps of gradient descent, by every route from plain descent to a sampled quantum circuit.
var runs = new List<(string Name, TrainingRun Run)>
{
    ("gradient descent", new DescentEngine().Run(problem)),
    ("Carleman, N = 1", new CarlemanEngine().Run(problem with { Order = 1 })),
    ("Carleman, N = 2", new CarlemanEngine().Run(problem with { Order = 2 })),
    ("Carleman, N = 3", new CarlemanEngine().Run(problem with { Order = 3 })),
    ("history system, N = 2", new HistoryEngine().Run(problem)),
    ("HHL, exact amplitudes", new HhlEngine().Run(problem)),
    ("HHL, 1,000,000 shots", new HhlEngine { Shots = 1_000_000, Seed = 1 }.Run(problem)),
};

var table = new Table().RoundedBorder().Title($"{model.Name}: {flowers.Count} flowers, η = {model.LearningRate}, T = {model.Steps}");
foreach (string heading in new[] { "engine", "θ0(T)", "θ1(T)", "θ2(T)", "|θ − descent|", "bound", "accuracy", "D", "qubits", "gates" })
{
    table.AddColumn(new TableColumn(heading) { Alignment = heading == "engine" ? Justify.Left : Justify.Right });
}

foreach (var (name, run) in runs)
{
    table.AddRow(
        name,
        Number(run.Final[0], "F5"),
        Number(run.Final[1], "F5"),
        Number(run.Final[2], "F5"),
        Number(run.FinalError, "G2"),
        run.Bound is { } bound ? Number(bound, "G2") : "–",
        Number(IrisClassifier.Accuracy(run.Final, flowers.Values), "P0"),
        Number(run.Dimension, "N0"),
        run.Quantum is { } q ? Number(q.Qubits, "N0") : "–",
        run.Quantum is { } c ? Number(c.Cost.Gates, "N0") : "–");
}

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 160;
}

AnsiConsole.Write(table);

// 3. How sparse and how dissipative the model is: what the build said in the editor.
var report = problem.Report();
var (a, spectrum) = (report.Sparsity.Map!, report.Dissipation.Centre);
Say($"Sparsity: A is {a.RowCount} × {a.ColumnCount} with {a.NonzeroCount} nonzeros, at most {a.LargestRow} in a row, {a.LargestColumn} in a column.");
Say($"Dissipation: {spectrum.Dissipative} dissipative and {spectrum.Divergent} divergent modes at the centre;");
Say($"  Hessian {spectrum.Smallest:G4} … {spectrum.Largest:G4}, stable up to η = {spectrum.LargestStableRate:G4}, R = {report.Dissipation.Ratio.Value:G4}.");
var quantum = runs[^2].Run.Quantum!;
Say($"HHL: {quantum.ClockQubits} clock qubits for κ = {quantum.ConditionNumber:G4}, {quantum.Cost.CX:N0} CX, depth {quantum.Cost.Depth:N0};");
Say($"  fidelity {quantum.Fidelity:F6}, success probability {quantum.SuccessProbability:G3}.");

// 4. The circuit for other people's tools, and a picture.
string folder = Path.GetFullPath(args.Length > 0 ? args[0] : ".");
Directory.CreateDirectory(folder);
Write("iris.ll", writer => QirWriter.Write(quantum.Circuit, writer));
Write("iris.qasm", writer => OpenQasmWriter.Write(quantum.Circuit, writer));
TrajectoryPlot.Save(Path.Combine(folder, "iris.png"), runs);
Say($"Wrote iris.ll, iris.qasm and iris.png to {folder}. Peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / (1 << 20)} MiB.");

void Write(string name, Action<TextWriter> write)
{
    using var writer = new StreamWriter(Path.Combine(folder, name)) { NewLine = "\n" };
    write(writer);
}

static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
