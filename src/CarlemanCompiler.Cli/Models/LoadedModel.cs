using System.Collections.Immutable;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Models;

/// <summary>A model with its data, ready to be worked on.</summary>
/// <param name="Name">Full name of the class, or the name that a JSON file gives.</param>
/// <param name="Problem">What it states.</param>
internal sealed record LoadedModel(string Name, TrainingProblem Problem)
{
    /// <summary>CSV columns of one sample; empty for a model without data.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>The CSV that the model names, if any.</summary>
    public string? DataFile { get; init; }

    /// <summary>Number of samples that were read; null for a model without data.</summary>
    public int? Samples { get; init; }
}
