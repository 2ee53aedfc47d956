using CarlemanCompiler.Circuits;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Cli.Output;

/// <summary>The formats of circuits by the names that <c>--format</c> takes.</summary>
internal static class CircuitFormat
{
    private static readonly Dictionary<string, Action<Circuit, TextWriter>> Writers = new(StringComparer.Ordinal)
    {
        ["qir"] = QirWriter.Write,
        ["qir-adaptive"] = QirAdaptiveWriter.Write,
        ["openqasm"] = OpenQasmWriter.Write,
        ["openqasm-flat"] = OpenQasmFlatWriter.Write,
        ["json"] = CircuitJsonWriter.Write,
        ["svg"] = (circuit, writer) => SvgDrawing.Write(circuit, writer),
        ["text"] = (circuit, writer) => TextDrawing.Write(circuit, writer),
    };

    /// <summary>The names, in the order of the help.</summary>
    public static IReadOnlyCollection<string> Names => Writers.Keys;

    /// <summary>Writes a circuit in the named format.</summary>
    public static void Write(string format, Circuit circuit, TextWriter writer) => Writers[format](circuit, writer);
}
