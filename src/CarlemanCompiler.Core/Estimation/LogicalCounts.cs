using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Estimation;

/// <summary>
/// What a program asks of a fault-tolerant machine, before layout. Doubles and not integers, because projections go beyond 2⁶³; integers up to 2⁵³ are
/// exact.
/// </summary>
/// <param name="Qubits">Logical qubits, ancillas included.</param>
/// <param name="T">T gates written as such, those of Toffoli gates left out.</param>
/// <param name="Rotations">Rotations by arbitrary angles.</param>
/// <param name="RotationDepth">Layers that hold a rotation.</param>
/// <param name="Toffoli">CCX, CCZ and the like.</param>
/// <param name="Measurements">One-qubit measurements.</param>
public readonly record struct LogicalCounts(
    double Qubits, double T, double Rotations, double RotationDepth, double Toffoli, double Measurements)
{
    /// <summary>The counts of a circuit: Toffoli gates as such, without the T gates that they are written with.</summary>
    /// <param name="circuit">Run and measured once. O(nodes of the tree).</param>
    public static LogicalCounts Of(Circuit circuit)
    {
        var cost = circuit.Root.Cost;
        return new(
            Math.Max(circuit.QubitCount, cost.Qubits), cost.T - 7 * cost.Toffoli, cost.Rotations, cost.RotationDepth, cost.Toffoli, circuit.Results().Count());
    }

    /// <summary>Whether anything needs a magic state.</summary>
    public bool NeedsMagic => T > 0 || Toffoli > 0 || Rotations > 0;

    /// <exception cref="ArgumentException">A count is negative, infinite or not a number, or there is nothing to run.</exception>
    internal void Require()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(Qubits), Qubits), (nameof(T), T), (nameof(Rotations), Rotations), (nameof(RotationDepth), RotationDepth),
            (nameof(Toffoli), Toffoli), (nameof(Measurements), Measurements),
        })
        {
            if (!(value >= 0) || double.IsInfinity(value))
            {
                throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; a finite count from 0 on was expected."));
            }
        }

        if (Qubits < 1 || !(NeedsMagic || Measurements > 0))
        {
            throw new ArgumentException("There is nothing to estimate: no qubit, or neither T, Toffoli, rotation nor measurement.");
        }
    }
}
