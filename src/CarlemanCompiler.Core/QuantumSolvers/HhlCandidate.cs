using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>One way of solving a linear system within its tolerance, with the cost of the whole circuit.</summary>
/// <param name="Strategy">How eigenvalues are made readable.</param>
/// <param name="ClockQubits">m.</param>
/// <param name="Qubits">All qubits.</param>
/// <param name="Cost">Gates, repetitions counted and not unrolled.</param>
/// <param name="ErrorBound">Upper bound of ‖x̂ − x‖/‖x‖ over all right-hand sides.</param>
public readonly record struct HhlCandidate(EvolutionStrategy Strategy, int ClockQubits, int Qubits, OperationCost Cost, double ErrorBound);
