using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// Adds the angles of rotations about one axis that follow one another, under the same controls or none, and of phases; T, S and Z are
/// phases too, and a sum that is one of theirs is written so.
/// </summary>
public sealed class RotationMerging : PairingPass
{
    /// <summary>The pass; it has no state.</summary>
    public RotationMerging()
        : base("merge rotations")
    {
    }

    private protected override ImmutableArray<Placement>? Combine(Placement first, Placement second) => Merged(first, second);

    internal static ImmutableArray<Placement>? Merged(Placement first, Placement second)
    {
        if (Primitive.Of(first) is not { } a || Primitive.Of(second) is not { } b || a.MergedWith(b) is not { } sum)
        {
            return null;
        }

        // S T stays as it is: what is not shorter is not taken.
        var built = sum.Build();
        return built.Length < 2 ? built : null;
    }
}
