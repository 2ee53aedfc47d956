namespace CarlemanCompiler.Estimation;

/// <summary>One round of a T factory: units side by side, each of which makes one T state of 15.</summary>
/// <param name="Unit">Which circuit.</param>
/// <param name="Distance">Code distance of its qubits; 1 for physical qubits.</param>
/// <param name="Units">Units side by side.</param>
/// <param name="PhysicalQubits">Physical qubits of all units.</param>
/// <param name="Duration">Nanoseconds.</param>
/// <param name="OutputError">Error of the T states that it makes.</param>
public readonly record struct DistillationRound(
    DistillationUnit Unit, int Distance, double Units, double PhysicalQubits, double Duration, double OutputError);
