using System.Globalization;
using System.Text.RegularExpressions;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>
/// Runs the text of an Adaptive Profile module line by line and lists the instructions that it executes, qubits and results as numbers:
/// "rz__body(0.5, 3)". Measurements have the outcomes that are given, in the order of execution; after those, 0.
/// </summary>
internal sealed class QirInterpreter
{
    private readonly Dictionary<string, Function> functions = [];
    private readonly Dictionary<string, bool> results = [];
    private readonly List<string> trace = [];
    private readonly Queue<bool> outcomes;

    private QirInterpreter(IEnumerable<bool> outcomes) => this.outcomes = new Queue<bool>(outcomes);

    public static List<string> Run(string module, params IEnumerable<bool> outcomes)
    {
        var interpreter = new QirInterpreter(outcomes);
        interpreter.Read(module);
        interpreter.Call(interpreter.functions.Values.Single(f => f.IsEntry), []);
        return interpreter.trace;
    }

    private void Read(string module)
    {
        Function? function = null;
        foreach (string line in module.Split('\n').Select(l => l.Trim()))
        {
            if (Regex.Match(line, @"^define (?:void|i64) @(\w+)\((.*)\) (#0 )?\{$") is { Success: true } head)
            {
                string[] parameters = [.. Regex.Matches(head.Groups[2].Value, @"%\w+").Select(m => m.Value)];
                functions.Add(head.Groups[1].Value, function = new Function(parameters, head.Groups[3].Success, []));
            }
            else if (line == "}")
            {
                function = null;
            }
            else if (function is not null && line.Length > 0)
            {
                function.Lines.Add(line);
            }
        }
    }

    private void Call(Function function, string[] arguments)
    {
        var values = function.Parameters.Zip(arguments).ToDictionary(p => p.First, p => p.Second);
        var labels = function.Lines.Select((line, i) => (line, i)).Where(l => l.line.EndsWith(':')).ToDictionary(l => l.line[..^1], l => l.i);
        string before = "", block = "";
        for (int at = 0; ; at++)
        {
            string line = function.Lines[at];
            if (line.StartsWith("ret ", StringComparison.Ordinal))
            {
                return;
            }

            if (line.EndsWith(':'))
            {
                (before, block) = (block, line[..^1]);
            }
            else if (Regex.Match(line, @"^(?:(%\w+) = )?call \w+ @(\w+)\((.*)\)$") is { Success: true } call)
            {
                string[] operands = [.. Regex.Split(call.Groups[3].Value, @", (?![^(]*\))").Where(a => a.Length > 0).Select(a => Operand(a, values))];
                string answer = Invoke(call.Groups[2].Value, operands);
                values[call.Groups[1].Value] = answer;
            }
            else if (Regex.Match(line, @"^(%\w+) = phi i64 \[ (\S+), %(\w+) \], \[ (\S+), %(\w+) \]$") is { Success: true } phi)
            {
                values[phi.Groups[1].Value] = Value(phi.Groups[phi.Groups[3].Value == before ? 2 : 4].Value, values);
                Assert.Contains(before, new[] { phi.Groups[3].Value, phi.Groups[5].Value });
            }
            else if (Regex.Match(line, @"^(%\w+) = (add i64|icmp slt i64) (\S+), (\S+)$") is { Success: true } binary)
            {
                long x = Integer(binary.Groups[3].Value, values), y = Integer(binary.Groups[4].Value, values);
                values[binary.Groups[1].Value] = binary.Groups[2].Value[0] == 'a' ? $"{x + y}" : x < y ? "1" : "0";
            }
            else if (Regex.Match(line, @"^br (?:i1 (%\w+), label %(\w+), )?label %(\w+)$") is { Success: true } branch)
            {
                bool first = branch.Groups[1].Success && values[branch.Groups[1].Value] == "1";
                at = labels[branch.Groups[first ? 2 : 3].Value] - 1;
            }
            else
            {
                Assert.Fail("not understood: " + line);
            }
        }
    }

    private string Invoke(string name, string[] operands)
    {
        if (functions.TryGetValue(name, out var function))
        {
            Call(function, operands);
            return "";
        }

        if (name == "__quantum__rt__read_result")
        {
            return results.GetValueOrDefault(operands[0]) ? "1" : "0";
        }

        if (name == "__quantum__qis__mz__body")
        {
            results[operands[1]] = outcomes.TryDequeue(out bool outcome) && outcome;
        }

        if (name.StartsWith("__quantum__qis__", StringComparison.Ordinal))
        {
            trace.Add($"{name["__quantum__qis__".Length..]}({string.Join(", ", operands)})");
        }

        return "";
    }

    private static string Operand(string text, Dictionary<string, string> values)
    {
        var match = Regex.Match(text, @"^\w+ (?:writeonly |readonly )?(?:inttoptr \(i64 (\d+) to ptr\)|(0x[0-9A-F]{16})|(\S+))$");
        return match.Groups[1].Success ? match.Groups[1].Value
            : match.Groups[2].Success ? BitConverter.Int64BitsToDouble(Convert.ToInt64(match.Groups[2].Value, 16)).ToString("R", CultureInfo.InvariantCulture)
            : Value(match.Groups[3].Value, values);
    }

    private static string Value(string text, Dictionary<string, string> values) => text[0] == '%' ? values[text] : text;

    private static long Integer(string text, Dictionary<string, string> values) => long.Parse(Value(text, values), CultureInfo.InvariantCulture);

    private sealed record Function(string[] Parameters, bool IsEntry, List<string> Lines);
}
