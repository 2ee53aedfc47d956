using CarlemanCompiler.Generator.Pipeline;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>A loss as its method computes it.</summary>
/// <param name="Tape">The loss and its gradient.</param>
/// <param name="Sources">For each node of the tape, the place in the source that it comes from.</param>
/// <param name="Sites">Calls that are compiled as polynomials.</param>
internal sealed record RecordedLoss(Tape Tape, EquatableArray<int> Sources, EquatableArray<ApproximationSite> Sites);
