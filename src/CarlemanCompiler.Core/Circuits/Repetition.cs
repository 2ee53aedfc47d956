using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// The same operation many times over. The cost is multiplied, never unrolled; the decomposition halves the count, so that the tree of 10⁹
/// repetitions is thirty levels deep.
/// </summary>
public sealed class Repetition : DerivedOperation
{
    private readonly Operation body;
    private readonly long count;

    /// <summary><paramref name="body"/>, <paramref name="count"/> times.</summary>
    public Repetition(Operation body, long count)
        : base($"{body.Name} × {FormattableString.Invariant($"{count}")}", body.QubitCount)
    {
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, "A number of repetitions is not negative.");
        }

        this.body = body;
        this.count = count;
    }

    /// <summary>What is repeated.</summary>
    public Operation Body => body;

    /// <summary>How often.</summary>
    public long Count => count;

    /// <inheritdoc/>
    public override int CleanAncillaCount => body.CleanAncillaCount;

    /// <inheritdoc/>
    public override Operation Adjoint() => new Repetition(body.SharedAdjoint(), count);

    /// <inheritdoc/>
    public override Operation Controlled() => new Repetition(body.SharedControlled(), count);

    private protected override ImmutableArray<Placement> Build()
    {
        var all = Range(0, QubitCount);
        if (count <= 16)
        {
            return [.. Enumerable.Repeat(new Placement(body, all), (int)count)];
        }

        var half = new Placement(new Repetition(body, count / 2), all);
        return count % 2 == 0 ? [half, half] : [half, half, new Placement(body, all)];
    }

    private protected override OperationCost CountGates() => body.Counts.Times(count);
}
