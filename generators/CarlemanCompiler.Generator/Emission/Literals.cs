using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>Numbers and strings as C# source, the same in every culture and on every runtime.</summary>
internal static class Literals
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The shortest digits that read back as the same double, marked as a double. (.NET Framework's "R" may lose the last digit.)
    /// </summary>
    public static string Of(double value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(digits, CultureInfo.InvariantCulture) != value)
        {
            digits = value.ToString("G17", CultureInfo.InvariantCulture);
        }

        return digits.IndexOfAny(['.', 'E']) < 0 ? digits + ".0" : digits;
    }

    public static string Of(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>Text inside an XML doc comment.</summary>
    public static string Xml(string value) => new StringBuilder(value)
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\r", " ").Replace("\n", " ").ToString();

    /// <summary>[a, b, c] on one line, or in aligned columns on several.</summary>
    public static string Table(IReadOnlyList<string> entries, int perLine = 16)
    {
        string line = "[" + string.Join(", ", entries) + "]";
        if (line.Length <= 100 || entries.Count == 0)
        {
            return line;
        }

        int width = entries.Max(e => e.Length);
        int columns = Math.Max(1, Math.Min(Math.Max(1, perLine), 110 / (width + 2)));
        var text = new StringBuilder("[");
        for (int i = 0; i < entries.Count; i++)
        {
            text.Append(i % columns == 0 ? "\n    " : " ").Append((entries[i] + ",").PadLeft(width + 1));
        }

        return text.Append("\n]").ToString();
    }
}
