using System.Diagnostics;
using System.Globalization;
using System.Text;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Benchmarks.Exports;

/// <summary>
/// Every format on a million distinct gates in one sequence, on a million gates in a tree of shared operations, and on a tree of 10⁹ gates:
/// seconds, text, and the largest working set of a process that builds the circuit and writes it.
/// </summary>
internal static class ExportBenchmark
{
    private static readonly (string Name, Action<Circuit, TextWriter> Write, bool Flat)[] Formats =
    [
        ("qir", QirWriter.Write, true), ("openqasm-flat", OpenQasmFlatWriter.Write, true), ("qir-adaptive", QirAdaptiveWriter.Write, false),
        ("openqasm", OpenQasmWriter.Write, false), ("json", CircuitJsonWriter.Write, false),
        ("json, written and read", (circuit, writer) => WriteAndRead(circuit, writer), false),
        ("svg", (circuit, writer) => SvgDrawing.Write(circuit, writer), false),
        ("text", (circuit, writer) => TextDrawing.Write(circuit, writer), false),
    ];

    private static readonly Dictionary<string, Func<Circuit>> Circuits = new()
    {
        ["10^6 gates, one sequence"] = () => Sequence(1_000_000),
        ["10^6 gates, shared"] = () => Tree(100, 100),
        ["10^9 gates, shared"] = () => Tree(100, 100_000),
    };

    /// <summary><c>exports</c>.</summary>
    public static void Run(string[] args)
    {
        if (args is ["child", var format, var circuit])
        {
            Measure(format, circuit);
            return;
        }

        Console.WriteLine("| circuit | format | seconds | text | working set |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (string name in Circuits.Keys)
        {
            foreach (var (kind, _, flat) in Formats)
            {
                if (flat && name.StartsWith("10^9", StringComparison.Ordinal))
                {
                    Console.WriteLine($"| {name} | {kind} | – | – | – |");
                    continue;
                }

                var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
                string[] arguments = [.. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
                    ? [typeof(ExportBenchmark).Assembly.Location] : Array.Empty<string>(), "exports", "child", kind, name];
                foreach (string argument in arguments)
                {
                    start.ArgumentList.Add(argument);
                }

                using var child = Process.Start(start)!;
                string row = child.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
                child.WaitForExit();
                Console.WriteLine($"| {name} | {kind} | {row} |");
            }
        }
    }

    private static void Measure(string format, string name)
    {
        var circuit = Circuits[name]();
        var counter = new CountingStream();
        var clock = Stopwatch.StartNew();
        using (var writer = new StreamWriter(counter, new UTF8Encoding(false), 1 << 16))
        {
            Formats.Single(f => f.Name == format).Write(circuit, writer);
        }

        double seconds = clock.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Timing.Text(seconds)} | {Size(counter.Bytes)} | {process.PeakWorkingSet64 / 1048576.0:N0} MiB"));
        GC.KeepAlive(circuit);
    }

    private static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:N1} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");

    // Twenty qubits; rotations by distinct angles and CX in turn.
    private static Circuit Sequence(int gates) => OneRegister(new CompositeOperation("sequence", 20, [.. Enumerable.Range(0, gates).Select(k =>
        k % 3 == 2 ? Placement.On(Gate.CX, k % 20, (k + 7) % 20)
        : Placement.On(k % 3 == 0 ? Gate.RY(1e-6 * (k + 1)) : Gate.RZ(1e-6 * (k + 1)), k % 20))]));

    // blocks of 100 gates, each different and each repeated.
    private static Circuit Tree(int blocks, long repetitions) =>
        OneRegister(new CompositeOperation("tree", 20, [.. Enumerable.Range(0, blocks).Select(b => new Placement(
            new Repetition(
                new CompositeOperation($"block {b}", 20, [.. Enumerable.Range(0, 100).Select(k => k % 3 == 2
                    ? Placement.On(Gate.CX, k % 20, (k + 7) % 20) : Placement.On(Gate.RY(1e-3 * (b + k + 1)), k % 20))]),
                repetitions),
            [.. Enumerable.Range(0, 20).Select(q => (q + b) % 20)]))]));

    private static Circuit OneRegister(Operation root)
    {
        var register = new QubitRegister("q", 0, root.QubitCount);
        return new Circuit("benchmark", root, [register], [register]);
    }

    private static void WriteAndRead(Circuit circuit, TextWriter writer)
    {
        string file = Path.GetTempFileName();
        try
        {
            using (var text = new StreamWriter(file))
            {
                CircuitJsonWriter.Write(circuit, text);
            }

            using var reader = new StreamReader(file);
            CircuitJsonWriter.Write(CircuitJsonReader.Read(reader, "benchmark.json"), writer);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Counts what is written to it.</summary>
    private sealed class CountingStream : Stream
    {
        public long Bytes { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Bytes;

        public override long Position
        {
            get => Bytes;
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Bytes += count;

        public override void Write(ReadOnlySpan<byte> buffer) => Bytes += buffer.Length;
    }
}
