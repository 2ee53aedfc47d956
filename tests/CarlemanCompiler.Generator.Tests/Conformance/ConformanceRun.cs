using System.Collections.Immutable;
using System.Reflection;
using CarlemanCompiler.Generator.Emission;
using CarlemanCompiler.Generator.Expansion;
using Microsoft.CodeAnalysis;

namespace CarlemanCompiler.Generator.Tests.Conformance;

/// <summary>All programs of the suite in one compilation and one run of the generator: that takes seconds, one by one it would take minutes.</summary>
internal sealed class ConformanceRun
{
    private readonly Dictionary<string, ExpandedModel> models;
    private readonly ILookup<string, Diagnostic> findings;
    private readonly ILookup<string, Diagnostic> errors;
    private readonly Dictionary<string, string> texts;
    private readonly Lazy<Assembly> assembly;

    private ConformanceRun()
    {
        var run = GeneratorHost.Run(GeneratorHost.Compilation(ConformanceProgram.All.Select(p => (p.Path, p.Text))), GeneratorHost.Driver());
        models = run.Models.ToDictionary(m => m.Spec.Name, StringComparer.Ordinal);
        findings = run.Findings.ToLookup(PathOf, StringComparer.Ordinal);
        errors = run.Output.GetDiagnostics()
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed)
            .ToLookup(PathOf, StringComparer.Ordinal);
        texts = run.Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal);
        assembly = new Lazy<Assembly>(() => GeneratorHost.Load(run.Output));
    }

    public static Lazy<ConformanceRun> Instance { get; } = new(() => new ConformanceRun());

    /// <summary>Errors of the generator, and its warning on unused weights.</summary>
    public ImmutableArray<Diagnostic> FindingsOf(ConformanceProgram program) =>
        [.. findings[program.Path].Where(d => d.DefaultSeverity == DiagnosticSeverity.Error || d.Id == "CARL108")];

    /// <summary>Errors and warnings of the C# compiler in the program and in what was generated for it.</summary>
    public IEnumerable<Diagnostic> ErrorsOf(ConformanceProgram program) => errors[program.Path].Concat(
        errors.Where(file => Path.GetFileName(file.Key) == program.ClassName + ".g.cs").SelectMany(file => file));

    public ExpandedModel ModelOf(ConformanceProgram program) => models[program.ClassName];

    /// <summary>The polynomial, with the names of the user.</summary>
    public string? PolynomialOf(ConformanceProgram program) =>
        ModelOf(program) is { Spec.Signature: { } signature, Polynomial: { } polynomial }
            ? polynomial.ToString(new ModelNames(signature).Read)
            : null;

    /// <summary>What was generated for the program.</summary>
    public string TextOf(ConformanceProgram program) => texts[program.ClassName + ".g.cs"];

    public CompiledModel CompiledModelOf(ConformanceProgram program) => GeneratorHost.ModelOf(assembly.Value, program.ClassName);

    private static string PathOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath ?? "";
}
