using System.Collections.Immutable;
using CarlemanCompiler.Analysis;

namespace CarlemanCompiler.Training;

/// <summary>Steps of a run that one expansion of the loss carried.</summary>
/// <param name="Start">t at which it begins: the step at which the run was recentred, or 0.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="Centre">c, n numbers: the problem's own, or the weights that the run had come to.</param>
/// <param name="Bound">The certified truncation bound of these steps alone.</param>
public sealed record TrainingPiece(int Start, int Steps, ImmutableArray<double> Centre, TruncationBound Bound)
{
    /// <summary>‖c‖.</summary>
    public double CentreNorm => Math.Sqrt(Centre.Sum(x => x * x));
}
