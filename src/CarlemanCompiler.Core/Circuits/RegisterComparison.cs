using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |x⟩|y⟩|t⟩ ↦ |x⟩|y⟩|t ⊕ (x &lt; y)⟩. Qubits: x, y, both most significant bit first, t and one clean ancilla. The carry of ¬x + y, which
/// is 2^n − 1 − x + y, goes to t and is undone: 2n relative-phase Toffoli gates, 8n T, 10n + 1 CX. Its own inverse.
/// </summary>
public sealed class RegisterComparison : DerivedOperation
{
    private readonly int width;

    /// <summary>Comparison of registers of <paramref name="width"/> qubits.</summary>
    public RegisterComparison(int width)
        : base("less than", width >= 1
            ? 2 * width + 2
            : throw new ArgumentOutOfRangeException(nameof(width), width, "A register to compare has a qubit or more."))
    {
        this.width = width;
    }

    /// <summary>n.</summary>
    public int Width => width;

    /// <inheritdoc/>
    public override int CleanAncillaCount => 1;

    /// <inheritdoc/>
    public override QubitAction Action => PermutationBesideAncillas(
        state => state >> (width + 1) < ((state >> 1) & ((1 << width) - 1)) ? state ^ 1 : state);

    /// <inheritdoc/>
    public override Operation Adjoint() => this;

    private protected override ImmutableArray<Placement> Build()
    {
        var carry = ImmutableArray.CreateBuilder<Placement>();
        for (int i = 0; i < width; i++)
        {
            carry.Add(Placement.On(Gate.X, i));
        }

        for (int i = width - 1; i >= 0; i--)
        {
            int below = i == width - 1 ? 2 * width + 1 : i + 1;
            carry.Add(Placement.On(Gate.CX, i, width + i));
            carry.Add(Placement.On(Gate.CX, i, below));
            carry.Add(Placement.On(RelativePhaseToffoli.Instance, below, width + i, i));
        }

        var all = Range(0, QubitCount);
        var outer = new CompositeOperation("carry", QubitCount, carry.ToImmutable());
        return [new Placement(
            new Conjugation(Name, QubitCount, new Placement(outer, all), Placement.On(Gate.CX, 0, 2 * width), CleanAncillaCount), all)];
    }
}
