using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>Walks over the steps of a program, each where it stands, repetitions once.</summary>
internal static class ProgramSteps
{
    /// <summary>The unitary steps, those inside of repetitions and branches included.</summary>
    public static IEnumerable<UnitaryStep> Unitaries(ImmutableArray<ProgramStep> steps) => steps.SelectMany(step => step switch
    {
        UnitaryStep unitary => [unitary],
        RepeatStep repeat => Unitaries(repeat.Body),
        BranchStep branch => Unitaries(branch.Then).Concat(Unitaries(branch.Else)),
        _ => Enumerable.Empty<UnitaryStep>(),
    });
}
