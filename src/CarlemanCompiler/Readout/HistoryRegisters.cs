using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.LinearSystems;

namespace CarlemanCompiler.Readout;

/// <summary>The qubits of a circuit that a history state is read from.</summary>
public sealed class HistoryRegisters
{
    private HistoryRegisters(int success, ImmutableArray<int> position, ImmutableArray<int> others)
    {
        Success = success;
        Position = position;
        Others = others;
    }

    /// <summary>The flag that is 1 when the other registers hold the solution.</summary>
    public int Success { get; }

    /// <summary>Time, level and index register one after the other, most significant bit first: the bits of a <see cref="HistoryLayout"/>
    /// basis state.</summary>
    public ImmutableArray<int> Position { get; }

    /// <summary>All other qubits: clocks, ancillas and work qubits, never measured.</summary>
    public ImmutableArray<int> Others { get; }

    /// <summary>Finds the registers "success", "time", "level" and "index" of a circuit.</summary>
    /// <exception cref="ArgumentException">One is missing or has another width than the layout needs.</exception>
    public static HistoryRegisters Of(Circuit circuit, HistoryLayout layout)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(layout);
        return Of(circuit.Registers, layout);
    }

    internal static HistoryRegisters Of(ImmutableArray<QubitRegister> registers, HistoryLayout layout)
    {
        var success = Find("success", 1);
        ImmutableArray<int> position =
        [
            .. Find("time", layout.TimeQubits), .. Find("level", layout.LevelQubits), .. Find("index", layout.IndexQubits),
        ];
        int count = registers.Sum(r => r.Width);
        return new HistoryRegisters(success[0], position, [.. Enumerable.Range(0, count).Except(position).Except(success)]);

        ImmutableArray<int> Find(string name, int width)
        {
            var found = registers.Where(r => r.Name == name).ToList();
            int has = found.Sum(r => r.Width);
            return found.Count < 2 && has == width
                ? found.Count == 1 ? found[0].Qubits : []
                : throw new ArgumentException(
                    $"The register '{name}' has {has} qubits in {found.Count} places; the history needs {width} in one.",
                    nameof(registers));
        }
    }
}
