using System.Globalization;
using System.Numerics;
using CarlemanCompiler.Core.Tests.Export;

namespace CarlemanCompiler.Tests.Export;

/// <summary>A module to run: its text, its entry point and its qubits.</summary>
internal sealed record QirModuleText(string Text, string Entry, int Qubits);

/// <summary>What a run of a module left: outcomes in the order of execution, amplitudes, results by label.</summary>
internal sealed record QirRun(int[] Outcomes, Complex[] Amplitudes, List<(string Label, int Value)> Results);

/// <summary>
/// LLVM as a judge of exported modules: assembled and verified, then run by lli-19 against tests/judges/qir_runtime.c, a state vector
/// that is no part of ours. All modules of a call run in one shell.
/// </summary>
internal static class QirJudge
{
    private const string Source = "tests/judges/qir_runtime.c";

    private static readonly string? Runtime = FindRuntime();

    /// <summary>Why the judge cannot be asked, or null when it can.</summary>
    public static string? Missing { get; } = Llvm.Missing
        ?? (Runtime is null ? Source + " is not above the test's folder."
        : !Llvm.Find("lli-19") ? "LLVM 19's lli-19 is not installed."
        : Llvm.Find("cc") ? null : "A C compiler (cc) is not installed.");

    /// <summary>Runs modules, each with a seed for its outcomes.</summary>
    public static List<QirRun> Run(IEnumerable<(QirModuleText Module, int Seed)> modules)
    {
        string folder = Directory.CreateTempSubdirectory("qir").FullName;
        try
        {
            var script = new List<string> { "set -e", $"cc -O2 -shared -fPIC -o runtime.so '{Runtime}' -lm" };
            int count = 0;
            foreach (var (module, seed) in modules)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{count++}");
                File.WriteAllText(Path.Combine(folder, name + ".ll"), module.Text);
                script.Add($"llvm-as-19 {name}.ll -o {name}.bc");
                script.Add($"opt-19 -passes=verify -disable-output {name}.bc");
                script.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"QIR_QUBITS={module.Qubits} QIR_SEED={seed} lli-19 -O0 --load=./runtime.so --entry-function={module.Entry} {name}.bc > {name}.out"));
            }

            Assert.Equal("", Llvm.Run(folder, string.Join('\n', script)));
            return [.. Enumerable.Range(0, count).Select(i => Parse(File.ReadAllLines(Path.Combine(folder, $"{i}.out"))))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static QirRun Parse(string[] lines)
    {
        int[] outcomes = [.. lines[0]["outcomes ".Length..].Select(c => c - '0')];
        var amplitudes = lines.Where(l => l.StartsWith("amplitude ", StringComparison.Ordinal)).Select(l => l.Split(' ')).Select(
            f => new Complex(Number(f[1]), Number(f[2])));
        var results = lines.Where(l => l.StartsWith("result ", StringComparison.Ordinal)).Select(
            l => (l["result ".Length..^2], l[^1] - '0'));
        return new QirRun(outcomes, [.. amplitudes], [.. results]);
    }

    private static double Number(string bits) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static string? FindRuntime()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string file = Path.Combine(folder.FullName, Source);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }
}
