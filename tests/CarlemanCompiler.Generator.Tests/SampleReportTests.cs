using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>What the build says of each sample, held as text beside it.</summary>
public sealed class SampleReportTests
{
    private static readonly string Samples = Path.GetFullPath(Path.Combine(Here(), "..", "..", "samples"));

    public static TheoryData<string> Models => new(
        "Quickstart/IrisClassifier", "Gallery/WineRegression", "Gallery/TumourRegression", "Gallery/IrisNetwork", "Gallery/ZeroFactorisation",
        "Gallery/PopulationFit");

    [Theory]
    [MemberData(nameof(Models))]
    public void TheReportIsTheOneBesideTheModel(string model)
    {
        string stem = Path.Combine(Samples, model);
        var data = Directory.GetFiles(Path.GetDirectoryName(stem)!, "*.csv").Select(f => (f, File.ReadAllText(f))).ToArray();
        var run = GeneratorHost.Run(File.ReadAllText(stem + ".cs"), data);
        Assert.DoesNotContain(run.Findings, d => d.Severity >= DiagnosticSeverity.Warning);
        string text = string.Join("\n", run.Findings.Select(d => $"{d.Id} {d.GetMessage(CultureInfo.InvariantCulture)}")) + "\n";
        string verified = stem + ".report.verified.txt";
        string received = stem + ".report.received.txt";
        string expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (text != expected)
        {
            File.WriteAllText(received, text);
        }
        else
        {
            File.Delete(received);
        }

        Assert.Equal(expected, text);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
