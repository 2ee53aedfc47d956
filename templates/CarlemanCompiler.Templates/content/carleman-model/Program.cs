using System.Globalization;
using Carleman._1;
using CarlemanCompiler.Data;
using CarlemanCompiler.Training;

// The model was compiled when this project was built; the data are read now.
var model = Germination.Model;
string file = Path.Combine(AppContext.BaseDirectory, model.DataFile!);
var seeds = SampleTable.Parse(File.ReadAllText(file), file, model.Columns);
var problem = TrainingProblem.From(model, seeds.Values);

// The same steps of gradient descent: one after the other, as powers of one matrix, and as one linear system.
Console.WriteLine($"{model.Name}: {seeds.Count} samples, N = {model.Order}, T = {model.Steps}");
Console.WriteLine("engine           w0        w1      loss  |w - descent|");
Print("start", problem.Start.AsSpan(), 0);
foreach (TrainingEngine engine in new TrainingEngine[] { new DescentEngine(), new CarlemanEngine(), new HistoryEngine() })
{
    var run = engine.Run(problem);
    Print(engine.Name, run.Final, run.FinalError);
}

// A circuit in place of the linear solver: new HhlEngine().Run(problem).

void Print(string name, ReadOnlySpan<double> w, double distance)
{
    double loss = 0;
    for (int i = 0; i < seeds.Count; i++)
    {
        loss += model.Loss(w, seeds[i]) / seeds.Count;
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10} {w[0],9:F5} {w[1],9:F5} {loss,9:F5} {distance,14:G2}"));
}
