using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// Cancels and merges across operations that commute: diagonal ones across controls and each other, X and rotations about X across targets
/// of CX, and the like for every node whose action on the shared qubits is known to be of one kind.
/// </summary>
public sealed class DiagonalCommutation : PairingPass
{
    private readonly Commutation commutation = new();

    /// <summary>The pass; it remembers the kinds of the operations that it has seen.</summary>
    public DiagonalCommutation()
        : base("commute diagonals")
    {
    }

    private protected override ImmutableArray<Placement>? Combine(Placement first, Placement second) =>
        InverseCancellation.AreInverse(first, second) ? [] : RotationMerging.Merged(first, second);

    private protected override bool MayCross(Placement first, Placement second) => commutation.Commute(first, second);
}
