using System.Numerics;
using System.Runtime.CompilerServices;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// The 2^n amplitudes of n qubits in double precision, changed in place. Qubit 0 is the most significant bit of an amplitude's index, the
/// order of <see cref="Circuits.Operation"/> and of numpy.kron.
/// </summary>
/// <remarks>
/// Real and imaginary parts lie in two arrays, so that four amplitudes fill a vector register without shuffling. Work above
/// 2¹⁷ amplitudes is split over threads; every amplitude and every sum is computed in the same order whatever their number, so results are
/// equal to the last bit. An instance is not safe for use by several threads at once.
/// </remarks>
public sealed unsafe partial class StateVector
{
    /// <summary>Most qubits that a state vector can hold: each of its two arrays has 2³⁰ entries then.</summary>
    public const int MaximumQubits = 30;

    private readonly PinnedBuffer real;
    private readonly PinnedBuffer imaginary;
    private readonly double* re;
    private readonly double* im;

    /// <summary>The state |0…0⟩.</summary>
    /// <param name="qubitCount">Number of qubits, 0 to <see cref="MaximumQubits"/>; the state takes 16·2^n bytes.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <param name="memoryLimit">Bytes that may be taken; 0 for what the machine has free.</param>
    /// <exception cref="SizeLimitException">The state does not fit; the message names what would.</exception>
    public StateVector(int qubitCount, int threads = 0, long memoryLimit = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(qubitCount);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentOutOfRangeException.ThrowIfNegative(memoryLimit);
        MemoryBudget.Check(qubitCount, memoryLimit > 0 ? memoryLimit : MemoryBudget.Free());

        QubitCount = qubitCount;
        Threads = threads == 0 ? Environment.ProcessorCount : threads;

        // Never less than one vector register: the kernels then need no tail. The amplitudes above 2^n stay zero.
        StoredBits = Math.Max(qubitCount, 2);
        real = new PinnedBuffer(1 << StoredBits);
        imaginary = new PinnedBuffer(1 << StoredBits);
        re = real.Pointer;
        im = imaginary.Pointer;
        re[0] = 1;
    }

    /// <summary>n.</summary>
    public int QubitCount { get; }

    /// <summary>2^n.</summary>
    public int Length => 1 << QubitCount;

    /// <summary>Threads that large states are worked on with.</summary>
    public int Threads { get; }

    private int StoredBits { get; }

    /// <summary>The amplitude of a basis state.</summary>
    /// <param name="index">0 to 2^n − 1, qubit 0 the most significant bit.</param>
    public Complex this[int index]
    {
        get
        {
            ThrowIfOutside(index);
            var value = new Complex(re[index], im[index]);
            GC.KeepAlive(this);
            return value;
        }
    }

    /// <summary>A state with the given amplitudes, taken as they are: nothing is normalised.</summary>
    /// <param name="amplitudes">2^n numbers.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <exception cref="ArgumentException">The number of amplitudes is not a power of two.</exception>
    public static StateVector FromAmplitudes(ReadOnlySpan<Complex> amplitudes, int threads = 0)
    {
        if (!BitOperations.IsPow2(amplitudes.Length))
        {
            throw new ArgumentException($"A state has 2^n amplitudes; {amplitudes.Length} were given.", nameof(amplitudes));
        }

        var state = new StateVector(BitOperations.Log2((uint)amplitudes.Length), threads);
        for (int i = 0; i < amplitudes.Length; i++)
        {
            state.re[i] = amplitudes[i].Real;
            state.im[i] = amplitudes[i].Imaginary;
        }

        return state;
    }

    /// <summary>A copy that shares nothing with this state. Takes as much memory again.</summary>
    public StateVector Copy()
    {
        var copy = new StateVector(QubitCount, Threads);
        long bytes = (long)sizeof(double) << StoredBits;
        Buffer.MemoryCopy(re, copy.re, bytes, bytes);
        Buffer.MemoryCopy(im, copy.im, bytes, bytes);
        GC.KeepAlive(this);
        return copy;
    }

    /// <summary>All amplitudes, 16·2^n bytes.</summary>
    public Complex[] ToArray()
    {
        var amplitudes = new Complex[Length];
        for (int i = 0; i < amplitudes.Length; i++)
        {
            amplitudes[i] = new Complex(re[i], im[i]);
        }

        GC.KeepAlive(this);
        return amplitudes;
    }

    /// <summary>The bit of an amplitude's index that a qubit is.</summary>
    private int BitOf(int qubit)
    {
        if ((uint)qubit >= (uint)QubitCount)
        {
            throw new ArgumentOutOfRangeException(nameof(qubit), qubit, $"The state has qubits 0..{QubitCount - 1}.");
        }

        return QubitCount - 1 - qubit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ThrowIfOutside(int index)
    {
        if ((uint)index >= (uint)Length)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The state has amplitudes 0..{Length - 1}.");
        }
    }
}
