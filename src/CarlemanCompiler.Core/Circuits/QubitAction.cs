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

/// <summary>|i⟩ ↦ |Image(i)⟩ without a table: look-ups |x, y⟩ ↦ |x, y ⊕ f(x)⟩, arithmetic, orders of sparse rows.</summary>
/// <param name="Image">A permutation of 0..2^k−1, a pure function.</param>
public sealed record PermutationFunctionAction(Func<int, int> Image) : QubitAction;

/// <summary>
/// |i⟩ ↦ e^{i·Angle(i)} |i⟩ without a table: all powers of an evolution in its eigenbasis, for every eigenvalue and time, at once.
/// </summary>
/// <param name="Angle">Radians for 0..2^k−1, a pure function.</param>
public sealed record PhaseFunctionAction(Func<int, double> Angle) : QubitAction;

/// <summary>
/// |i⟩ ↦ Σ_j M_{ji} |j⟩ with a unitary M of few entries, in compressed rows: row j has Values[p] at Columns[p] for
/// RowStarts[j] ≤ p &lt; RowStarts[j+1].
/// </summary>
/// <param name="RowStarts">2^k + 1 numbers, from 0 ascending.</param>
/// <param name="Columns">0 to 2^k − 1 each.</param>
/// <param name="Values">As many.</param>
public sealed record SparseMatrixAction(int[] RowStarts, int[] Columns, Complex[] Values) : QubitAction;
