using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Simulation;

namespace CarlemanCompiler.Readout;

/// <summary>
/// The final state of a circuit that solves a history system: where its success flag is 1, its time, level and index registers hold
/// Y/‖Y‖ up to a phase and the circuit's error. What <see cref="ExactReadout"/> and <see cref="SampledReadout"/> read.
/// </summary>
public sealed class HistoryState
{
    private readonly int[] rows;
    private readonly int[] branches;

    private HistoryState(StateVector state, HistoryRegisters registers, HistorySystem system)
    {
        if (registers.Position.Length + registers.Others.Length + 1 != state.QubitCount)
        {
            throw new ArgumentException($"The state has {state.QubitCount} qubits; the registers name others.", nameof(state));
        }

        State = state;
        Registers = registers;
        System = system;
        Known = KnownState.Of(system);
        SuccessProbability = state.Probability(registers.Success, 1);
        rows = [.. system.Layout.BasisStates().Select(basis => Spread(basis, registers.Position) | Spread(1, [registers.Success]))];
        branches = [.. Enumerable.Range(0, 1 << registers.Others.Length).Select(value => Spread(value, registers.Others))];
    }

    /// <summary>All qubits of the circuit. Not to be changed while it is read.</summary>
    public StateVector State { get; }

    /// <summary>Where to look in it.</summary>
    public HistoryRegisters Registers { get; }

    /// <summary>What was solved.</summary>
    public HistorySystem System { get; }

    /// <summary>What fixes norm and sign.</summary>
    public KnownState Known { get; }

    /// <summary>The probability that the success flag is measured as 1.</summary>
    public double SuccessProbability { get; }

    /// <summary>Amplitude indices of the history's rows, where success is 1 and the unmeasured qubits are 0.</summary>
    internal ReadOnlySpan<int> Rows => rows;

    /// <summary>What the values of the unmeasured qubits add to an amplitude's index.</summary>
    internal ReadOnlySpan<int> Branches => branches;

    /// <summary>Runs a circuit by its actions and looks at its final state.</summary>
    /// <param name="circuit">Has registers "success", "time", "level" and "index" as the system's layout needs them.</param>
    /// <param name="system">What the circuit solves.</param>
    /// <exception cref="SizeLimitException">The state does not fit into memory.</exception>
    public static HistoryState Run(Circuit circuit, HistorySystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var registers = HistoryRegisters.Of(circuit, system.Layout);
        return new HistoryState(StateVector.Run(circuit), registers, system);
    }

    /// <summary>Looks at a final state computed elsewhere.</summary>
    public static HistoryState Of(StateVector state, HistoryRegisters registers, HistorySystem system)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(system);
        return new HistoryState(state, registers, system);
    }

    /// <summary>
    /// ⟨x|ρ|x⟩ with x the given history normalised and ρ the state of the measured registers after success, the other qubits traced out.
    /// 1 for a perfect circuit. O(rows · 2^others).
    /// </summary>
    /// <param name="history">One number per row of the system.</param>
    /// <exception cref="ReadoutException">Success has probability 0.</exception>
    public double Fidelity(ReadOnlySpan<double> history)
    {
        if (history.Length != rows.Length)
        {
            throw new ArgumentException($"The history has {history.Length} entries; {rows.Length} are needed.", nameof(history));
        }

        RequireSuccess();
        double squaredNorm = 0;
        foreach (double value in history)
        {
            squaredNorm += value * value;
        }

        double sum = 0;
        foreach (int branch in branches)
        {
            Complex overlap = 0;
            for (int row = 0; row < rows.Length; row++)
            {
                overlap += history[row] * State[rows[row] | branch];
            }

            sum += overlap.Real * overlap.Real + overlap.Imaginary * overlap.Imaginary;
        }

        return sum / (squaredNorm * SuccessProbability);
    }

    internal void RequireSuccess()
    {
        // Rounding alone leaves amplitudes of 1e-16.
        if (SuccessProbability < 1e-24)
        {
            throw new ReadoutException(
                $"The success flag is never 1 (probability {SuccessProbability:R}): the circuit's state holds no solution.");
        }
    }

    /// <summary>The level-1 rows of the final state and of its copies: row [copy][i].</summary>
    internal int[][] FinalRows() =>
    [
        .. Enumerable.Range(System.Steps, System.Padding + 1)
            .Select(time => Enumerable.Range(time * System.Layout.StateSize, System.Layout.BlockSizes[0]).ToArray()),
    ];

    /// <summary>θ of u, the level-1 block in the map's scaling.</summary>
    internal double[] WeightsOf(ReadOnlySpan<double> u)
    {
        var y = new double[System.Layout.StateSize];
        u.CopyTo(y);
        return System.Map.WeightsOf(y);
    }

    private int Spread(int value, ImmutableArray<int> qubits)
    {
        int index = 0;
        for (int i = 0; i < qubits.Length; i++)
        {
            index |= ((value >> (qubits.Length - 1 - i)) & 1) << (State.QubitCount - 1 - qubits[i]);
        }

        return index;
    }
}
