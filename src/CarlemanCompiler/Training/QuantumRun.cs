using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Training;

/// <summary>What the circuit of a run took and how well it did.</summary>
public sealed record QuantumRun
{
    /// <summary>The program that was run.</summary>
    public required Circuit Circuit { get; init; }

    /// <summary>All qubits.</summary>
    public int Qubits => Circuit.QubitCount;

    /// <summary>Logical gate counts of the whole program.</summary>
    public OperationCost Cost => Circuit.Root.Cost;

    /// <summary>Qubits of the phase estimation's clock register.</summary>
    public required int ClockQubits { get; init; }

    /// <summary>κ(M).</summary>
    public required double ConditionNumber { get; init; }

    /// <summary>|⟨exact history | state after success⟩|².</summary>
    public required double Fidelity { get; init; }

    /// <summary>Probability that the success flag reads 1.</summary>
    public required double SuccessProbability { get; init; }

    /// <summary>Shots taken; null for exact amplitudes.</summary>
    public long? Shots { get; init; }

    /// <summary>Estimated standard error of each weight of θ(T); empty for exact amplitudes.</summary>
    public ImmutableArray<double> StandardErrors { get; init; } = [];
}
