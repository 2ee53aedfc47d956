namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// Which operations commute, as far as their qubits tell: an operation that is made of Z and the identity on a qubit commutes there with
/// all others that are, and the same for X and Y. Two operations commute if they agree on every qubit that they share.
/// </summary>
internal sealed class Commutation
{
    private readonly Dictionary<Operation, Pauli[]> known = [];

    private enum Pauli
    {
        Identity,
        X,
        Y,
        Z,
        Several,
    }

    /// <summary>Whether the order of two parts can be exchanged; false where that is not known.</summary>
    internal bool Commute(Placement first, Placement second)
    {
        var a = Of(first.Operation);
        var b = Of(second.Operation);
        for (int i = 0; i < a.Length; i++)
        {
            int j = second.Qubits.IndexOf(first.Qubits[i]);
            if (j >= 0 && a[i] != Pauli.Identity && b[j] != Pauli.Identity && (a[i] == Pauli.Several || a[i] != b[j]))
            {
                return false;
            }
        }

        return true;
    }

    private Pauli[] Of(Operation operation)
    {
        if (!known.TryGetValue(operation, out var paulis))
        {
            paulis = operation switch
            {
                Gate gate => OfGate(gate.Kind),
                MultiControlledX x => Controlled(x.QubitCount, x.ControlCount, Pauli.X),
                MultiControlledRotation rotation => Controlled(rotation.QubitCount, rotation.ControlCount, OfAxis(rotation.Axis)),
                MultiplexedRotation rotation => Controlled(rotation.QubitCount, rotation.QubitCount - 1, OfAxis(rotation.Axis)),
                MultiControlledPhase or DiagonalPhase or ZeroPhase => Controlled(operation.QubitCount, operation.QubitCount, Pauli.Z),
                Repetition repetition => Of(repetition.Body),
                _ => OfParts(operation),
            };
            known.Add(operation, paulis);
        }

        return paulis;
    }

    private Pauli[] OfParts(Operation operation)
    {
        var paulis = new Pauli[operation.QubitCount];
        foreach (var part in operation.Decompose())
        {
            var inner = Of(part.Operation);
            for (int i = 0; i < inner.Length; i++)
            {
                ref var pauli = ref paulis[part.Qubits[i]];
                pauli = pauli == Pauli.Identity || pauli == inner[i] ? inner[i] : inner[i] == Pauli.Identity ? pauli : Pauli.Several;
            }
        }

        return paulis;
    }

    // Z on the controls, the target's Pauli behind them, nothing on borrowed qubits.
    private static Pauli[] Controlled(int qubits, int controls, Pauli target) =>
        [.. Enumerable.Range(0, qubits).Select(q => q < controls ? Pauli.Z : q == controls ? target : Pauli.Identity)];

    private static Pauli OfAxis(RotationAxis axis) => axis switch
    {
        RotationAxis.X => Pauli.X,
        RotationAxis.Y => Pauli.Y,
        _ => Pauli.Z,
    };

    private static Pauli[] OfGate(GateKind kind) => kind switch
    {
        GateKind.GlobalPhase => [],
        GateKind.CX => [Pauli.Z, Pauli.X],
        GateKind.X or GateKind.RX => [Pauli.X],
        GateKind.Y or GateKind.RY => [Pauli.Y],
        GateKind.H => [Pauli.Several],
        _ => [Pauli.Z],
    };
}
