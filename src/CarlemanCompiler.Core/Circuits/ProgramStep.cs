using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// A step of an <see cref="AdaptiveProgram"/>: a unitary, a measurement, a reset, a repetition, or a branch on what was measured.
/// </summary>
public abstract record ProgramStep
{
    private protected ProgramStep()
    {
    }
}

/// <summary>A unitary on qubits of the program.</summary>
/// <param name="Placement">What is done, and where.</param>
public sealed record UnitaryStep(Placement Placement) : ProgramStep;

/// <summary>Measures qubits in the computational basis. They stay in the state that was found, and may be used again.</summary>
/// <param name="Qubits">Distinct qubits, the most significant bit first.</param>
/// <param name="FirstResult">The result that the first qubit is written to; the others follow. Results can be written again.</param>
public sealed record MeasureStep(ImmutableArray<int> Qubits, int FirstResult) : ProgramStep;

/// <summary>Takes qubits to |0⟩ whatever their state: a measurement whose outcome is not kept, then X where it was 1.</summary>
/// <param name="Qubits">Distinct qubits.</param>
public sealed record ResetStep(ImmutableArray<int> Qubits) : ProgramStep;

/// <summary>The same steps a fixed number of times.</summary>
/// <param name="Count">0 or more.</param>
/// <param name="Body">What is repeated.</param>
public sealed record RepeatStep(long Count, ImmutableArray<ProgramStep> Body) : ProgramStep;

/// <summary>A branch on a number that was measured; results that were never written read 0.</summary>
/// <param name="FirstResult">The result that is the number's most significant bit.</param>
/// <param name="Width">Bits of the number, 1 to 31.</param>
/// <param name="Value">The number that is compared with.</param>
/// <param name="Then">What is done where they are equal.</param>
/// <param name="Else">What is done where they differ.</param>
public sealed record BranchStep(
    int FirstResult, int Width, int Value, ImmutableArray<ProgramStep> Then, ImmutableArray<ProgramStep> Else) : ProgramStep;
