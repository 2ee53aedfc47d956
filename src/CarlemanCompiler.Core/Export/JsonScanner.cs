using System.Globalization;
using System.Text;
using CarlemanCompiler.Data;

namespace CarlemanCompiler.Export;

/// <summary>Reads JSON piece by piece as its consumer asks for it (RFC 8259); what is not there is an error that names its line.</summary>
internal sealed class JsonScanner
{
    private readonly TextReader reader;
    private readonly string fileName;
    private readonly StringBuilder text = new();
    private int line = 1;

    public JsonScanner(TextReader reader, string fileName)
    {
        this.reader = reader;
        this.fileName = fileName;
    }

    /// <summary>The members of an object in the order of the text; the consumer reads each value before it asks for the next.</summary>
    public IEnumerable<string> Members()
    {
        Expect('{');
        if (TryTake('}'))
        {
            yield break;
        }

        do
        {
            string name = Text();
            Expect(':');
            yield return name;
        }
        while (TryTake(','));
        Expect('}');
    }

    /// <summary>The positions of an array; the consumer reads each item before it asks for the next.</summary>
    public IEnumerable<int> Items()
    {
        Expect('[');
        if (TryTake(']'))
        {
            yield break;
        }

        int index = 0;
        do
        {
            yield return index++;
        }
        while (TryTake(','));
        Expect(']');
    }

    /// <summary>A string.</summary>
    public string Text()
    {
        Expect('"');
        text.Clear();
        while (true)
        {
            int c = reader.Read();
            switch (c)
            {
                case '"':
                    return text.ToString();
                case '\\':
                    text.Append(Escape());
                    break;
                case < ' ':
                    throw Error(c < 0 ? "the text ends inside a string" : "a string holds a control character");
                default:
                    text.Append((char)c);
                    break;
            }
        }
    }

    /// <summary>An integer in a range.</summary>
    public long Integer(string what, long least, long most)
    {
        string number = NumberText();
        return long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most
            ? value
            : throw Error(FormattableString.Invariant($"{what} is an integer in {least}..{most}, not '{number}'"));
    }

    /// <summary>A finite number.</summary>
    public double Number(string what)
    {
        string number = NumberText();
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && !double.IsNaN(value) && !double.IsInfinity(value)
            ? value
            : throw Error($"{what} is a finite number, not '{number}'");
    }

    /// <summary>A list of integers in a range.</summary>
    public List<int> Integers(string what, int least, int most)
    {
        var values = new List<int>();
        foreach (int _ in Items())
        {
            values.Add((int)Integer(what, least, most));
        }

        return values;
    }

    /// <summary>Nothing but blanks may follow.</summary>
    public void RequireEnd()
    {
        if (Peek() >= 0)
        {
            throw Error($"nothing was expected behind the document, not '{(char)Peek()}'");
        }
    }

    /// <summary>An error at the present line.</summary>
    public DataFormatException Error(string reason) => new(fileName, line, null, reason);

    private string NumberText()
    {
        Peek();
        text.Clear();
        while (reader.Peek() is var c and (>= '0' and <= '9' or '-' or '+' or '.' or 'e' or 'E'))
        {
            text.Append((char)c);
            reader.Read();
        }

        return text.ToString();
    }

    private char Escape()
    {
        int c = reader.Read();
        if (c != 'u')
        {
            return c switch
            {
                '"' or '\\' or '/' => (char)c,
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => throw Error("a string holds an unknown escape"),
            };
        }

        int code = 0;
        for (int i = 0; i < 4; i++)
        {
            int digit = reader.Read() switch
            {
                var d and >= '0' and <= '9' => d - '0',
                var d and >= 'a' and <= 'f' => d - 'a' + 10,
                var d and >= 'A' and <= 'F' => d - 'A' + 10,
                _ => throw Error("\\u is followed by four hexadecimal digits"),
            };
            code = 16 * code + digit;
        }

        return (char)code;
    }

    private bool TryTake(char wanted)
    {
        if (Peek() != wanted)
        {
            return false;
        }

        reader.Read();
        return true;
    }

    private void Expect(char wanted)
    {
        if (!TryTake(wanted))
        {
            throw Error(Peek() < 0 ? $"the text ends where '{wanted}' was expected" : $"'{wanted}' was expected, not '{(char)Peek()}'");
        }
    }

    // The next character behind blanks.
    private int Peek()
    {
        while (reader.Peek() is var c and (' ' or '\t' or '\r' or '\n'))
        {
            line += c == '\n' ? 1 : 0;
            reader.Read();
        }

        return reader.Peek();
    }
}
