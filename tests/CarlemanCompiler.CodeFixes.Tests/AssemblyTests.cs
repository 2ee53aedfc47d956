using System.Reflection;
using CarlemanCompiler.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CarlemanCompiler.CodeFixes.Tests;

/// <summary>
/// Two assemblies, because the command line compiler has no workspaces: it must find nothing to load in the one that needs them.
/// </summary>
public sealed class AssemblyTests
{
    private static readonly Assembly Fixes = typeof(MakePartialFix).Assembly;

    [Fact]
    public void TheCompilerFindsNothingToLoad()
    {
        Assert.DoesNotContain(Fixes.GetTypes(), type =>
            type.IsDefined(typeof(DiagnosticAnalyzerAttribute)) || type.IsDefined(typeof(GeneratorAttribute)));
        Assert.DoesNotContain(Names(Fixes), name => name.StartsWith("CarlemanCompiler", StringComparison.Ordinal));
        Assert.DoesNotContain(Names(typeof(CarlemanGenerator).Assembly), name => name.Contains("Workspaces", StringComparison.Ordinal));
    }

    [Fact]
    public void TheEditorFindsEveryFix()
    {
        var fixes = Fixes.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract).ToList();
        Assert.Equal(4, fixes.Count);
        Assert.All(fixes, fix => Assert.Equal([LanguageNames.CSharp], fix.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages));
        Assert.All(fixes, fix => Assert.NotNull(((CodeFixProvider)Activator.CreateInstance(fix)!).GetFixAllProvider()));
    }

    private static IEnumerable<string> Names(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
