using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>A named range of consecutive qubits, most significant bit first.</summary>
/// <param name="Name">Label in exports and results.</param>
/// <param name="Start">First qubit.</param>
/// <param name="Width">Number of qubits, 0 or more.</param>
public readonly record struct QubitRegister(string Name, int Start, int Width)
{
    /// <summary>The qubits of the register, most significant first.</summary>
    public ImmutableArray<int> Qubits => [.. Enumerable.Range(Start, Width)];
}

/// <summary>
/// A program: one root operation on all qubits, started in |0…0⟩, and the registers measured at its end. What exporters and the simulator
/// take.
/// </summary>
public sealed class Circuit
{
    /// <summary>A circuit of one operation whose qubits are split into registers.</summary>
    /// <param name="name">Identifier of the program.</param>
    /// <param name="root">Acts on all qubits.</param>
    /// <param name="registers">Cover every qubit once, in order.</param>
    /// <param name="measured">The registers read at the end, in the order of the recorded results.</param>
    public Circuit(string name, Operation root, ImmutableArray<QubitRegister> registers, ImmutableArray<QubitRegister> measured)
    {
        int next = 0;
        foreach (var register in registers)
        {
            if (register.Start != next)
            {
                throw new ArgumentException(
                    $"Register {register.Name} starts at qubit {register.Start}; {next} was expected.", nameof(registers));
            }

            next += register.Width;
        }

        if (next != root.QubitCount)
        {
            throw new ArgumentException($"The registers hold {next} qubits; {root.Name} acts on {root.QubitCount}.", nameof(registers));
        }

        if (measured.Any(m => !registers.Contains(m)))
        {
            throw new ArgumentException("A measured register is not one of the circuit's.", nameof(measured));
        }

        Name = name;
        Root = root;
        Registers = registers;
        Measured = measured;
    }

    /// <summary>Identifier of the program.</summary>
    public string Name { get; }

    /// <summary>The whole unitary.</summary>
    public Operation Root { get; }

    /// <summary>All registers, in qubit order.</summary>
    public ImmutableArray<QubitRegister> Registers { get; }

    /// <summary>The registers read at the end, in the order of the recorded results.</summary>
    public ImmutableArray<QubitRegister> Measured { get; }

    /// <summary>Number of qubits.</summary>
    public int QubitCount => Root.QubitCount;

    /// <summary>The gates in the order of execution, as a stream.</summary>
    public IEnumerable<GatePlacement> Flatten() => Root.Flatten([.. Enumerable.Range(0, QubitCount)]);

    /// <summary>
    /// The measured qubits in the order of the recorded results, with their labels: "success" for a one-qubit register, "time[0]" for the
    /// most significant bit of a wider one.
    /// </summary>
    public IEnumerable<(int Qubit, string Label)> Results() => Measured.SelectMany(register => register.Qubits.Select(
        (qubit, bit) => (qubit, register.Width == 1 ? register.Name : FormattableString.Invariant($"{register.Name}[{bit}]"))));
}
