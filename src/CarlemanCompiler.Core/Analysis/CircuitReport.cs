using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.QuantumSolvers;

namespace CarlemanCompiler.Analysis;

/// <summary>What the HHL circuit of a history system takes and promises, without running it. The same report serves the build and the command line.</summary>
/// <param name="ConditionNumber">κ(M).</param>
/// <param name="ClockQubits">Qubits of the clock that κ asks for.</param>
/// <param name="EvolutionTime">t₀ of e^{iHt₀}.</param>
/// <param name="Qubits">All qubits.</param>
/// <param name="Cost">Gates of the whole circuit.</param>
/// <param name="Fidelity">Predicted fidelity with the exact history state.</param>
/// <param name="SuccessProbability">Predicted probability of the success flag.</param>
/// <param name="Evolutions">The evolution e^{iHt} by exact synthesis and by a product formula, whose cost follows the sparsity of M.</param>
public sealed record CircuitReport(
    double ConditionNumber,
    int ClockQubits,
    double EvolutionTime,
    int Qubits,
    OperationCost Cost,
    double Fidelity,
    double SuccessProbability,
    ImmutableArray<EvolutionCost> Evolutions)
{
    /// <summary>Synthesises the circuit and reports on it. O(rows³); a third of a second for 72 rows.</summary>
    /// <param name="history">The system, r not all 0.</param>
    /// <exception cref="ArgumentException">r is 0: there is nothing to prepare.</exception>
    /// <exception cref="SizeLimitException">Too many rows, or κ too large, for an exactly synthesised circuit.</exception>
    public static CircuitReport Of(HistorySystem history) => Of(HhlProgram.Build(history));

    /// <summary>Reports on a circuit that is already there.</summary>
    public static CircuitReport Of(HhlProgram program) => new(
        program.ConditionNumber,
        program.ClockQubits,
        program.EvolutionTime,
        program.Circuit.QubitCount,
        program.Cost,
        program.PredictedFidelity,
        program.PredictedSuccessProbability,
        program.EvolutionCosts);
}
