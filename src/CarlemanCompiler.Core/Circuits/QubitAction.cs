using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// What an operation does to 2^k amplitudes, in one of a closed set of forms. Basis states count qubit 0 as the most significant bit.
/// </summary>
public abstract record QubitAction
{
    private protected QubitAction()
    {
    }
}

/// <summary>|i⟩ ↦ Σ_j Matrix[j·2^k + i] |j⟩ with a complex unitary, row-major.</summary>
/// <param name="Matrix">4^k entries.</param>
public sealed record MatrixAction(Complex[] Matrix) : QubitAction;

/// <summary>|i⟩ ↦ Σ_j Matrix[j·2^k + i] |j⟩ with a real orthogonal matrix, row-major.</summary>
/// <param name="Matrix">4^k entries.</param>
public sealed record OrthogonalAction(double[] Matrix) : QubitAction;

/// <summary>|i⟩ ↦ Phases[i] |i⟩.</summary>
/// <param name="Phases">2^k numbers of modulus 1.</param>
public sealed record DiagonalAction(Complex[] Phases) : QubitAction;

/// <summary>|i⟩ ↦ |Image[i]⟩.</summary>
/// <param name="Image">A permutation of 0..2^k−1.</param>
public sealed record PermutationAction(int[] Image) : QubitAction;

/// <summary>
/// A 2 × 2 unitary on the last qubit, chosen by the value c of the k−1 qubits before it: Blocks[4c..4c+3] row-major.
/// </summary>
/// <param name="Blocks">4 · 2^{k−1} entries.</param>
public sealed record MultiplexedAction(Complex[] Blocks) : QubitAction;

/// <summary>The inner action on the last qubits where the first <paramref name="ControlCount"/> qubits are all 1, else nothing.</summary>
/// <param name="ControlCount">Number of controls.</param>
/// <param name="Inner">Action on the remaining qubits.</param>
public sealed record ControlledAction(int ControlCount, QubitAction Inner) : QubitAction;

/// <summary>The actions of the parts, one after the other.</summary>
/// <param name="Parts">In the order of execution.</param>
public sealed record SequenceAction(ImmutableArray<Placement> Parts) : QubitAction;
