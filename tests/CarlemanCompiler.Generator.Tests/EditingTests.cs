using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Steps = CarlemanCompiler.Generator.CarlemanGenerator.Steps;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>An editor that types into a file of three models: only the model that an edit changes is computed again, and nothing is kept.</summary>
[Collection(nameof(Alone))]
public sealed class EditingTests
{
    private const int Edits = 200;
    private const int WarmUp = 40;
    private const int Seed = 20_260_401;

    /// <summary>Bytes that the process may hold more in the end than after the warm-up; what one edit allocates is several times that.</summary>
    private const long MemoryBound = 1 << 20;

    [Fact]
    public void OnlyChangedModelsAreComputedAgainAndMemoryDoesNotGrow()
    {
        var random = new Random(Seed);
        var file = new EditedFile();
        var compilation = GeneratorHost.Compilation(file.Text);
        var driver = GeneratorHost.Driver().RunGenerators(compilation);
        long before = 0;
        for (int edit = 0; edit < Edits; edit++)
        {
            int? changed = file.Edit(random);
            var tree = compilation.SyntaxTrees.Single(t => t.FilePath == GeneratorHost.ModelPath);
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(file.Text)));
            driver = driver.RunGenerators(compilation);
            AssertOnly(changed, driver.GetRunResult().Results.Single(), $"edit {edit} of seed {Seed}:\n{file.Text}");
            if (edit == WarmUp)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < MemoryBound, $"After {Edits - WarmUp} edits {growth} bytes more are held.");
        GC.KeepAlive(driver);
    }

    private static void AssertOnly(int? changed, GeneratorRunResult run, string edit)
    {
        Assert.True(run.Exception is null, $"{run.Exception}\n{edit}");
        foreach (string step in new[] { Steps.Model, Steps.Expanded, Steps.Compiled })
        {
            var reasons = run.TrackedSteps[step].SelectMany(s => s.Outputs).Select(output => output.Reason).ToList();
            Assert.Equal(EditedFile.Models, reasons.Count);
            for (int model = 0; model < reasons.Count; model++)
            {
                // The parse runs on every edit and finds the model unchanged; the mathematics behind it does not run at all. A change may
                // be computed to the same result, as when a model has an error that hides it.
                bool holds = (step == Steps.Model, model == changed) switch
                {
                    (true, true) => reasons[model] == IncrementalStepRunReason.Modified,
                    (true, false) => reasons[model] is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    (false, true) => reasons[model] is IncrementalStepRunReason.Modified or IncrementalStepRunReason.Unchanged,
                    (false, false) => reasons[model] == IncrementalStepRunReason.Cached,
                };
                Assert.True(holds, $"{step} of model {model} is {reasons[model]}\n{edit}");
            }
        }
    }

    /// <summary>Three models and what is around them; every edit changes one model, or nothing that a model says.</summary>
    private sealed class EditedFile
    {
        public const int Models = 3;

        private readonly List<string>[] statements = [["error * error"], ["error * error", "w[0] * w[1]"], ["w[1] * w[1]"]];
        private readonly double[] rates = [0.1, 0.2, 0.3];
        private readonly string[] comments = ["", "", ""];
        private string header = "";
        private int next = 2;

        public string Text => header + string.Join("\n", Enumerable.Range(0, Models).Select(ModelText));

        /// <summary>The model that changes; null for comments, white space and other classes.</summary>
        public int? Edit(Random random)
        {
            int model = random.Next(Models);
            int kind = random.Next(7);
            string number = (++next).ToString(CultureInfo.InvariantCulture);
            switch (kind)
            {
                case 0:
                    comments[model] = $"// thought {number}\n";
                    return null;
                case 1:
                    comments[model] = new string(' ', 1 + next % 4);
                    return null;
                case 2:
                    header = $"class Other{number} {{ const int Number = {number}; }}\n";
                    return null;
                case 3:
                    rates[model] = 1.0 / next;
                    return model;
                case 4:
                    statements[model].Add($"{number} * w[{next % 2}] * y");
                    return model;
                case 5 when statements[model].Count > 1:
                    statements[model].RemoveAt(random.Next(statements[model].Count));
                    return model;
                default:
                    // While somebody types the text is not always a loss: an index may be outside, and then inside again.
                    statements[model][^1] = random.Next(3) == 0 ? $"w[{number}]" : $"{number} * w[0]";
                    return model;
            }
        }

        private string ModelText(int model) => $$"""
            [CarlemanModel(Order = 2, LearningRate = {{rates[model].ToString("R", CultureInfo.InvariantCulture)}}, Steps = 2)]
            public static partial class M{{model}}
            {
                [Loss]
                public static double Loss([Weights(2)] ReadOnlySpan<double> w, [Features] double x, [Target] double y)
                {
                    double error = w[0] + w[1] * x - y;{{comments[model]}}
                    double loss = 0;
                    {{string.Join("\n        ", statements[model].Select(term => $"loss += {term};"))}}
                    return loss;
                }
            }
            """;
    }
}
