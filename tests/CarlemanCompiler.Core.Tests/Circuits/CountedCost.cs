using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>The cost of an operation counted gate by gate on the flattened circuit: shares nothing with the costs over the tree.</summary>
internal static class CountedCost
{
    public static OperationCost Of(Operation operation)
    {
        long clifford = 0, t = 0, rotations = 0, cx = 0;
        var free = new (long All, long T, long Rotations)[operation.QubitCount];
        foreach (var (gate, qubits) in operation.Flatten([.. Enumerable.Range(0, operation.QubitCount)]))
        {
            long tWeight = 0, rotationWeight = 0;
            switch (gate.Kind)
            {
                case GateKind.GlobalPhase: continue;
                case GateKind.CX: cx++; break;
                case GateKind.RX or GateKind.RY or GateKind.RZ: rotations++; rotationWeight = 1; break;
                case GateKind.T or GateKind.TAdjoint: t++; tWeight = 1; break;
                default: clifford++; break;
            }

            var end = (
                qubits.Max(q => free[q].All) + 1, qubits.Max(q => free[q].T) + tWeight,
                    qubits.Max(q => free[q].Rotations) + rotationWeight);
            foreach (int q in qubits)
            {
                free[q] = end;
            }
        }

        var ends = free.Append((All: 0, T: 0, Rotations: 0)).ToArray();
        return new OperationCost(clifford, t, rotations, cx, ends.Max(e => e.All))
        {
            Qubits = operation.QubitCount,
            TDepth = ends.Max(e => e.T),
            RotationDepth = ends.Max(e => e.Rotations),
            Toffoli = Toffolis(operation),
        };
    }

    private static long Toffolis(Operation operation) => operation is MultiControlledX { ControlCount: 2 }
        ? 1
        : operation.Decompose().Sum(part => Toffolis(part.Operation));
}
