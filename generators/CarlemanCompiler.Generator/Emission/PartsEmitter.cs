namespace CarlemanCompiler.Generator.Emission;

/// <summary>The nested class that holds the parts of methods that are too long to be one.</summary>
internal sealed class PartsEmitter
{
    private readonly List<Action<IndentedWriter>> methods = [];

    /// <summary>Adds a method; returns how it is called.</summary>
    /// <param name="name">Unique.</param>
    /// <param name="parameters">Its parameter list.</param>
    /// <param name="body">Writes its statements.</param>
    public string Add(string name, string parameters, Action<IndentedWriter> body)
    {
        methods.Add(writer =>
        {
            // Straight-line code gains nothing from a first life as unoptimised code.
            writer.Write("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
            using (writer.Block($"public static void {name}({parameters})"))
            {
                body(writer);
            }
        });
        return $"{GeneratedNames.Parts}.{name}";
    }

    /// <summary>Writes the class where there are parts.</summary>
    public void Emit(IndentedWriter writer)
    {
        if (methods.Count == 0)
        {
            return;
        }

        writer.Skip();
        writer.Write("/// <summary>Parts of methods that are too long for the compilers as one. Values that a later part reads stand in a shared span.</summary>");
        using (writer.Block($"private static class {GeneratedNames.Parts}"))
        {
            for (int i = 0; i < methods.Count; i++)
            {
                if (i > 0)
                {
                    writer.Skip();
                }

                methods[i](writer);
            }
        }
    }
}
