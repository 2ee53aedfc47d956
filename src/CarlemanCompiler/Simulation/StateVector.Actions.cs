using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Simulation;

public sealed unsafe partial class StateVector
{
    /// <summary>Bits of the qubits of the action being applied; grows to the widest action seen.</summary>
    private PinnedBuffer? scratch;

    /// <summary>
    /// Runs a circuit from |0…0⟩ by the actions of its operations, the cheapest way to its final state. Every action is one pass over the
    /// part of the state that it changes, a dense one on k qubits 2^k multiplications an amplitude.
    /// </summary>
    /// <param name="circuit">What to run.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <param name="memoryLimit">Bytes that the state may take; 0 for what the machine has free.</param>
    /// <exception cref="SizeLimitException">The state does not fit.</exception>
    public static StateVector Run(Circuit circuit, int threads = 0, long memoryLimit = 0)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var state = new StateVector(circuit.QubitCount, threads, memoryLimit);
        state.Apply(circuit.Root, [.. Enumerable.Range(0, circuit.QubitCount)]);
        return state;
    }

    /// <summary>
    /// Runs a circuit from |0…0⟩ gate by gate, as an exported program would be run: one pass over the state, or the half of it that the
    /// gate changes, per gate.
    /// </summary>
    /// <param name="circuit">What to run.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <param name="memoryLimit">Bytes that the state may take; 0 for what the machine has free.</param>
    /// <exception cref="SizeLimitException">The state does not fit.</exception>
    public static StateVector RunGates(Circuit circuit, int threads = 0, long memoryLimit = 0)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var state = new StateVector(circuit.QubitCount, threads, memoryLimit);
        foreach (var placement in circuit.Flatten())
        {
            state.Apply(placement.Gate, placement.Qubits.AsSpan());
        }

        return state;
    }

    /// <summary>Applies an operation by its action.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="qubits">The state's qubit for each qubit of the operation, distinct.</param>
    public void Apply(Operation operation, params ReadOnlySpan<int> qubits)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (qubits.Length != operation.QubitCount)
        {
            throw new ArgumentException(
                $"{operation.Name} acts on {operation.QubitCount} qubits; {qubits.Length} were given.", nameof(qubits));
        }

        Span<int> bits = stackalloc int[qubits.Length];
        BitsOf(qubits, bits);
        ApplyOperation(operation, bits, 0);
        GC.KeepAlive(this);
    }

    /// <summary>Applies an action.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="qubits">The state's qubit for each qubit of the action, distinct.</param>
    public void Apply(QubitAction action, params ReadOnlySpan<int> qubits)
    {
        ArgumentNullException.ThrowIfNull(action);
        Span<int> bits = stackalloc int[qubits.Length];
        BitsOf(qubits, bits);
        ApplyAction(action, bits, 0);
        GC.KeepAlive(this);
    }

    private void BitsOf(ReadOnlySpan<int> qubits, Span<int> bits)
    {
        uint seen = 0;
        for (int i = 0; i < qubits.Length; i++)
        {
            bits[i] = BitOf(qubits[i]);
            if ((seen >> bits[i] & 1) != 0)
            {
                throw new ArgumentException($"Qubit {qubits[i]} is listed twice.", nameof(qubits));
            }

            seen |= 1u << bits[i];
        }
    }

    private void ApplyOperation(Operation operation, ReadOnlySpan<int> bits, uint controls)
    {
        if (operation is Gate gate)
        {
            ApplyGate(gate, bits, controls);
        }
        else
        {
            ApplyAction(operation.Action, bits, controls);
        }
    }

    /// <summary>A gate without its action's tables: nothing is allocated when one thread runs it.</summary>
    private void ApplyGate(Gate gate, ReadOnlySpan<int> bits, uint controls)
    {
        double c = Math.Cos(gate.Angle / 2);
        double s = Math.Sin(gate.Angle / 2);
        double h = Math.Sqrt(0.5);
        switch (gate.Kind)
        {
            case GateKind.X:
                ApplyReal(0, 1, 1, 0, bits[0], controls);
                break;
            case GateKind.CX:
                ApplyReal(0, 1, 1, 0, bits[1], controls | (1u << bits[0]));
                break;
            case GateKind.H:
                ApplyReal(h, h, h, -h, bits[0], controls);
                break;
            case GateKind.RY:
                ApplyReal(c, -s, s, c, bits[0], controls);
                break;
            case GateKind.Y:
                ApplyComplex(0, -Complex.ImaginaryOne, Complex.ImaginaryOne, 0, bits[0], controls);
                break;
            case GateKind.RX:
                ApplyComplex(c, new Complex(0, -s), new Complex(0, -s), c, bits[0], controls);
                break;
            case GateKind.Z:
                ApplyPhases(1, -1, bits[0], controls);
                break;
            case GateKind.S:
                ApplyPhases(1, Complex.ImaginaryOne, bits[0], controls);
                break;
            case GateKind.SAdjoint:
                ApplyPhases(1, -Complex.ImaginaryOne, bits[0], controls);
                break;
            case GateKind.T:
                ApplyPhases(1, new Complex(h, h), bits[0], controls);
                break;
            case GateKind.TAdjoint:
                ApplyPhases(1, new Complex(h, -h), bits[0], controls);
                break;
            case GateKind.RZ:
                ApplyPhases(new Complex(c, -s), new Complex(c, s), bits[0], controls);
                break;
            case GateKind.GlobalPhase:
                ApplyDiagonal([Complex.FromPolarCoordinates(1, gate.Angle)], [], controls);
                break;
            default:
                ApplyAction(gate.Action, bits, controls);
                break;
        }
    }

    private void ApplyAction(QubitAction action, ReadOnlySpan<int> bits, uint controls)
    {
        switch (action)
        {
            case DiagonalAction diagonal:
                ApplyDiagonal(Sized(diagonal.Phases, 1L << bits.Length, action), bits, controls);
                break;
            case PermutationAction permutation:
                ApplyPermutation(Sized(permutation.Image, 1L << bits.Length, action), bits, controls);
                break;
            case OrthogonalAction orthogonal:
                ApplyOrthogonal(Sized(orthogonal.Matrix, 1L << (2 * bits.Length), action), bits, controls);
                break;
            case MatrixAction matrix:
                ApplyMatrix(Sized(matrix.Matrix, 1L << (2 * bits.Length), action), bits, controls);
                break;
            case MultiplexedAction multiplexed:
                ApplyMultiplexed(Sized(multiplexed.Blocks, 2L << bits.Length, action), bits, controls);
                break;
            case ControlledAction controlled:
                ApplyControlled(controlled, bits, controls);
                break;
            case SequenceAction sequence:
                ApplySequence(sequence, bits, controls);
                break;
            default:
                throw new NotSupportedException($"The simulator has no rule for {action.GetType().Name}.");
        }
    }

    private void ApplyControlled(ControlledAction action, ReadOnlySpan<int> bits, uint controls)
    {
        if (action.ControlCount < 0 || action.ControlCount > bits.Length)
        {
            throw new ArgumentException(
                $"An action with {action.ControlCount} controls is placed on {bits.Length} qubits.", nameof(action));
        }

        foreach (int bit in bits[..action.ControlCount])
        {
            controls |= 1u << bit;
        }

        ApplyAction(action.Inner, bits[action.ControlCount..], controls);
    }

    private void ApplySequence(SequenceAction sequence, ReadOnlySpan<int> bits, uint controls)
    {
        Span<int> inner = stackalloc int[bits.Length];
        foreach (var part in sequence.Parts)
        {
            for (int i = 0; i < part.Qubits.Length; i++)
            {
                inner[i] = bits[part.Qubits[i]];
            }

            ApplyOperation(part.Operation, inner[..part.Qubits.Length], controls);
        }
    }

    private static T[] Sized<T>(T[] table, long length, QubitAction action) => table.Length == length
        ? table
        : throw new ArgumentException($"{action.GetType().Name} has {table.Length} entries; its qubits need {length}.", nameof(action));
}
