using System.Globalization;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>The QIR text by our own reading of the Base Profile, and by LLVM's.</summary>
public sealed class QirWriterTests
{
    [Fact]
    public void LlvmAcceptsEveryModule()
    {
        Assert.SkipUnless(Llvm.Missing is null, Llvm.Missing ?? "");
        foreach (var circuit in ExampleCircuits.All)
        {
            Assert.Equal("", Llvm.Verify(Write(circuit)));
        }

        Assert.NotEqual("", Llvm.Verify(Write(ExampleCircuits.EveryGate).Replace("ret i64 0", "ret i32 0", StringComparison.Ordinal)));
    }

    private static string Write(Circuit circuit)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        QirWriter.Write(circuit, writer);
        return writer.ToString();
    }
}
