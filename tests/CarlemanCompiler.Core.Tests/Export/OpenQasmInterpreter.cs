using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>
/// Runs the unitary part of an OpenQASM 3 program of gate definitions, loops, and ctrl and inv modifiers on a vector, global phase included.
/// Qubits count in the order of their declaration, the first the most significant bit.
/// </summary>
internal sealed class OpenQasmInterpreter
{
    private readonly Dictionary<string, (string[] Parameters, List<Statement> Body)> gates = [];
    private readonly Dictionary<string, int> qubits = [];
    private readonly Complex[] state;

    private OpenQasmInterpreter(Complex[] state) => this.state = [.. state];

    public static Complex[] Run(string program, Complex[] state)
    {
        var interpreter = new OpenQasmInterpreter(state);
        var lines = new Queue<string>(program.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal)));
        Assert.Equal("OPENQASM 3.0;", lines.Dequeue());
        Assert.Equal("include \"stdgates.inc\";", lines.Dequeue());
        var main = interpreter.Block(lines);
        Assert.Equal(interpreter.qubits.Count, BitOperations.Log2((uint)state.Length));
        interpreter.Execute(main, interpreter.qubits, [], inverse: false);
        return interpreter.state;
    }

    private List<Statement> Block(Queue<string> lines)
    {
        var statements = new List<Statement>();
        while (lines.TryDequeue(out string? line) && line != "}")
        {
            if (Regex.Match(line, @"^gate (\w+) (.+) \{$") is { Success: true } gate)
            {
                gates.Add(gate.Groups[1].Value, (gate.Groups[2].Value.Split(", "), Block(lines)));
            }
            else if (Regex.Match(line, @"^qubit\[(\d+)\] (\w+);$") is { Success: true } register)
            {
                foreach (int i in Enumerable.Range(0, int.Parse(register.Groups[1].Value, CultureInfo.InvariantCulture)))
                {
                    qubits.Add($"{register.Groups[2].Value}[{i}]", qubits.Count);
                }
            }
            else if (Regex.Match(line, @"^for uint(?:\[64\])? i\d+ in \[1:(\d+)\] \{$") is { Success: true } loop)
            {
                statements.Add(new Statement([], "", 0, [], long.Parse(loop.Groups[1].Value, CultureInfo.InvariantCulture), Block(lines)));
            }
            else if (Regex.Match(line, @"^((?:(?:inv|ctrl(?:\(\d+\))?) @ )*)(\w+)(?:\(([^)]*)\))?(?: (.+))?;$") is { Success: true } call
                && !line.Contains(" = measure ", StringComparison.Ordinal))
            {
                double angle = call.Groups[3].Success ? double.Parse(call.Groups[3].Value, CultureInfo.InvariantCulture) : 0;
                string[] operands = call.Groups[4].Success ? call.Groups[4].Value.Split(", ") : [];
                string[] modifiers = call.Groups[1].Value.Split(" @ ", StringSplitOptions.RemoveEmptyEntries);
                statements.Add(new Statement(modifiers, call.Groups[2].Value, angle, operands, 1, []));
            }
            else
            {
                Assert.Matches(@"^bit\[\d+\] \w+;$|^\w+ = measure \w+;$", line);
            }
        }

        return statements;
    }

    private void Execute(IEnumerable<Statement> statements, Dictionary<string, int> names, int[] controls, bool inverse)
    {
        foreach (var statement in inverse ? statements.Reverse() : statements)
        {
            for (long i = 0; i < statement.Count; i++)
            {
                if (statement.Name.Length == 0)
                {
                    Execute(statement.Body, names, controls, inverse);
                }
                else
                {
                    Call(statement, [.. statement.Operands.Select(o => names[o])], controls, inverse);
                }
            }
        }
    }

    private void Call(Statement call, int[] operands, int[] controls, bool inverse)
    {
        int more = 0;
        foreach (string modifier in call.Modifiers)
        {
            inverse ^= modifier == "inv";
            more += modifier == "inv" ? 0 : modifier == "ctrl" ? 1 : int.Parse(modifier[5..^1], CultureInfo.InvariantCulture);
        }

        int[] all = [.. controls, .. operands];
        controls = all[..(controls.Length + more)];
        operands = all[controls.Length..];
        Assert.Equal(all.Length, all.Distinct().Count());
        if (gates.TryGetValue(call.Name, out var gate))
        {
            Assert.Equal(gate.Parameters.Length, operands.Length);
            Execute(gate.Body, gate.Parameters.Zip(operands).ToDictionary(p => p.First, p => p.Second), controls, inverse);
        }
        else if (call.Name == "swap")
        {
            foreach (var (control, target) in new[] { (0, 1), (1, 0), (0, 1) })
            {
                Apply([0, 1, 1, 0], [.. controls, operands[control]], operands[target]);
            }
        }
        else if (call.Name == "gphase")
        {
            Apply(Diagonal(Phase(inverse ? -call.Angle : call.Angle), Phase(inverse ? -call.Angle : call.Angle)), controls, null);
        }
        else
        {
            // Angles count modulo 2π, which would change the sign of a rotation outside of this range.
            Assert.True(call.Name[0] != 'r' || call.Angle is >= 0 and < 2 * Math.PI, $"{call.Name}({call.Angle})");
            int inner = call.Name switch { "cx" => 1, "ccx" => 2, _ => 0 };
            Assert.Equal(inner + 1, operands.Length);
            Apply(Matrix(call.Name, inverse ? -call.Angle : call.Angle, inverse), [.. controls, .. operands[..inner]], operands[inner]);
        }
    }

    private static Complex[] Matrix(string name, double angle, bool inverse)
    {
        double c = Math.Cos(angle / 2), s = Math.Sin(angle / 2), h = Math.Sqrt(0.5), sign = inverse ? -1 : 1;
        var i = Complex.ImaginaryOne;
        return name switch
        {
            "x" or "cx" or "ccx" => [0, 1, 1, 0],
            "y" => [0, -i, i, 0],
            "z" => Diagonal(1, -1),
            "h" => [h, h, h, -h],
            "s" => Diagonal(1, sign * i),
            "sdg" => Diagonal(1, -sign * i),
            "t" => Diagonal(1, Phase(sign * Math.PI / 4)),
            "tdg" => Diagonal(1, Phase(-sign * Math.PI / 4)),
            "rx" => [c, -i * s, -i * s, c],
            "ry" => [c, -s, s, c],
            "rz" => Diagonal(Phase(-angle / 2), Phase(angle / 2)),
            "p" => Diagonal(1, Phase(angle)),
            _ => throw new ArgumentException($"There is no gate {name}.", nameof(name)),
        };
    }

    private static Complex[] Diagonal(Complex zero, Complex one) => [zero, 0, 0, one];

    private static Complex Phase(double angle) => Complex.FromPolarCoordinates(1, angle);

    // Without a target the first entry multiplies.
    private void Apply(Complex[] matrix, int[] controls, int? target)
    {
        int Bit(int qubit) => 1 << (qubits.Count - 1 - qubit);
        int mask = controls.Sum(Bit);
        for (int index = 0; index < state.Length; index++)
        {
            if ((index & mask) != mask || (target is { } t && (index & Bit(t)) != 0))
            {
                continue;
            }

            if (target is { } on)
            {
                var (x, y) = (state[index], state[index | Bit(on)]);
                state[index] = matrix[0] * x + matrix[1] * y;
                state[index | Bit(on)] = matrix[2] * x + matrix[3] * y;
            }
            else
            {
                state[index] *= matrix[0];
            }
        }
    }

    private sealed record Statement(string[] Modifiers, string Name, double Angle, string[] Operands, long Count, List<Statement> Body);
}
