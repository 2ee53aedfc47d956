using CarlemanCompiler.Analysis;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>Modes of a system that descends on no loss.</summary>
/// <param name="Start">Eigenvalues of the Jacobian of the increments at θ(0).</param>
/// <param name="Centre">Those at the centre, the eigenvalues of F_1.</param>
/// <param name="Ratio">R without the modes of F_1 that are zero.</param>
internal sealed record SystemModes(JacobianSpectrum Start, JacobianSpectrum Centre, NonzeroModeRatio Ratio)
{
    public static SystemModes Of(TrainingProblem problem) => new(
        JacobianSpectrum.At(problem.Dynamics, problem.Start.AsSpan()),
        JacobianSpectrum.At(problem.Dynamics, problem.Dynamics.Centre.AsSpan()),
        NonzeroModeRatio.Of(problem.Dynamics, problem.Start.AsSpan()));
}
