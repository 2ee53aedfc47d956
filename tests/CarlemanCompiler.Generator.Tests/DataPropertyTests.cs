using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>Random programs on random data files: whatever the reports have to say, nothing throws, and what is generated compiles.</summary>
public sealed class DataPropertyTests
{
    private const int Programs = 40;
    private const int Batches = 12;

    private static readonly Gen<double> Entry = Gen.Frequency(
        (20, Gen.Double[-2, 2]), (3, Gen.Const(0.0)), (2, Gen.Double[-1000, 1000]), (1, Gen.OneOf(Gen.Const(1e-200), Gen.Const(-1e150), Gen.Const(1e300))));

    private static readonly Gen<string> Table =
        from rows in Gen.Int[0, 12]
        from entries in Entry.Array[13 * rows]
        from weights in Gen.Double[0, 3].Array[rows]
        select DslProgramWriter.Columns + "\n" + string.Concat(Enumerable.Range(0, rows).Select(row =>
            string.Join(",", entries[(13 * row)..(13 * row + 12)].Append(weights[row]).Select(x => x.ToString("R", CultureInfo.InvariantCulture)))
                + "\n"));

    [Fact]
    public void NothingThrowsAndWhatIsGeneratedCompiles() =>
        Gen.Select(Gen.UInt.Array[Programs], Gen.Int[1, 4], Table).Sample(
            (seeds, order, table) =>
            {
                string settings = $"Order = {order}, LearningRate = 0.05, Steps = 3";
                string source = "#pragma warning disable\n" + string.Join("\n", seeds.Select((seed, i) =>
                    new DslProgramWriter(seed, settings, ", Data = \"data.csv\"").Write($"M{i}")));
                var run = GeneratorHost.Run(
                    GeneratorHost.Compilation(source, DslPrograms.Helpers),
                    GeneratorHost.Driver([new GeneratorHost.TextFile("/project/data.csv", table)]));
                Assert.Null(run.Result.Exception);
                Assert.DoesNotContain(run.Findings, d => d.Id == "CARL901");

                // Data whose moments overflow are refused, as are files without rows.
                Assert.All(run.Findings.Where(d => d.DefaultSeverity == DiagnosticSeverity.Error), d => Assert.Equal("CARL202", d.Id));
                GeneratorHost.Load(run.Output);
            },
            iter: Batches,
            threads: 1,
            print: batch => $"{string.Join(", ", batch.Item1)}, order {batch.Item2}\n{batch.Item3}");
}
