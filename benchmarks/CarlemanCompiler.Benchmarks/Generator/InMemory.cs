using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using CarlemanCompiler.Generator;
using CarlemanCompiler.Polynomials;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CarlemanCompiler.Benchmarks.Generator;

/// <summary>Projects that exist in memory only, the generator, and the C# compiler behind it.</summary>
internal static class InMemory
{
    private static readonly CSharpParseOptions Parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Models",
        [Parse("global using System; global using CarlemanCompiler;", "Usings.cs")],
        [
            .. Net100.References.All,
            MetadataReference.CreateFromFile(typeof(CarlemanModelAttribute).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(Polynomial).Assembly.Location),
        ],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Parsing, path);

    /// <summary>A project with one file per text.</summary>
    public static CSharpCompilation Project(params string[] texts) =>
        Empty.AddSyntaxTrees(texts.Select((text, i) => Parse(text, $"File{i}.cs")));

    /// <summary>The compilation with one file's text replaced.</summary>
    public static CSharpCompilation Edit(CSharpCompilation project, string path, string text) =>
        project.ReplaceSyntaxTree(project.SyntaxTrees.Single(tree => tree.FilePath == path), Parse(text, path));

    public static GeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new CarlemanGenerator().AsSourceGenerator()], parseOptions: Parsing);

    /// <summary>Compiles the project with its generated files and loads it.</summary>
    public static Assembly Load(CSharpCompilation project)
    {
        Driver().RunGeneratorsAndUpdateCompilation(project, out var output, out _);
        using var image = new MemoryStream();
        var emitted = output.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        }

        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }

    /// <summary>The generated model of a class.</summary>
    public static CompiledModel ModelOf(Assembly assembly, string type) =>
        (CompiledModel)assembly.GetType(type, throwOnError: true)!.GetProperty("Model")!.GetValue(null)!;
}
