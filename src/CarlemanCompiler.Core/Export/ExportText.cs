using System.Globalization;
using System.Text;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>Numbers, names and comments as both program formats write them: ASCII, invariant culture.</summary>
internal static class ExportText
{
    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>17 significant digits with a decimal point or an exponent, so that it reads as a floating-point literal.</summary>
    public static string Digits(double value)
    {
        string text = value.ToString("G17", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>LLVM's exact form of a double; it accepts a decimal only with a point and when it is exact.</summary>
    public static string DoubleBits(double value) => "0x" + BitConverter.DoubleToInt64Bits(value).ToString(
        "X16", CultureInfo.InvariantCulture);

    /// <summary>
    /// Letters, digits and underscores, not beginning with a digit; "†" becomes "_adj", every other
    /// character an underscore.
    /// </summary>
    public static string Identifier(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (char c in name.Replace("†", "_adj"))
        {
            text.Append(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' ? c : '_');
        }

        if (text.Length == 0 || text[0] is >= '0' and <= '9')
        {
            text.Insert(0, '_');
        }

        return text.ToString();
    }

    /// <summary>A name for a comment: one line of printable ASCII.</summary>
    public static string Comment(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            text.Append(c is >= ' ' and <= '~' ? c : '?');
        }

        return text.ToString();
    }

    /// <summary>The registers and the logical cost, one line each.</summary>
    public static IEnumerable<string> Description(Circuit circuit)
    {
        foreach (var register in circuit.Registers)
        {
            string name = Comment(register.Name);
            string first = Integer(register.Start);
            string last = Integer(register.Start + register.Width - 1);
            yield return register.Width switch
            {
                0 => $"register {name}: no qubits",
                1 => $"register {name}: qubit {first}",
                _ => $"register {name}: qubits {first}..{last}, most significant bit first",
            };
        }

        var cost = circuit.Root.Cost;
        yield return $"{Integer(circuit.QubitCount)} qubits, {Integer(cost.Gates)} gates "
            + $"({Integer(cost.CX)} CX, {Integer(cost.Rotations)} rotations, {Integer(cost.T)} T, "
            + $"{Integer(cost.Clifford)} other Clifford), depth {Integer(cost.Depth)}";
    }
}
