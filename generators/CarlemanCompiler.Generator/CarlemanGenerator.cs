using System.Collections.Immutable;
using System.Text;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Generator.Frontend;
using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Generator.Reports;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CarlemanCompiler.Generator;

/// <summary>
/// Compiles every class marked [CarlemanModel]: parse (cheap, on every key press) → expand the loss to a polynomial, within the
/// budget → join data → compile. Each step's result is compared by value with the last one, so only a changed model reaches the mathematics.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class CarlemanGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.Model, static (node, _) => node is TypeDeclarationSyntax, ModelParser.Parse)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(Steps.Parsed);

        var budget = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => Budget.Read(options))
            .WithTrackingName(Steps.Budget);

        var expanded = parsed
            .Select(static (model, _) => model.Spec)
            .WithTrackingName(Steps.Model)
            .Combine(budget)
            .Select(ExpandedModel.Of)
            .WithTrackingName(Steps.Expanded);

        var tables = context.AdditionalTextsProvider
            .Where(DataFile.IsTable)
            .Select(DataFile.Read)
            .WithTrackingName(Steps.Tables)
            .Collect();

        var compiled = expanded.Combine(tables).Combine(budget)
            .Select(static (all, _) => new CompilationInput(
                all.Left.Left, DataFile.Find(all.Left.Left.Spec.Settings.Data, all.Left.Right), all.Right))
            .WithTrackingName(Steps.Input)
            .Select(ModelCompiler.Compile)
            .WithTrackingName(Steps.Compiled);

        var fileNames = compiled
            .Select(static (source, _) => source.Name)
            .Collect()
            .Select(static (names, _) => FileNames.Of(names))
            .WithTrackingName(Steps.FileNames);

        context.RegisterSourceOutput(compiled.Combine(fileNames), AddSource);
        context.RegisterSourceOutput(parsed.Collect().Combine(compiled.Collect()), ReportFindings);
    }

    private static void AddSource(SourceProductionContext context, (CompiledSource Source, FileNames Names) output)
    {
        if (output.Source.Text is { } text)
        {
            context.AddSource(output.Names.For(output.Source.Name), SourceText.From(text, Encoding.UTF8));
        }
    }

    /// <summary>Both arrays hold one element per model in the same order: the places of one and the findings of the other.</summary>
    private static void ReportFindings(
        SourceProductionContext context, (ImmutableArray<ParsedModel> Parsed, ImmutableArray<CompiledSource> Compiled) models)
    {
        for (int i = 0; i < models.Parsed.Length; i++)
        {
            foreach (var finding in models.Compiled[i].Findings)
            {
                var properties = finding.Remedy is null
                    ? ImmutableDictionary<string, string?>.Empty
                    : ImmutableDictionary<string, string?>.Empty.Add(Finding.RemedyKey, finding.Remedy);
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.ById(finding.Id), models.Parsed[i].Nodes[finding.Node], properties, messageArgs: [.. finding.Arguments]));
            }
        }
    }

    /// <summary>Names of the pipeline's steps, for the tests that watch what an edit re-runs.</summary>
    internal static class Steps
    {
        public const string Parsed = nameof(Parsed);
        public const string Model = nameof(Model);
        public const string Expanded = nameof(Expanded);
        public const string Tables = nameof(Tables);
        public const string Budget = nameof(Budget);
        public const string Input = nameof(Input);
        public const string Compiled = nameof(Compiled);
        public const string FileNames = nameof(FileNames);
    }
}
