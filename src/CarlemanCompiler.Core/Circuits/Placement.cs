using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>An operation on chosen qubits of its parent.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Qubits">The parent's qubit for each qubit of the operation, distinct.</param>
public readonly record struct Placement(Operation Operation, ImmutableArray<int> Qubits)
{
    /// <summary>An operation on the listed qubits.</summary>
    public static Placement On(Operation operation, params ReadOnlySpan<int> qubits)
    {
        if (qubits.Length != operation.QubitCount)
        {
            throw new ArgumentException(
                $"{operation.Name} acts on {operation.QubitCount} qubits; {qubits.Length} were given.", nameof(qubits));
        }

        return new Placement(operation, ImmutableArray.Create(qubits.ToArray()));
    }
}

/// <summary>A gate on chosen qubits of the circuit: a leaf of the flattened tree.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Qubits">One circuit qubit, two for CX (control, target), none for a global phase.</param>
public readonly record struct GatePlacement(Gate Gate, ImmutableArray<int> Qubits);
