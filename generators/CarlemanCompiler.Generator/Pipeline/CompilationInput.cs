using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Generator.Reports;

namespace CarlemanCompiler.Generator.Pipeline;

/// <summary>All that the last stage reads: it runs again when one of these is another.</summary>
/// <param name="Data">The data file that the model names, as the project includes it.</param>
/// <param name="BudgetMebibytes">The MSBuild property CarlemanCompilerBudget.</param>
internal sealed record CompilationInput(ExpandedModel Model, DataFile? Data, long BudgetMebibytes);
