using System.Globalization;
using System.Numerics;

namespace CarlemanCompiler.Simulation;

/// <summary>Refuses a state vector that would not fit, before any of its memory is taken.</summary>
internal static class MemoryBudget
{
    /// <summary>The fewest qubits whose amplitudes are held: a register of 512 bits of either precision.</summary>
    public const int LeastStoredBits = 4;

    /// <summary>Bytes that a state of n qubits takes.</summary>
    /// <param name="qubitCount">n.</param>
    /// <param name="bytesPerAmplitude">16 in double precision, 8 in single.</param>
    public static long BytesOf(int qubitCount, int bytesPerAmplitude) => (long)bytesPerAmplitude << Math.Max(qubitCount, LeastStoredBits);

    /// <summary>Bytes that this process may still take: the machine's or container's memory less its load, with a tenth kept
    /// back.</summary>
    public static long Free()
    {
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        long used = Math.Max(memory.MemoryLoadBytes, Environment.WorkingSet);
        return Math.Max(0, (memory.TotalAvailableMemoryBytes - used) / 10 * 9);
    }

    /// <summary>Throws when n qubits need more than <paramref name="limit"/> bytes or more than an array can hold.</summary>
    public static void Check(int qubitCount, int bytesPerAmplitude, long limit)
    {
        if (qubitCount <= StateVector<double>.MaximumQubits && BytesOf(qubitCount, bytesPerAmplitude) <= limit)
        {
            return;
        }

        int fitting = limit < BytesOf(0, bytesPerAmplitude)
            ? -1
            : Math.Min(StateVector<double>.MaximumQubits, BitOperations.Log2((ulong)(limit / bytesPerAmplitude)));
        string needed = qubitCount < 58 ? Gibibytes(BytesOf(qubitCount, bytesPerAmplitude)) : "more memory than can be addressed";
        throw new SizeLimitException(fitting < 0
            ? $"A state of {qubitCount} qubits takes {needed}; {Gibibytes(limit)} may be taken, and not even one qubit fits."
            : $"A state of {qubitCount} qubits takes {needed}; {Gibibytes(limit)} may be taken: at most {fitting} qubits fit. "
              + SinglePrecision(qubitCount, bytesPerAmplitude, limit)
              + "Use a smaller model, a lower order, fewer steps or fewer clock qubits, or a machine with more memory.");
    }

    private static string SinglePrecision(int qubitCount, int bytesPerAmplitude, long limit) =>
        bytesPerAmplitude == 16 && qubitCount <= StateVector<double>.MaximumQubits && BytesOf(qubitCount, 8) <= limit
            ? "In single precision it fits. "
            : "";

    private static string Gibibytes(long bytes) => (bytes / (double)(1L << 30)).ToString("0.######", CultureInfo.InvariantCulture) + " GiB";
}
