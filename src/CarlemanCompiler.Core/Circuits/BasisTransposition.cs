using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// Exchanges two basis states and keeps all others: CX gates make the two differ in one qubit, which is flipped under the control of all
/// the others.
/// </summary>
public sealed class BasisTransposition : DerivedOperation
{
    private readonly int first;
    private readonly int second;

    /// <summary>|first⟩ ↔ |second⟩ on <paramref name="qubitCount"/> qubits.</summary>
    public BasisTransposition(int qubitCount, int first, int second)
        : base("transposition", qubitCount)
    {
        RequireStates(qubitCount, first, second);
        this.first = first;
        this.second = second;
    }

    /// <inheritdoc/>
    public override QubitAction Action
    {
        get
        {
            int[] image = [.. Enumerable.Range(0, 1 << QubitCount)];
            (image[first], image[second]) = (second, first);
            return new PermutationAction(image);
        }
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => this;

    /// <inheritdoc/>
    public override Operation Controlled() => new BasisTransposition(QubitCount + 1, (1 << QubitCount) | first, (1 << QubitCount) | second);

    internal static void RequireStates(int qubitCount, int first, int second)
    {
        if (qubitCount is < 1 or > 30)
        {
            throw new ArgumentOutOfRangeException(nameof(qubitCount), qubitCount, "Basis states are indexed on 1 to 30 qubits.");
        }

        if (first >> qubitCount != 0 || second >> qubitCount != 0 || first == second)
        {
            throw new ArgumentException($"States {first} and {second} are not two basis states of {qubitCount} qubits.", nameof(second));
        }
    }

    /// <summary>The first qubit in which the states differ.</summary>
    internal static int Pivot(int qubitCount, int first, int second)
    {
        int pivot = 0;
        while (Bits.Of(first ^ second, pivot, qubitCount) == 0)
        {
            pivot++;
        }

        return pivot;
    }

    /// <summary>
    /// An operation whose last qubit is its target and all others its controls, moved to the two levels: the pivot is the target, and its
    /// value in
    /// <paramref name="first"/> tells which level is |0⟩.
    /// </summary>
    internal static Placement OnOneQubit(int qubitCount, int first, int second, Operation controlled)
    {
        int pivot = Pivot(qubitCount, first, second);
        var outer = ImmutableArray.CreateBuilder<Placement>();
        int zeroLevel = Bits.Of(first, pivot, qubitCount) == 0 ? first : second;
        for (int q = 0; q < qubitCount; q++)
        {
            if (q == pivot)
            {
                continue;
            }

            if (Bits.Of(first ^ second, q, qubitCount) == 1)
            {
                outer.Add(Placement.On(Gate.CX, pivot, q));
            }

            // The CX left this qubit at its value in the level whose pivot is 0; the controls fire on 1.
            if (Bits.Of(zeroLevel, q, qubitCount) == 0)
            {
                outer.Add(Placement.On(Gate.X, q));
            }
        }

        ImmutableArray<int> all = [.. Enumerable.Range(0, qubitCount)];
        return new Placement(
            new Conjugation(
                "two-level",
                qubitCount,
                new Placement(new CompositeOperation("levels to one qubit", qubitCount, outer.ToImmutable()), all),
                new Placement(controlled, [.. all.Where(q => q != pivot), pivot])),
            all);
    }

    private protected override ImmutableArray<Placement> Build() =>
        [OnOneQubit(QubitCount, first, second, new MultiControlledX(QubitCount - 1))];
}
