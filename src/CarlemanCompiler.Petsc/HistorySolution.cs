namespace CarlemanCompiler.Petsc;

/// <summary>What solving a distributed history gave.</summary>
/// <param name="Weights">Weights[t][i]: θ_i(t) for t = 0..T on rank 0; empty rows on the others.</param>
/// <param name="Iterations">Iterations of the method.</param>
/// <param name="RelativeResidual">‖r − M Y‖ / ‖r‖, computed anew from the solution.</param>
public sealed record HistorySolution(double[][] Weights, int Iterations, double RelativeResidual);
