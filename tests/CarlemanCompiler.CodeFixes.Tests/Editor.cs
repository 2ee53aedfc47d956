using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using CarlemanCompiler.Approximation;
using CarlemanCompiler.Generator;
using CarlemanCompiler.Generator.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CarlemanCompiler.CodeFixes.Tests;

/// <summary>
/// A project as an editor has it open: the generator runs, the analyzer marks places, and a fix is chosen from those on offer.
/// </summary>
internal sealed class Editor : IDisposable
{
    private const string Usings = "global using System; global using CarlemanCompiler;";

    private static readonly CSharpParseOptions Parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(CarlemanModelAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(SmoothFunction).Assembly.Location),
    ];

    private readonly AdhocWorkspace workspace = new();
    private Project project;

    public Editor(params string[] sources)
        : this(Usings, sources)
    {
    }

    /// <param name="usings">A file of global usings.</param>
    /// <param name="sources">Files of the project.</param>
    public Editor(string usings, string[] sources)
    {
        project = workspace.AddProject("Models", LanguageNames.CSharp)
            .WithParseOptions(Parsing)
            .WithCompilationOptions(new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .WithMetadataReferences(References)
            .AddDocument("Usings.cs", SourceText.From(usings)).Project;
        for (int i = 0; i < sources.Length; i++)
        {
            project = project.AddDocument($"File{i}.cs", SourceText.From(sources[i]), filePath: $"/project/File{i}.cs").Project;
        }
    }

    /// <summary>A file as it is now.</summary>
    public string this[int file] => DocumentOf(file).GetTextAsync().Result.ToString();

    /// <summary>The generator's messages, the analyzer's marks, and the C# compiler's errors in all of it.</summary>
    public async Task<Findings> FindAsync()
    {
        var compilation = (await project.GetCompilationAsync())!;
        var driver = CSharpGeneratorDriver.Create([new CarlemanGenerator().AsSourceGenerator()], parseOptions: Parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var marks = await output.WithAnalyzers([new FixAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return new Findings(
            driver.GetRunResult().Diagnostics,
            [.. marks.OrderBy(m => m.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(m => m.Location.SourceSpan.Start)],
            [.. output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)]);
    }

    /// <summary>What a fix offers at a diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> OffersAsync(CodeFixProvider fix, Diagnostic diagnostic)
    {
        var offers = new List<CodeAction>();
        var context = new CodeFixContext(
            project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => offers.Add(action), CancellationToken.None);
        await fix.RegisterCodeFixesAsync(context);
        return offers;
    }

    public async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        project = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    /// <summary>Applies the same action to all of the diagnostics.</summary>
    public async Task ApplyToAllAsync(CodeFixProvider fix, string equivalenceKey, ImmutableArray<Diagnostic> diagnostics)
    {
        var all = new FixAllContext(
            DocumentOf(0), fix, FixAllScope.Project, equivalenceKey, fix.FixableDiagnosticIds, new Known(diagnostics),
            CancellationToken.None);
        await ApplyAsync((await fix.GetFixAllProvider()!.GetFixAsync(all))!);
    }

    private Document DocumentOf(int file) => project.Documents.Single(d => d.Name == $"File{file}.cs");

    public void Dispose() => workspace.Dispose();

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}

/// <summary>What an editor knows about a project.</summary>
internal sealed record Findings(ImmutableArray<Diagnostic> Generator, ImmutableArray<Diagnostic> Marks, ImmutableArray<Diagnostic> Errors)
{
    /// <summary>The marks of one message.</summary>
    public ImmutableArray<Diagnostic> MarksOf(string id) => [.. Marks.Where(m => m.Properties["Mends"] == id)];

    /// <summary>The generator's messages of one id.</summary>
    public ImmutableArray<Diagnostic> MessagesOf(string id) => [.. Generator.Where(d => d.Id == id)];
}
