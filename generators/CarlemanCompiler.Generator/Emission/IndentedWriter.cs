using System.Text;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>Text with a current indentation. Lines end in \n on every machine, so that equal models give equal bytes.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes one or more lines, each at the current indentation.</summary>
    public void Write(string lines)
    {
        foreach (string line in lines.Replace("\r", "").Split('\n'))
        {
            text.Append(line.Length == 0 ? "" : new string(' ', 4 * depth)).Append(line).Append('\n');
        }
    }

    /// <summary>An empty line.</summary>
    public void Skip() => text.Append('\n');

    /// <summary>Indents until disposed.</summary>
    public Scope Indent() => new(this, closing: null);

    /// <summary>Writes the heads and a brace, indents, and closes the braces when disposed.</summary>
    public Scope Block(string head, string closing = "}")
    {
        Write(head);
        Write("{");
        return new Scope(this, closing);
    }

    public override string ToString() => text.ToString();

    public readonly struct Scope : IDisposable
    {
        private readonly IndentedWriter writer;
        private readonly string? closing;

        internal Scope(IndentedWriter writer, string? closing)
        {
            this.writer = writer;
            this.closing = closing;
            writer.depth++;
        }

        public void Dispose()
        {
            writer.depth--;
            if (closing is not null)
            {
                writer.Write(closing);
            }
        }
    }
}
