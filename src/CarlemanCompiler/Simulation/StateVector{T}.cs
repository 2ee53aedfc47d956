using System.Numerics;
using System.Runtime.CompilerServices;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// The 2^n amplitudes of n qubits, changed in place. Qubit 0 is the most significant bit of an amplitude's index, the order of
/// <see cref="Circuits.Operation"/> and of numpy.kron.
/// </summary>
/// <typeparam name="T">
/// <see cref="double"/> or <see cref="float"/>: 16 or 8 bytes an amplitude. Matrices are multiplied in double precision before they are
/// rounded to it, and sums over amplitudes are taken in double precision.
/// </typeparam>
/// <remarks>
/// Real and imaginary parts lie in two arrays, so that amplitudes fill a vector register without shuffling. Work above
/// 2¹⁶ amplitudes is split over threads; every amplitude and every sum is computed in the same order whatever their number, so results are
/// equal to the last bit. An instance is not safe for use by several threads at once.
/// </remarks>
public unsafe partial class StateVector<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Most qubits that a state vector can hold: each of its two arrays has 2³⁰ entries then.</summary>
    public const int MaximumQubits = 30;

    private readonly PinnedBuffer<T> real;
    private readonly PinnedBuffer<T> imaginary;
    private readonly T* re;
    private readonly T* im;

    /// <summary>The state |0…0⟩.</summary>
    /// <param name="qubitCount">Number of qubits, 0 to <see cref="MaximumQubits"/>; the state takes 16·2^n bytes, or 8·2^n.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <param name="memoryLimit">Bytes that may be taken; 0 for what the machine has free.</param>
    /// <exception cref="SizeLimitException">The state does not fit; the message names what would.</exception>
    /// <exception cref="NotSupportedException">The number type is neither double nor float.</exception>
    public StateVector(int qubitCount, int threads = 0, long memoryLimit = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(qubitCount);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentOutOfRangeException.ThrowIfNegative(memoryLimit);
        if (typeof(T) != typeof(double) && typeof(T) != typeof(float))
        {
            throw new NotSupportedException($"A state has amplitudes of doubles or floats; {typeof(T).Name} was asked for.");
        }

        MemoryBudget.Check(qubitCount, 2 * sizeof(T), memoryLimit > 0 ? memoryLimit : MemoryBudget.Free());

        QubitCount = qubitCount;
        Threads = threads == 0 ? Environment.ProcessorCount : threads;

        // Never less than one vector register: the kernels then need no tail. The amplitudes above 2^n stay zero.
        StoredBits = Math.Max(qubitCount, MemoryBudget.LeastStoredBits);
        real = new PinnedBuffer<T>(1 << StoredBits);
        imaginary = new PinnedBuffer<T>(1 << StoredBits);
        re = real.Pointer;
        im = imaginary.Pointer;
        re[0] = T.One;
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
            var value = AmplitudeAt(index);
            GC.KeepAlive(this);
            return value;
        }
    }

    /// <summary>A copy that shares nothing with this state. Takes as much memory again.</summary>
    public StateVector<T> Copy()
    {
        var copy = new StateVector<T>(QubitCount, Threads);
        CopyTo(copy);
        return copy;
    }

    /// <summary>All amplitudes, 16·2^n bytes.</summary>
    public Complex[] ToArray()
    {
        var amplitudes = new Complex[Length];
        for (int i = 0; i < amplitudes.Length; i++)
        {
            amplitudes[i] = AmplitudeAt(i);
        }

        GC.KeepAlive(this);
        return amplitudes;
    }

    /// <summary>Takes over amplitudes as they are.</summary>
    internal void Set(ReadOnlySpan<Complex> amplitudes)
    {
        for (int i = 0; i < amplitudes.Length; i++)
        {
            re[i] = Lanes<T>.Of(amplitudes[i].Real);
            im[i] = Lanes<T>.Of(amplitudes[i].Imaginary);
        }

        GC.KeepAlive(this);
    }

    internal void CopyTo(StateVector<T> copy)
    {
        long bytes = (long)sizeof(T) << StoredBits;
        Buffer.MemoryCopy(re, copy.re, bytes, bytes);
        Buffer.MemoryCopy(im, copy.im, bytes, bytes);
        GC.KeepAlive(this);
        GC.KeepAlive(copy);
    }

    /// <summary>n of 2^n amplitudes.</summary>
    /// <exception cref="ArgumentException">Their number is not a power of two.</exception>
    private protected static int QubitsOf(ReadOnlySpan<Complex> amplitudes) => BitOperations.IsPow2(amplitudes.Length)
        ? BitOperations.Log2((uint)amplitudes.Length)
        : throw new ArgumentException($"A state has 2^n amplitudes; {amplitudes.Length} were given.", nameof(amplitudes));

    private Complex AmplitudeAt(long index) => new(Lanes<T>.ToDouble(re[index]), Lanes<T>.ToDouble(im[index]));

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
