using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Simulation;

/// <summary>A state of n qubits in double precision, and the ways to get one: 16·2^n bytes.</summary>
public sealed class StateVector : StateVector<double>
{
    /// <summary>The state |0…0⟩.</summary>
    /// <inheritdoc/>
    public StateVector(int qubitCount, int threads = 0, long memoryLimit = 0)
        : base(qubitCount, threads, memoryLimit)
    {
    }

    /// <summary>A state with the given amplitudes, taken as they are: nothing is normalised.</summary>
    /// <param name="amplitudes">2^n numbers.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <exception cref="ArgumentException">The number of amplitudes is not a power of two.</exception>
    public static StateVector FromAmplitudes(ReadOnlySpan<Complex> amplitudes, int threads = 0)
    {
        var state = new StateVector(QubitsOf(amplitudes), threads);
        state.Set(amplitudes);
        return state;
    }

    /// <summary>
    /// Runs a circuit from |0…0⟩ by the actions of its operations, the cheapest way to its final state: permutations, diagonals, tables and
    /// matrices as such, whatever their gates would cost. What acts on one or two qubits is gathered as <see cref="RunGates"/> does.
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
    /// Runs a circuit from |0…0⟩ gate by gate, as an exported program would be run, the gates gathered into matrices and the matrices into
    /// passes over the state: <see cref="StateVector{T}.ApplyGates"/>.
    /// </summary>
    /// <param name="circuit">What to run.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <param name="memoryLimit">Bytes that the state may take; 0 for what the machine has free.</param>
    /// <exception cref="SizeLimitException">The state does not fit.</exception>
    public static StateVector RunGates(Circuit circuit, int threads = 0, long memoryLimit = 0)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        var state = new StateVector(circuit.QubitCount, threads, memoryLimit);
        state.ApplyGates(circuit.Flatten());
        return state;
    }

    /// <summary>A copy that shares nothing with this state. Takes as much memory again.</summary>
    public new StateVector Copy()
    {
        var copy = new StateVector(QubitCount, Threads);
        CopyTo(copy);
        return copy;
    }
}
