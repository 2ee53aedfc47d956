using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Simulation;

public unsafe partial class StateVector<T>
{
    /// <summary>Bits of the qubits of the action being applied; grows to the widest action seen.</summary>
    private PinnedBuffer<T>? scratch;

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
        if (operation is Gate gate)
        {
            ApplyGate(gate, bits, 0);
        }
        else
        {
            ApplyOperation(operation, bits, 0);
            RunGathered();
        }

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
        RunGathered();
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
            Gather(gate, bits, controls);
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
                ApplyExchange(bits[0], controls);
                break;
            case GateKind.CX:
                ApplyExchange(bits[1], controls | (1u << bits[0]));
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
                throw new NotSupportedException($"The simulator has no rule for the gate {gate.Kind}.");
        }
    }

    private void ApplyAction(QubitAction action, ReadOnlySpan<int> bits, uint controls)
    {
        switch (action)
        {
            case ControlledAction controlled:
                ApplyControlled(controlled, bits, controls);
                break;
            case SequenceAction sequence:
                ApplySequence(sequence, bits, controls);
                break;
            default:
                if (!TryGather(action, bits, controls))
                {
                    RunGathered();
                    ApplyTable(action, bits, controls);
                }

                break;
        }
    }

    /// <summary>Gathers what acts on one bit under controls, or on two.</summary>
    private bool TryGather(QubitAction action, ReadOnlySpan<int> bits, uint controls)
    {
        if (bits.Length > 2 || (bits.Length == 2 && controls != 0))
        {
            return false;
        }

        int size = 1 << bits.Length;
        Span<Complex> matrix = stackalloc Complex[size * size];
        switch (action)
        {
            case DiagonalAction diagonal:
                Sized(diagonal.Phases, size, action);
                for (int i = 0; i < size; i++)
                {
                    matrix[i * size + i] = diagonal.Phases[i];
                }

                break;
            case PermutationAction permutation:
                Sized(permutation.Image, size, action);
                for (int i = 0; i < size; i++)
                {
                    matrix[InRange(permutation.Image, i) * size + i] = 1;
                }

                break;
            case OrthogonalAction orthogonal:
                Sized(orthogonal.Matrix, size * size, action);
                for (int i = 0; i < matrix.Length; i++)
                {
                    matrix[i] = orthogonal.Matrix[i];
                }

                break;
            case MatrixAction full:
                Sized(full.Matrix, size * size, action).CopyTo(matrix);
                break;
            default:
                return false;
        }

        switch (bits.Length)
        {
            case 0:
                Gather(matrix[0], controls);
                break;
            case 1:
                Gather(new PairMatrix(matrix[0], matrix[1], matrix[2], matrix[3]), bits[0], controls);
                break;
            default:
                Gather(matrix, bits[0], bits[1]);
                break;
        }

        return true;
    }

    private void ApplyTable(QubitAction action, ReadOnlySpan<int> bits, uint controls)
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
            case PermutationFunctionAction permutation:
                ApplyPermutation(permutation.Image, bits, controls);
                break;
            case PhaseFunctionAction phases:
                ApplyPhases(phases.Angle, bits, controls);
                break;
            case SparseMatrixAction sparse:
                ApplySparse(sparse, bits, controls);
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

    private static int InRange(int[] image, int index) => (uint)image[index] < (uint)image.Length
        ? image[index]
        : throw new ArgumentException($"A permutation of {image.Length} states sends {index} to {image[index]}.", nameof(image));

    private static TEntry[] Sized<TEntry>(TEntry[] table, long length, QubitAction action) => table.Length == length
        ? table
        : throw new ArgumentException($"{action.GetType().Name} has {table.Length} entries; its qubits need {length}.", nameof(action));
}
