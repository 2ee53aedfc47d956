using System.Globalization;
using System.Text.RegularExpressions;
using CarlemanCompiler.Export;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>The checker itself: each rule broken once is caught under its own name.</summary>
public sealed class BaseProfileMutationTests
{
    private const string Mz = "  call void @__quantum__qis__mz__body(ptr inttoptr (i64 2 to ptr), ptr writeonly inttoptr (i64 0 to ptr))\n";

    /// <summary>Rule, pattern, replacement of its first occurrence.</summary>
    public static TheoryData<string, string, string> Mutations => new()
    {
        { "entry", "\"entry_point\" ", "" },
        { "entry", "\"base_profile\"", "\"adaptive_profile\"" },
        { "entry", "\"output_labeling_schema\"=\"labeled\" ", "" },
        { "entry", "\"required_num_qubits\"=\"7\" ", "" },
        { "entry", "\"required_num_results\"=\"5\" ", "" },
        { "entry", "\"irreversible\"", "\"irreversible\" \"entry_point\"" },
        { "signature", "define i64 @every_gate\\(\\)", "define i64 @every_gate(i64)" },
        { "signature", "define i64", "define i32" },
        { "return", "ret i64 0", "ret i64 1" },
        { "blocks", "  br label %measurements\n", "  br label %extra\n\nextra:\n  br label %measurements\n" },
        { "blocks", "br label %body", "br i1 true, label %body, label %output" },
        { "initialize", "  call void @__quantum__rt__initialize\\(ptr null\\)\n", "" },
        { "initialize", "initialize\\(ptr null\\)", "initialize(ptr @0)" },
        { "body", "  br label %measurements", Mz + "  br label %measurements" },
        { "measurements", "  br label %output", "  call void @__quantum__qis__h__body(ptr inttoptr (i64 0 to ptr))\n  br label %output" },
        { "measured", "  br label %output", "  call void @__quantum__qis__h__body(ptr inttoptr (i64 2 to ptr))\n  br label %output" },
        { "measured", "  br label %output", Mz + "  br label %output" },
        { "output", "  ret i64 0", "  call void @__quantum__qis__h__body(ptr inttoptr (i64 0 to ptr))\n  ret i64 0" },
        { "output", Regex.Escape(Mz), "" },
        { "container", "tuple_record_output\\(i64 5", "tuple_record_output(i64 4" },
        { "container", "  call void @__quantum__rt__tuple_record_output.*\n", "" },
        { "label", "ptr @2\\)", "ptr null)" },
        { "label", "ptr @2\\)", "ptr @77)" },
        { "label", "success\\\\00", "success0" },
        { "label", "\\[8 x i8\\] c\"success", "[9 x i8] c\"success" },
        { "unique", "ptr @2\\)", "ptr @1)" },
        { "unique", "c\"time\\[1\\]", "c\"time[0]" },
        { "flags", "\"qir_major_version\", i32 2", "\"qir_major_version\", i32 1" },
        { "flags", "i32 7, !\"qir_minor", "i32 1, !\"qir_minor" },
        { "flags", "\"dynamic_qubit_management\", i1 false", "\"dynamic_qubit_management\", i1 true" },
        { "flags", "!llvm.module.flags = !\\{!0, !1, !2, !3\\}", "!llvm.module.flags = !{!0, !1, !2}" },
        { "irreversible", " #1\n", "\n" },
        { "irreversible", "declare void @__quantum__qis__h__body\\(ptr\\)", "declare void @__quantum__qis__h__body(ptr) #1" },
        { "writeonly", "mz__body\\(ptr, ptr writeonly\\) #1", "mz__body(ptr, ptr) #1" },
        { "void", "declare void @__quantum__qis__h", "declare i1 @__quantum__qis__h" },
        { "functions", "declare void @__quantum__rt__initialize", "declare void @__quantum__rt__message(ptr)\n$0" },
        { "functions", "cnot__body", "cx__body" },
        { "declared", "declare void @__quantum__qis__h__body\\(ptr\\)\n", "" },
        { "types", "rx__body\\(double 0x[0-9A-F]*, ", "rx__body(" },
        { "constants", "double 0x[0-9A-F]*", "double 1.0" },
        { "constants", "ptr inttoptr \\(i64 1 to ptr\\)", "ptr %q" },
        { "instructions", "body:\n", "body:\n  %1 = add i64 1, 2\n" },
        { "qubits", "h__body\\(ptr inttoptr \\(i64 0", "h__body(ptr inttoptr (i64 7" },
        { "qubits", "cnot__body\\(ptr inttoptr \\(i64 4", "cnot__body(ptr inttoptr (i64 1" },
        { "results", "writeonly inttoptr \\(i64 4", "writeonly inttoptr (i64 5" },
        { "syntax", "attributes #1", "@g = global i32 0\nattributes #1" },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public void ABrokenRuleIsCaught(string rule, string pattern, string replacement)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture);
        QirWriter.Write(ExampleCircuits.EveryGate, writer);
        string module = writer.ToString();
        Assert.Empty(BaseProfileChecker.Check(module));

        string broken = new Regex(pattern).Replace(module, match => replacement.Replace("$0", match.Value, StringComparison.Ordinal), 1);
        Assert.NotEqual(module, broken);

        // A renamed function must be renamed everywhere, or the module would be wrong for another reason too.
        broken = rule == "functions" ? broken.Replace("cnot__body", "cx__body", StringComparison.Ordinal) : broken;
        Assert.Contains(BaseProfileChecker.Check(broken), v => v.StartsWith(rule + ":", StringComparison.Ordinal));
    }
}
