using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Polynomials;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>Runs the generator in memory, as the C# compiler would, and loads what it compiled.</summary>
internal static class GeneratorHost
{
    public const string ModelPath = "/project/Model.cs";

    /// <summary>Doc comments are not parsed: nobody asks for them here, and generated files are full of them.</summary>
    public static readonly CSharpParseOptions Parsing =
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.None);

    private static readonly CSharpCompilationOptions Options = new CSharpCompilationOptions(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error);

    /// <summary>References and usings once for all tests: sources are only added.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Models",
        [CSharpSyntaxTree.ParseText("global using System; global using CarlemanCompiler; global using CarlemanCompiler.Linearization;",
            Parsing, "/project/Usings.cs")],
        [
            .. Net100.References.All,
            MetadataReference.CreateFromFile(typeof(CarlemanModelAttribute).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(Polynomial).Assembly.Location),
        ],
        Options);

    public static CSharpCompilation Compilation(params string[] sources) =>
        Compilation(sources.Select((source, i) => (i == 0 ? ModelPath : $"/project/File{i}.cs", source)));

    public static CSharpCompilation Compilation(IEnumerable<(string Path, string Text)> files) =>
        Empty.AddSyntaxTrees(files.Select(file => CSharpSyntaxTree.ParseText(file.Text, Parsing, file.Path)));

    public static GeneratorDriver Driver(IEnumerable<AdditionalText>? files = null, AnalyzerConfigOptionsProvider? options = null) =>
        CSharpGeneratorDriver.Create(
            [new CarlemanGenerator().AsSourceGenerator()],
            files,
            Parsing,
            options,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>One run on sources and data files.</summary>
    public static GeneratorRun Run(string source, params (string Path, string Text)[] files) =>
        Run(Compilation(source), Driver(files.Select(f => new TextFile(f.Path, f.Text))));

    public static GeneratorRun Run(CSharpCompilation compilation, GeneratorDriver driver)
    {
        var after = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return new GeneratorRun(compilation, (CSharpCompilation)output, after.GetRunResult().Results.Single());
    }

    /// <summary>Emits the compilation with its generated part and loads it; warnings are errors.</summary>
    public static Assembly Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning)));
        image.Position = 0;
        return new AssemblyLoadContext("models", isCollectible: true).LoadFromStream(image);
    }

    /// <summary>The generated model of a class that has to compile without an error from anybody.</summary>
    public static CompiledModel LoadModel(string source, string type = "M")
    {
        var run = Run(source);
        Assert.DoesNotContain(run.Findings, d => d.Severity == DiagnosticSeverity.Error);
        return ModelOf(Load(run.Output), type);
    }

    public static CompiledModel ModelOf(Assembly assembly, string type) =>
        (CompiledModel)assembly.GetType(type, throwOnError: true)!.GetProperty("Model")!.GetValue(null)!;

    /// <summary>A file of the project's AdditionalFiles.</summary>
    public sealed class TextFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override Microsoft.CodeAnalysis.Text.SourceText GetText(CancellationToken cancellationToken = default) =>
            Microsoft.CodeAnalysis.Text.SourceText.From(text);
    }
}

/// <summary>What one run gave.</summary>
internal sealed record GeneratorRun(CSharpCompilation Input, CSharpCompilation Output, GeneratorRunResult Result)
{
    /// <summary>The generator's diagnostics in the order of their place in the file, then of their id.</summary>
    public ImmutableArray<Diagnostic> Findings { get; } =
        [.. Result.Diagnostics.OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];

    public IEnumerable<string> Ids => Findings.Select(d => d.Id);

    /// <summary>What the losses were expanded to, as far as the pipeline came.</summary>
    public IEnumerable<ExpandedModel> Models => Result.TrackedSteps[CarlemanGenerator.Steps.Expanded]
        .SelectMany(step => step.Outputs)
        .Select(output => (ExpandedModel)output.Value);

    /// <summary>The one generated file.</summary>
    public string Text => Result.GeneratedSources.Single().SourceText.ToString();

    /// <summary>The source that a diagnostic points at.</summary>
    public static string Spot(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
