using System.Globalization;
using System.Text.RegularExpressions;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>
/// The rules of the QIR 2.0 Adaptive Profile with its optional capabilities, as the specification states them, over the text of a module:
/// flags, entry point, instructions, functions, output. A violation begins with the rule's name.
/// </summary>
internal static class AdaptiveProfileChecker
{
    private static readonly string[] Instructions =
    [
        @"(?:%\w+ = )?call (?:void|i1) @\w+\(.*\)", @"br label %\w+", @"br i1 %\w+, label %\w+, label %\w+", "ret void", "ret i64 0",
        @"%\w+ = phi i64 \[ \S+, %\w+ \], \[ \S+, %\w+ \]", @"%\w+ = add i64 \S+, \d+", @"%\w+ = icmp slt i64 \S+, \d+", @"\w+:",
    ];

    /// <summary>What breaks the profile; empty for a conforming module.</summary>
    public static List<string> Check(string text)
    {
        var violations = new List<string>();
        string[] lines = [.. text.Split('\n').Where(l => !l.StartsWith(';')).Select(l => l.Trim()).Where(l => l.Length > 0)];
        var functions = Functions(lines);
        var entries = functions.Where(f => f.Head.EndsWith("#0 {", StringComparison.Ordinal)).ToList();
        Require(entries.Count == 1 && Regex.IsMatch(entries[0].Head, @"^define i64 @\w+\(\) #0 \{$"), "entry: one function i64 () is the entry point");
        string attributes = lines.Single(l => l.StartsWith("attributes #0", StringComparison.Ordinal));
        foreach (string wanted in new[] { "\"entry_point\"", "\"qir_profiles\"=\"adaptive_profile\"", "\"output_labeling_schema\"=\"labeled\"" })
        {
            Require(attributes.Contains(wanted, StringComparison.Ordinal), $"entry: {wanted} is missing");
        }

        long qubits = Number("required_num_qubits"), results = Number("required_num_results");
        CheckFlags();
        foreach (var (head, body) in functions)
        {
            CheckFunction(head, body, head.EndsWith("#0 {", StringComparison.Ordinal));
        }

        CheckRecursion();
        CheckDeclarations();
        return violations;

        void Require(bool holds, string violation)
        {
            if (!holds)
            {
                violations.Add(violation);
            }
        }

        long Number(string name) => long.Parse(
            Regex.Match(attributes, $"\"{name}\"=\"(\\d+)\"") is { Success: true } m ? m.Groups[1].Value : "-1", CultureInfo.InvariantCulture);

        void CheckFlags()
        {
            string list = lines.Single(l => l.StartsWith("!llvm.module.flags", StringComparison.Ordinal));
            var flags = Regex.Matches(list, @"!\d+").Select(m => lines.Single(l => l.StartsWith(m.Value + " =", StringComparison.Ordinal))).ToList();
            bool loops = functions.Any(f => f.Body.Any(l => l.Contains(" = phi ", StringComparison.Ordinal)));
            string[] wanted = [
                "!{i32 1, !\"qir_major_version\", i32 2}", "!{i32 7, !\"qir_minor_version\", i32 0}",
                "!{i32 1, !\"dynamic_qubit_management\", i1 false}", "!{i32 1, !\"dynamic_result_management\", i1 false}",
                $"!{{i32 1, !\"ir_functions\", i1 {(functions.Count > 1 ? "true" : "false")}}}",
                $"!{{i32 1, !\"backwards_branching\", i2 {(loops ? 1 : 0)}}}"];
            Require(wanted.All(w => flags.Any(f => f.EndsWith(w, StringComparison.Ordinal))), "flags: one is missing or wrong");
            var integers = flags.Find(f => f.Contains("int_computations", StringComparison.Ordinal));
            Require(
                integers is null != loops && (integers is null || lines.Contains(integers[^3..^1] + " = !{!\"i64\"}")),
                "flags: int_computations says i64 when there are loops");
        }

        void CheckFunction(string head, List<string> body, bool entry)
        {
            Require(entry || Regex.IsMatch(head, @"^define void @\w+\((?:ptr %\w+(?:, ptr %\w+)*)?\) \{$"), $"functions: {head}");
            foreach (string line in body)
            {
                Require(Instructions.Any(i => Regex.IsMatch(line, $"^{i}$")), $"instructions: {line}");
                foreach (Match id in Regex.Matches(line, @"ptr (writeonly |readonly )?inttoptr \(i64 (\d+) to ptr\)"))
                {
                    bool isResult = id.Groups[1].Success || line.Contains("result_record", StringComparison.Ordinal);
                    Require(long.Parse(id.Groups[2].Value, CultureInfo.InvariantCulture) < (isResult ? results : qubits), $"ids: {line}");
                }
            }

            // The last instruction returns, no other does; blocks end in one terminator each.
            Require(body[^1].StartsWith("ret ", StringComparison.Ordinal) && body.Count(l => l.StartsWith("ret ", StringComparison.Ordinal)) == 1, "return: " + head);
            for (int i = 0; i < body.Count; i++)
            {
                bool terminates = Regex.IsMatch(body[i], "^(br|ret) ");
                Require(terminates == (i == body.Count - 1 || body[i + 1].EndsWith(':')), "blocks: " + body[i]);
            }

            bool Records(string line) => line.Contains("_record_output(", StringComparison.Ordinal);
            bool Starts(string line) => line.Contains("__rt__initialize(", StringComparison.Ordinal);
            Require(entry ? Starts(body[1]) && body.Count(Starts) == 1 : !body.Exists(Starts), "initialize: " + head);
            int first = body.FindIndex(Records);
            Require(entry ? first >= 0 && body[first..^1].TrueForAll(Records) : first < 0, "output: " + head);
            Require(!entry || body.Count(Records) == results + 1, "output: every result once, the tuple first");
        }

        void CheckRecursion()
        {
            var calls = functions.ToDictionary(
                f => Regex.Match(f.Head, @"@(\w+)").Groups[1].Value,
                f => f.Body.Select(l => Regex.Match(l, @"call void @(\w+)").Groups[1].Value).ToHashSet());
            var done = new HashSet<string>();
            while (calls.Keys.FirstOrDefault(f => !done.Contains(f) && calls[f].All(c => !calls.ContainsKey(c) || done.Contains(c))) is { } leaf)
            {
                done.Add(leaf);
            }

            Require(done.Count == calls.Count, "recursion: functions call one another in a circle");
        }

        void CheckDeclarations()
        {
            foreach (string line in lines.Where(l => l.StartsWith("declare ", StringComparison.Ordinal)))
            {
                Require(
                    line == "declare i1 @__quantum__rt__read_result(ptr readonly)" || line.StartsWith("declare void @", StringComparison.Ordinal),
                    $"declarations: {line}");
                Require(
                    line.Contains("__mz__", StringComparison.Ordinal) == line.EndsWith("(ptr, ptr writeonly) #1", StringComparison.Ordinal),
                    $"irreversible: {line}");
            }
        }
    }

    private static List<(string Head, List<string> Body)> Functions(string[] lines)
    {
        var functions = new List<(string Head, List<string> Body)>();
        bool inside = false;
        foreach (string line in lines)
        {
            if (line.StartsWith("define ", StringComparison.Ordinal))
            {
                functions.Add((line, []));
                inside = true;
            }
            else if (line == "}")
            {
                inside = false;
            }
            else if (inside)
            {
                functions[^1].Body.Add(line);
            }
        }

        return functions;
    }
}
