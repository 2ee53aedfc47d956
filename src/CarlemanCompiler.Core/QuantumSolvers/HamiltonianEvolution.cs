using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// A way of running e^{iHt} for a <see cref="Dilation"/>. Operations act on the system qubits followed by the flag. A way may work in a
/// basis of its own: <see cref="Enter"/> leads a state with flag 0 there, <see cref="Leave"/> leads it back out to flag 1, so that many
/// powers share one change of basis.
/// </summary>
public abstract class HamiltonianEvolution
{
    private protected HamiltonianEvolution(string name, Dilation dilation)
    {
        Name = name;
        Dilation = dilation;
    }

    /// <summary>Name in reports.</summary>
    public string Name { get; }

    /// <summary>What is evolved.</summary>
    public Dilation Dilation { get; }

    /// <summary>The system basis state at which every row of the right-hand side has to be prepared before <see cref="Enter"/>.</summary>
    public abstract ImmutableArray<int> InputStates { get; }

    /// <summary>From a state with flag 0 to the working basis.</summary>
    public abstract Operation Enter { get; }

    /// <summary>From the working basis to a state with flag 1, rows at the states of the layout.</summary>
    public abstract Operation Leave { get; }

    /// <summary>On (control, flag): turns the sign of the evolution time where the control is 1, in the working basis.</summary>
    public abstract Operation Reversal { get; }

    /// <summary>e^{iHt} in the working basis.</summary>
    public abstract Operation Power(double time);

    /// <summary>e^{iHt} itself.</summary>
    public abstract Operation Evolve(double time);

    /// <summary>Upper bound of the operator-norm error of <see cref="Power"/>.</summary>
    public abstract double ErrorBound(double time);

    /// <summary>The qubits of the system and the flag.</summary>
    private protected ImmutableArray<int> AllQubits => [.. Enumerable.Range(0, Dilation.SystemQubits + 1)];
}
