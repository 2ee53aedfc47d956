using System.Globalization;
using System.Text.RegularExpressions;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>
/// The rules of the QIR 2.0 Base Profile, one by one, as the specification states them, and the gate set that runners agree on. A violation
/// begins with the rule's name.
/// </summary>
internal sealed class BaseProfileChecker
{
    private static readonly string[] Gates =
    [
        "h__body", "x__body", "y__body", "z__body", "s__body", "s__adj", "t__body", "t__adj", "rx__body", "ry__body", "rz__body",
        "cnot__body", "cz__body", "swap__body", "ccx__body", "mz__body",
    ];

    private readonly QirModule module;
    private readonly List<string> violations = [];
    private long requiredQubits;
    private long requiredResults;

    private BaseProfileChecker(QirModule module) => this.module = module;

    /// <summary>What breaks the profile; empty for a conforming module.</summary>
    public static IReadOnlyList<string> Check(string text)
    {
        var checker = new BaseProfileChecker(QirModule.Parse(text));
        checker.CheckModule();
        return checker.violations;
    }

    private void Require(bool holds, string violation)
    {
        if (!holds)
        {
            violations.Add(violation);
        }
    }

    private void CheckModule()
    {
        Require(module.Unknown.Count == 0, "syntax: " + string.Join(" | ", module.Unknown));
        CheckFlags();
        CheckDeclarations();
        if (module.Functions.Count != 1)
        {
            violations.Add($"entry: one function is defined, here {module.Functions.Count}");
            return;
        }

        var (signature, attributes, blocks) = module.Functions[0];
        Require(Regex.IsMatch(signature, @"^i64 @\w+\(\)$"), "signature: the entry point is i64 ()");
        CheckEntryAttributes(module.AttributeGroups.GetValueOrDefault(attributes, ""));
        if (InOrder(blocks) is { } ordered)
        {
            CheckCalls(ordered);
            CheckEntryBlock(ordered[0]);
            CheckBody(ordered[1]);
            CheckMeasurements(ordered[2]);
            CheckUseAfterMeasurement([.. ordered[1].Calls, .. ordered[2].Calls]);
            CheckOutput(ordered[3], ordered[2]);
        }
    }

    private void CheckFlags()
    {
        var flags = module.Metadata.GetValueOrDefault("!llvm.module.flags", "").Split(", ")
            .Select(reference => module.Metadata.GetValueOrDefault(reference, "")).ToList();
        Require(flags.Contains("i32 1, !\"qir_major_version\", i32 2"), "flags: qir_major_version is 2 with behaviour Error");
        Require(flags.Contains("i32 7, !\"qir_minor_version\", i32 0"), "flags: qir_minor_version is 0 with behaviour Max");
        Require(
            flags.Contains("i32 1, !\"dynamic_qubit_management\", i1 false"),
            "flags: dynamic_qubit_management is false with behaviour Error");
        Require(
            flags.Contains("i32 1, !\"dynamic_result_management\", i1 false"),
            "flags: dynamic_result_management is false with behaviour Error");
    }

    private void CheckDeclarations()
    {
        foreach (var (name, declaration) in module.Declarations)
        {
            Require(declaration.ReturnType == "void", $"void: {name} returns {declaration.ReturnType}");
            string attributes = module.AttributeGroups.GetValueOrDefault(declaration.Attributes, "");
            Require(
                !attributes.Contains("\"entry_point\"", StringComparison.Ordinal),
                $"entry: the declaration {name} is marked as entry point");
            Require(
                !attributes.Contains("\"output_labeling_schema\"", StringComparison.Ordinal),
                $"entry: the declaration {name} names a labelling schema");
            bool writes = declaration.Parameters.Any(p => p == "ptr writeonly");
            if (name.StartsWith("__quantum__qis__mz", StringComparison.Ordinal))
            {
                Require(IsIrreversible(name), $"irreversible: {name} is not marked");
                Require(
                    declaration.Parameters.Length == 2 && declaration.Parameters[1] == "ptr writeonly",
                    $"writeonly: the result of {name} is not marked");
            }
            else
            {
                Require(!writes && !IsIrreversible(name), $"irreversible: {name} is marked as a measurement");
            }

            bool known = name.StartsWith("__quantum__qis__", StringComparison.Ordinal)
                ? Gates.Contains(name["__quantum__qis__".Length..])
                : name is "__quantum__rt__initialize" or "__quantum__rt__tuple_record_output" or "__quantum__rt__array_record_output"
                    or "__quantum__rt__result_record_output";
            Require(known, $"functions: {name} is neither a runtime function of the profile nor a common gate");
        }
    }

    private void CheckEntryAttributes(string text)
    {
        Require(text.Contains("\"entry_point\"", StringComparison.Ordinal), "entry: the attribute entry_point is missing");
        Require(text.Contains("\"qir_profiles\"=\"base_profile\"", StringComparison.Ordinal), "entry: qir_profiles is base_profile");
        Require(Regex.IsMatch(text, "\"output_labeling_schema\"=\"[^\"]+\""), "entry: output_labeling_schema is missing");
        requiredQubits = Count("required_num_qubits");
        requiredResults = Count("required_num_results");

        long Count(string name)
        {
            var match = Regex.Match(text, $"\"{name}\"=\"(\\d+)\"");
            Require(match.Success, $"entry: {name} is missing");
            return match.Success ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        }
    }

    /// <summary>The four blocks in the order of execution, or null.</summary>
    private List<QirBlock>? InOrder(List<QirBlock> blocks)
    {
        if (blocks.Count != 4)
        {
            violations.Add($"blocks: four are needed, {blocks.Count} are there");
            return null;
        }

        var ordered = new List<QirBlock> { blocks[0] };
        while (ordered.Count < 4)
        {
            var branch = Regex.Match(ordered[^1].Terminator, @"^br label %(\w+)$");
            var next = blocks.SingleOrDefault(b => b.Label == branch.Groups[1].Value);
            if (next is null || ordered.Contains(next))
            {
                violations.Add(
                    $"blocks: {ordered[^1].Label} ends with '{ordered[^1].Terminator}', not with an unconditional branch to a new block");
                return null;
            }

            ordered.Add(next);
        }

        Require(ordered[3].Terminator == "ret i64 0", $"return: the last block ends with '{ordered[3].Terminator}'");
        return ordered;
    }

    private void CheckCalls(List<QirBlock> blocks)
    {
        foreach (var block in blocks)
        {
            Require(block.OtherInstructions.Count == 0, "instructions: " + string.Join(" | ", block.OtherInstructions));
            foreach (var call in block.Calls)
            {
                if (!module.Declarations.TryGetValue(call.Callee, out var declaration))
                {
                    violations.Add($"declared: {call.Callee} is not");
                    continue;
                }

                Require(
                    declaration.Parameters.Select(p => p.Split(' ')[0]).SequenceEqual(call.Arguments.Select(a => a.Type)),
                    $"types: {call.Callee} is called with other arguments than it is declared with");
                foreach (var argument in call.Arguments)
                {
                    Require(IsConstant(argument), $"constants: {call.Callee} has the argument '{argument.Value}'");
                }
            }
        }
    }

    private static bool IsConstant(QirArgument argument) => argument.Type switch
    {
        "double" => Regex.IsMatch(argument.Value, "^0x[0-9A-F]{16}$"),
        "i64" => Regex.IsMatch(argument.Value, @"^\d+$"),
        "ptr" => argument.Id >= 0 || Regex.IsMatch(argument.Value, @"^@\w+$"),
        _ => false,
    };

    private void CheckEntryBlock(QirBlock block) => Require(
        block.Calls is [{ Callee: "__quantum__rt__initialize", Arguments: [{ Type: "ptr", Value: "null" }] }],
        "initialize: the entry block calls __quantum__rt__initialize(ptr null) and nothing else");

    private void CheckBody(QirBlock block)
    {
        foreach (var call in block.Calls)
        {
            Require(IsInstruction(call) && !IsIrreversible(call.Callee), $"body: {call.Callee} is not a reversible instruction");
            CheckIds(Pointers(call), requiredQubits, "qubits");
            var ids = Pointers(call).Select(a => a.Id).ToList();
            Require(ids.Distinct().Count() == ids.Count, $"qubits: {call.Callee} has one qubit twice");
        }
    }

    private void CheckMeasurements(QirBlock block)
    {
        foreach (var call in block.Calls)
        {
            Require(IsInstruction(call) && IsIrreversible(call.Callee), $"measurements: {call.Callee} is not an irreversible instruction");
            CheckIds(call.Arguments.Take(1), requiredQubits, "qubits");
            CheckIds(call.Arguments.Skip(1), requiredResults, "results");
        }
    }

    private void CheckUseAfterMeasurement(List<QirCall> calls)
    {
        var measured = new HashSet<long>();
        foreach (var call in calls)
        {
            var qubits = (IsIrreversible(call.Callee) ? call.Arguments.Take(1) : Pointers(call)).Select(a => a.Id).ToList();
            Require(!qubits.Any(measured.Contains), $"measured: {call.Callee} uses a qubit that has been measured");
            if (IsIrreversible(call.Callee))
            {
                measured.UnionWith(qubits);
            }
        }
    }

    private void CheckOutput(QirBlock output, QirBlock measurements)
    {
        var seen = new HashSet<string>();
        var measured = measurements.Calls.Where(c => c.Arguments.Length == 2).Select(c => c.Arguments[1].Id).ToHashSet();
        foreach (var call in output.Calls)
        {
            Require(call.Callee.EndsWith("_record_output", StringComparison.Ordinal), $"output: {call.Callee} records nothing");
            CheckLabel(call, seen);
            if (call.Callee == "__quantum__rt__result_record_output")
            {
                CheckIds(call.Arguments.Take(1), requiredResults, "results");
                Require(measured.Contains(call.Arguments[0].Id), "output: a result is recorded that was never measured");
            }
        }

        // The container comes first and says how many items follow.
        var items = output.Calls.Skip(1).ToList();
        Require(
            output.Calls.Count > 0 && output.Calls[0].Callee is "__quantum__rt__tuple_record_output" or "__quantum__rt__array_record_output"
                && output.Calls[0].Arguments[0].Value == items.Count.ToString(CultureInfo.InvariantCulture)
                && items.All(c => c.Callee == "__quantum__rt__result_record_output"),
            "container: a tuple or array with the number of results is recorded first");
    }

    private void CheckLabel(QirCall call, HashSet<string> seen)
    {
        string reference = call.Arguments[^1].Value;
        if (!reference.StartsWith('@') || !module.Labels.TryGetValue(reference[1..], out var label))
        {
            violations.Add($"label: {call.Callee} has '{reference}', which is no global constant");
            return;
        }

        Require(label.Bytes.Length == label.Length, "label: the array has another length than its type");
        Require(
            label.Bytes.Length > 0 && Array.IndexOf(label.Bytes, (byte)0) == label.Bytes.Length - 1, "label: it is not null-terminated");
        Require(seen.Add(Convert.ToHexString(label.Bytes)), "unique: a label is used twice");
    }

    private void CheckIds(IEnumerable<QirArgument> arguments, long limit, string what)
    {
        foreach (var argument in arguments)
        {
            Require(argument.Id >= 0 && argument.Id < limit, $"{what}: '{argument.Value}' is not in 0..{limit - 1}");
        }
    }

    private static IEnumerable<QirArgument> Pointers(QirCall call) => call.Arguments.Where(a => a.Type == "ptr");

    private static bool IsInstruction(QirCall call) => call.Callee.StartsWith("__quantum__qis__", StringComparison.Ordinal);

    private bool IsIrreversible(string name) => module.Declarations.TryGetValue(name, out var declaration)
        && module.AttributeGroups.GetValueOrDefault(declaration.Attributes, "").Contains("\"irreversible\"", StringComparison.Ordinal);
}
