using System.Collections.Immutable;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Readout;

namespace CarlemanCompiler.Cli.Output;

/// <summary>The JSON of <c>carleman solve</c>.</summary>
internal sealed record SolveDocument(
    int Rows,
    int Nonzeros,
    ImmutableArray<double> X,
    double Norm,
    double Tolerance,
    double RelativeError,
    double ErrorBound,
    double Fidelity,
    double Residual,
    double ConditionNumber,
    double SuccessProbability,
    EvolutionStrategy Evolution,
    double? Alpha,
    int ClockQubits,
    int Qubits,
    long Gates,
    long Cx,
    double TCount,
    long Depth,
    bool Emulated,
    long? Shots,
    double? SamplingError,
    ImmutableArray<SolveDocument.Way> Ways)
{
    /// <summary>Precision to which rotations are synthesised in the T count.</summary>
    public const double RotationPrecision = 1e-10;

    public static SolveDocument Of(SystemSolution solution, double tolerance, bool emulated)
    {
        var system = solution.System;
        var chosen = system.Chosen;
        return new SolveDocument(
            system.Matrix.RowCount,
            system.Matrix.NonzeroCount,
            solution.X,
            solution.Norm,
            tolerance,
            solution.RelativeError,
            chosen.ErrorBound,
            solution.Fidelity,
            solution.Residual,
            system.ConditionNumber,
            solution.SuccessProbability,
            chosen.Strategy,
            system.Alpha,
            chosen.ClockQubits,
            chosen.Qubits,
            chosen.Cost.Gates,
            chosen.Cost.CX,
            Math.Ceiling(chosen.Cost.TotalT(RotationPrecision)),
            chosen.Cost.Depth,
            emulated,
            solution.Shots,
            solution.SamplingError,
            [.. system.Candidates.Select(way => new Way(way.Strategy, way.ClockQubits, way.Qubits, way.Cost.Gates, way.ErrorBound))]);
    }

    /// <summary>One of the ways that were compared.</summary>
    internal sealed record Way(EvolutionStrategy Evolution, int ClockQubits, int Qubits, long Gates, double ErrorBound);
}
