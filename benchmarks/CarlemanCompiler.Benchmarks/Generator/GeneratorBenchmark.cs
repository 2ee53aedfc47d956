using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CarlemanCompiler.Benchmarks.Generator;

/// <summary>
/// What the generator costs an editor and a build: compiling a model, edits, a cancelled run, memory over many edits, and the C# compiler's
/// time for what was generated.
/// </summary>
internal static class GeneratorBenchmark
{
    private const string OtherPath = "File0.cs";
    private const int Edits = 200;

    public static void Run(string[] options)
    {
        Compile();
        Edit();
        Cancel();
        Remember();
    }

    /// <summary>A long straight-line program: 20 · rounds times v·(h + k)·y.</summary>
    private static string LongLoop(int rounds) => ModelSources.Network(
        "M", 20, 20, $"for (int k = 0; k < {rounds}; k++) {{ score += v[k % 20] * (h + k) * y; }}");

    private static void Compile()
    {
        Console.WriteLine("| model | generator | goal | generated | csc without | csc with |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Row("40 weights, least squares", ModelSources.Regression("M", 40), "150 ms");
        Row("40 weights, two linear layers", ModelSources.Network("M", 5, 7), "150 ms");
        Row("40 weights, two layers, tanh", ModelSources.Network("M", 5, 7, "h = Approximate.Tanh(h, degree: 3, radius: 2);"), "150 ms");
        Row("200 weights, quadratic form", ModelSources.Chain("M", 200), "500 ms");
        Row("200 weights, least squares", ModelSources.Regression("M", 200), "500 ms");
        Row("140 weights, least squares (19,880 terms in tables)", ModelSources.Regression("M", 140), "–");
        Row("420 weights, long loop (16,000 operations)", LongLoop(100), "–");
        Row("420 weights, long loop (44,000 operations)", LongLoop(290), "–");
        Console.WriteLine();

        static void Row(string name, string source, string goal)
        {
            var project = InMemory.Project("class Other { }", source);
            project.GetDiagnostics();
            double generator = Timing.Median(11, () => InMemory.Driver().RunGenerators(project));
            InMemory.Driver().RunGeneratorsAndUpdateCompilation(project, out var output, out _);
            long size = output.SyntaxTrees.Last().Length;
            double without = Timing.Median(3, () => Emit(project));
            double with = Timing.Median(3, () => Emit((CSharpCompilation)output));
            Console.WriteLine($"| {name} | {Timing.Text(generator)} | {goal} | {size >> 10:N0} KiB | {Timing.Text(without)} | {Timing.Text(with)} |");
        }

        // A new compilation of the same trees: nothing that was bound is known any more.
        static void Emit(CSharpCompilation project)
        {
            using var image = new MemoryStream();
            CSharpCompilation.Create("Models", project.SyntaxTrees, project.References, project.Options).Emit(image);
        }
    }

    private static void Edit()
    {
        string[] models = [ModelSources.Network("A", 5, 7), ModelSources.Regression("B", 40), ModelSources.Chain("C", 40)];
        Console.WriteLine("| edit in a project of models of 40 weights | models | time | goal |");
        Console.WriteLine("|---|---|---|---|");
        Row("in another file", 1, (project, i) => InMemory.Edit(project, OtherPath, $"class Other {{ int x = {i}; }}"), "1 ms");
        Row("in another file", 3, (project, i) => InMemory.Edit(project, OtherPath, $"class Other {{ int x = {i}; }}"), "1 ms");
        Row("a comment in a model's file", 3, (project, i) => InMemory.Edit(project, "File3.cs", $"// {i}\n" + models[2]), "–");
        Row("of one loss", 3, (project, i) => InMemory.Edit(project, "File2.cs", models[1].Replace("/ 2", $"/ {i + 3}", StringComparison.Ordinal)),
            "150 ms");
        Console.WriteLine();

        void Row(string name, int count, Func<CSharpCompilation, int, CSharpCompilation> edit, string goal)
        {
            var project = InMemory.Project(["class Other { }", .. models[..count]]);
            var driver = InMemory.Driver().RunGenerators(project);
            var seconds = new double[Edits];
            for (int i = -Edits; i < Edits; i++)
            {
                var edited = edit(project, i + Edits);
                edited.GetDiagnostics(); // As an editor does: types and methods are bound before the generator asks.
                var start = Environment.CpuUsage.TotalTime;
                driver = driver.RunGenerators(edited);
                seconds[Math.Max(0, i)] = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            }

            Array.Sort(seconds);
            Console.WriteLine($"| {name} | {count} | {Timing.Text(seconds[Edits / 2])} | {goal} |");
        }
    }

    /// <summary>
    /// From cancelling to the end of the run, at a hundred points of compilations that take long: processor time, since a thread that waits
    /// for its turn on a busy machine says nothing about the generator.
    /// </summary>
    private static void Cancel()
    {
        Console.WriteLine("| cancelled while compiling | median | longest | goal |");
        Console.WriteLine("|---|---|---|---|");
        Row("200 weights, least squares", ModelSources.Regression("M", 200));
        Row("40 weights, two layers, cube", ModelSources.Network("M", 5, 7, "h += h * h * h / 8;"));
        Row("420 weights, long loop (44,000 operations)", LongLoop(290));
        Console.WriteLine();

        static void Row(string name, string source)
        {
            var project = InMemory.Project("class Other { }", source);
            project.GetDiagnostics();
            var whole = Stopwatch.StartNew();
            InMemory.Driver().RunGenerators(project);
            double milliseconds = whole.Elapsed.TotalMilliseconds;
            var latencies = new List<double>();
            for (int i = 0; i < 100; i++)
            {
                using var cancellation = new CancellationTokenSource();
                var cancelled = TimeSpan.Zero;
                using var timer = new Timer(
                    _ =>
                    {
                        cancelled = Environment.CpuUsage.TotalTime;
                        cancellation.Cancel();
                    },
                    null,
                    TimeSpan.FromMilliseconds(milliseconds * i / 100),
                    Timeout.InfiniteTimeSpan);
                try
                {
                    InMemory.Driver().RunGenerators(project, cancellation.Token);
                }
                catch (OperationCanceledException)
                {
                    latencies.Add((Environment.CpuUsage.TotalTime - cancelled).TotalSeconds);
                }
            }

            latencies.Sort();
            Console.WriteLine($"| {name} | {Timing.Text(latencies[latencies.Count / 2])} | {Timing.Text(latencies[^1])} | 50 ms |");
        }
    }

    private static void Remember()
    {
        var project = InMemory.Project("class Other { }", ModelSources.Network("M", 5, 7));
        var driver = InMemory.Driver().RunGenerators(project);
        Console.WriteLine("| edits of a loss of 40 weights | managed memory |");
        Console.WriteLine("|---|---|");
        for (int i = 0; i <= Edits; i++)
        {
            var edited = InMemory.Edit(
                project, "File1.cs", ModelSources.Network("M", 5, 7).Replace("/ 2", $"/ {i + 3}", StringComparison.Ordinal));
            driver = driver.RunGenerators(edited);
            if (i is 1 or 100 or 200)
            {
                double memory = GC.GetTotalMemory(forceFullCollection: true) / (double)(1 << 20);
                Console.WriteLine($"| {i} | {memory.ToString("0.0", CultureInfo.InvariantCulture)} MiB |");
            }
        }

        GC.KeepAlive(driver);
    }
}
