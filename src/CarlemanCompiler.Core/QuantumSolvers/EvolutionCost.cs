using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// What a way of running the evolution adds to a solver: all powers of phase estimation and of its inverse, and the changes of basis.
/// </summary>
/// <param name="Strategy">Which way.</param>
/// <param name="Cost">Gates, repetitions counted and not unrolled.</param>
/// <param name="ErrorBound">Upper bound of the operator-norm error of all powers together; 0 for exact synthesis.</param>
public readonly record struct EvolutionCost(EvolutionStrategy Strategy, OperationCost Cost, double ErrorBound);
