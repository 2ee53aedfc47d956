namespace CarlemanCompiler.Export;

/// <summary>Names for registers and gates that OpenQASM 3 accepts: letters, digits and underscores, no keyword, no gate, each once.</summary>
internal sealed class OpenQasmNames
{
    /// <summary>Keywords, types, constants and functions of OpenQASM 3.1, and the gates of stdgates.inc.</summary>
    private static readonly string[] Reserved =
    [
        "OPENQASM", "include", "defcalgrammar", "def", "cal", "defcal", "gate", "extern", "box", "let", "break", "continue", "if", "else",
        "end", "return", "for", "while", "in", "switch", "case", "default", "nop", "pragma", "input", "output", "const",
        "readonly", "mutable", "qreg", "qubit", "creg", "bool", "bit", "int", "uint", "float", "angle", "complex", "array", "void", "duration",
        "stretch", "gphase", "inv", "pow", "ctrl", "negctrl", "durationof", "delay", "reset", "measure", "barrier", "true", "false", "im",
        "pi", "tau", "euler", "arccos", "arcsin", "arctan", "ceiling", "cos", "exp", "floor", "log", "mod", "popcount", "rotl", "rotr",
        "sin", "sqrt", "tan", "real", "imag", "sizeof", "U", "CX", "p", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "sx", "rx", "ry", "rz",
        "cx", "cy", "cz", "cp", "crx", "cry", "crz", "ch", "swap", "ccx", "cswap", "cu", "phase", "cphase", "id", "u1", "u2", "u3",
    ];

    private readonly HashSet<string> taken = new(Reserved, StringComparer.Ordinal);

    /// <summary>A free identifier as close to the name as possible.</summary>
    public string Take(string name)
    {
        string identifier = ExportText.Identifier(name);
        string candidate = identifier;
        for (int number = 1; !taken.Add(candidate); number++)
        {
            candidate = identifier + "_" + ExportText.Integer(number);
        }

        return candidate;
    }

    /// <summary>A free identifier for a gate that is no parameter "q3" of a gate and no variable "i0" of a loop.</summary>
    public string TakeGate(string name)
    {
        string identifier = ExportText.Identifier(name);
        bool local = identifier.Length > 1 && identifier[0] is 'q' or 'i' && identifier.Skip(1).All(c => c is >= '0' and <= '9');
        return Take(local ? "gate_" + identifier : identifier);
    }
}
