namespace CarlemanCompiler.Circuits;

/// <summary>Powers of two and the bits of basis-state indices, qubit 0 most significant.</summary>
internal static class Bits
{
    /// <summary>The bit of <paramref name="state"/> that <paramref name="qubit"/> of <paramref name="qubitCount"/> holds.</summary>
    internal static int Of(int state, int qubit, int qubitCount) => (state >> (qubitCount - 1 - qubit)) & 1;

    /// <summary>⌈log₂ count⌉.</summary>
    internal static int QubitsFor(int count)
    {
        int qubits = 0;
        while (1L << qubits < count)
        {
            qubits++;
        }

        return qubits;
    }

    /// <summary>log₂ of a length that has to be a power of two.</summary>
    internal static int Log2Exact(int length, string name)
    {
        int qubits = QubitsFor(length);
        return length > 0 && 1 << qubits == length
            ? qubits
            : throw new ArgumentException($"{length} entries are not a power of two.", name);
    }
}
