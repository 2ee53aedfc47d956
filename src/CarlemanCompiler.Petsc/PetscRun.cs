using CarlemanCompiler.Training;

namespace CarlemanCompiler.Petsc;

/// <summary>A training run on all ranks, as rank 0 has it.</summary>
/// <param name="Run">The weights, beside those of plain descent.</param>
/// <param name="Ranks">What each rank held.</param>
/// <param name="Iterations">Iterations of the Krylov method; null where the map was stepped.</param>
public sealed record PetscRun(TrainingRun Run, IReadOnlyList<RankUse> Ranks, int? Iterations);
