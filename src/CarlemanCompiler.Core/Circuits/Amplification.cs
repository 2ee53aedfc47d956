using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// The two reflections, generalised to any phase, of which every form of amplitude amplification is made. A prepares |s⟩ = A|0…0⟩; good are
/// the states in which some qubits are all 1.
/// </summary>
internal static class Amplification
{
    /// <summary>1 − (1 − e^{iφ})|s⟩⟨s| on the qubits of A.</summary>
    internal static Placement AboutPrepared(Operation prepare, double angle)
    {
        int n = prepare.QubitCount;
        ImmutableArray<int> all = [.. Enumerable.Range(0, n)];
        int prepared = n - prepare.CleanAncillaCount;
        return new Placement(
            new Conjugation(
                "phase of the prepared state",
                n,
                new Placement(prepare.SharedAdjoint(), all),
                new Placement(new ZeroPhase(prepared, angle), [.. all.Take(prepared)]),
                prepare.CleanAncillaCount),
            all);
    }

    /// <summary>e^{iφ} on good states.</summary>
    internal static Placement OfGood(ImmutableArray<int> good, double angle) => new(new MultiControlledPhase(good.Length, angle), good);

    internal static void RequireGood(Operation prepare, ImmutableArray<int> good)
    {
        if (good.IsEmpty || good.Distinct().Count() != good.Length
            || good.Any(q => q < 0 || q >= prepare.QubitCount - prepare.CleanAncillaCount))
        {
            throw new ArgumentException(
                $"Good states are told by distinct qubits in 0..{prepare.QubitCount - prepare.CleanAncillaCount - 1}; "
                + $"[{string.Join(", ", good)}] were given.",
                nameof(good));
        }
    }
}
