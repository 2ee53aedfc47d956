using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// Takes out an operation and its inverse where they follow one another: gates, gates under controls, and whole subtrees.
/// </summary>
public sealed class InverseCancellation : PairingPass
{
    /// <summary>The pass; it has no state.</summary>
    public InverseCancellation()
        : base("cancel inverses")
    {
    }

    private protected override ImmutableArray<Placement>? Combine(Placement first, Placement second) =>
        AreInverse(first, second) ? [] : null;

    internal static bool AreInverse(Placement first, Placement second)
    {
        if (first.Operation is not Gate && first.Qubits.SequenceEqual(second.Qubits)
            && ReferenceEquals(first.Operation.SharedAdjoint(), second.Operation))
        {
            return true;
        }

        return Primitive.Of(first) is { } a && Primitive.Of(second) is { } b
            && (a.IsInverseOf(b) || (a.MergedWith(b) is { } sum && sum.Build().IsEmpty));
    }
}
