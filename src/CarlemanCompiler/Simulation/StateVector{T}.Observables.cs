using System.Numerics;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <content>What is read off a state without a copy of it: expectation values, reduced density matrices, parts of the amplitudes.</content>
public unsafe partial class StateVector<T>
{
    /// <summary>Most qubits of a reduced density matrix: 4^12 entries take 256 MiB.</summary>
    public const int MaximumReducedQubits = 12;

    /// <summary>⟨ψ|P|ψ⟩ of a product of Pauli matrices. One pass.</summary>
    /// <param name="pauli">One letter of I, X, Y, Z for each qubit, qubit 0 first.</param>
    /// <exception cref="ArgumentException">The string has another length or another letter.</exception>
    public double Expectation(string pauli)
    {
        ArgumentNullException.ThrowIfNull(pauli);
        if (pauli.Length != QubitCount)
        {
            throw new ArgumentException($"The state has {QubitCount} qubits; '{pauli}' has {pauli.Length} letters.", nameof(pauli));
        }

        uint flips = 0;
        uint signs = 0;
        int turns = 0;
        for (int qubit = 0; qubit < pauli.Length; qubit++)
        {
            uint bit = 1u << BitOf(qubit);
            switch (pauli[qubit])
            {
                case 'I':
                    break;
                case 'X':
                    flips |= bit;
                    break;
                case 'Y':
                    // Y = iXZ.
                    flips |= bit;
                    signs |= bit;
                    turns++;
                    break;
                case 'Z':
                    signs |= bit;
                    break;
                default:
                    throw new ArgumentException($"'{pauli[qubit]}' is none of I, X, Y, Z.", nameof(pauli));
            }
        }

        uint blocks = Blocks(1u << StoredBits);
        var partial = new double[2 * blocks];
        fixed (double* sums = partial)
        {
            RangeRunner.Run(new PauliKernel(re, im, flips, signs, BlockLength, sums), blocks, SumBlock, Threads);
        }

        double real = 0;
        double imaginary = 0;
        for (int block = 0; block < blocks; block++)
        {
            real += partial[2 * block];
            imaginary += partial[2 * block + 1];
        }

        GC.KeepAlive(this);
        return (turns % 4) switch
        {
            0 => real,
            1 => -imaginary,
            2 => -real,
            _ => imaginary,
        };
    }

    /// <summary>The mean of a number that the listed qubits stand for, Σ_v P(v) · diagonal[v]. One pass.</summary>
    /// <param name="diagonal">2^m numbers.</param>
    /// <param name="qubits">The first is the most significant bit of v.</param>
    public double Expectation(ReadOnlySpan<double> diagonal, params ReadOnlySpan<int> qubits)
    {
        if (diagonal.Length != 1 << qubits.Length)
        {
            throw new ArgumentException(
                $"{qubits.Length} qubits need {1 << qubits.Length} numbers; {diagonal.Length} were given.", nameof(diagonal));
        }

        double sum = 0;
        double[] probabilities = Probabilities(qubits);
        for (int value = 0; value < probabilities.Length; value++)
        {
            sum += probabilities[value] * diagonal[value];
        }

        return sum;
    }

    /// <summary>
    /// The density matrix of the listed qubits, the others traced out: ρ[a, b] = Σ_r ψ(a, r) ψ(b, r)*. 2^{n+m} multiplications,
    /// 16·4^m bytes.
    /// </summary>
    /// <param name="qubits">m of them, the first the most significant bit of a row.</param>
    /// <exception cref="SizeLimitException">More than <see cref="MaximumReducedQubits"/> qubits are listed.</exception>
    public Complex[,] ReducedDensityMatrix(params ReadOnlySpan<int> qubits)
    {
        if (qubits.Length > MaximumReducedQubits)
        {
            throw new SizeLimitException(
                $"A density matrix of {qubits.Length} qubits has 4^{qubits.Length} entries; "
                + $"at most {MaximumReducedQubits} qubits can be kept.");
        }

        Span<int> bits = stackalloc int[qubits.Length];
        BitsOf(qubits, bits);
        int size = 1 << bits.Length;
        var offsets = new uint[size];
        for (int row = 0; row < size; row++)
        {
            offsets[row] = StateIndex((uint)row, bits);
        }

        var density = new Complex[size, size];
        var amplitudes = new Complex[size];
        uint mask = Mask(bits);
        uint rest = 0;
        for (int r = 0; r < Length / size; r++, rest = Bits.Next(rest, mask))
        {
            for (int row = 0; row < size; row++)
            {
                amplitudes[row] = AmplitudeAt(rest | offsets[row]);
            }

            for (int row = 0; row < size; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    density[row, column] += amplitudes[row] * Complex.Conjugate(amplitudes[column]);
                }
            }
        }

        for (int row = 0; row < size; row++)
        {
            for (int column = row + 1; column < size; column++)
            {
                density[row, column] = Complex.Conjugate(density[column, row]);
            }
        }

        GC.KeepAlive(this);
        return density;
    }

    /// <summary>Copies consecutive amplitudes out.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="destination">As many as are wanted.</param>
    public void Read(int start, Span<Complex> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        if (destination.Length > Length - start)
        {
            throw new ArgumentException(
                $"{destination.Length} amplitudes from {start} on are wanted; the state has {Length}.", nameof(destination));
        }

        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = AmplitudeAt(start + i);
        }

        GC.KeepAlive(this);
    }

    /// <summary>
    /// The amplitudes of the other qubits where the listed ones have a value: 2^{n−m} numbers, in the order of the state, not normalised.
    /// </summary>
    /// <param name="value">Of the listed qubits, 0 to 2^m − 1.</param>
    /// <param name="qubits">m of them, the first the most significant bit of the value.</param>
    public Complex[] AmplitudesWhere(int value, params ReadOnlySpan<int> qubits)
    {
        Span<int> bits = stackalloc int[qubits.Length];
        BitsOf(qubits, bits);
        if (value < 0 || value >> qubits.Length != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{qubits.Length} qubits have values 0..{(1L << qubits.Length) - 1}.");
        }

        uint mask = Mask(bits);
        uint origin = StateIndex((uint)value, bits);
        var amplitudes = new Complex[Length >> qubits.Length];
        uint rest = 0;
        for (int i = 0; i < amplitudes.Length; i++, rest = Bits.Next(rest, mask))
        {
            amplitudes[i] = AmplitudeAt(rest | origin);
        }

        GC.KeepAlive(this);
        return amplitudes;
    }

    /// <summary>Partial sums of (−1)^{parity of i under signs} ψ(i xor flips)* ψ(i), eight amplitudes at a time.</summary>
    private readonly struct PauliKernel(T* re, T* im, uint flips, uint signs, int length, double* sums) : IRangeKernel
    {
        public void Run(uint begin, uint end)
        {
            var partners = Lanes<double>.Exchange(flips & 7);
            double* lanes = stackalloc double[8];
            for (uint lane = 0; lane < 8; lane++)
            {
                lanes[lane] = (BitOperations.PopCount(lane & signs) & 1) == 0 ? 1 : -1;
            }

            var sign = Vector512.Load(lanes);
            for (uint block = begin; block < end; block++)
            {
                var real = Vector512<double>.Zero;
                var imaginary = Vector512<double>.Zero;
                uint start = block * (uint)length;
                for (uint i = start; i < start + (uint)length; i += 8)
                {
                    uint other = i ^ (flips & ~7u);
                    var r = Lanes<T>.Load(re + i);
                    var s = Lanes<T>.Load(im + i);
                    var otherR = Lanes<double>.Permute(Lanes<T>.Load(re + other), partners);
                    var otherS = Lanes<double>.Permute(Lanes<T>.Load(im + other), partners);
                    var signed = (BitOperations.PopCount(i & signs) & 1) == 0 ? sign : -sign;
                    real = Vector512.FusedMultiplyAdd(signed, otherR * r + otherS * s, real);
                    imaginary = Vector512.FusedMultiplyAdd(signed, otherR * s - otherS * r, imaginary);
                }

                sums[2 * block] = Vector512.Sum(real);
                sums[2 * block + 1] = Vector512.Sum(imaginary);
            }
        }
    }
}
