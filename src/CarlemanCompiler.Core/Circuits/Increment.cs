using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |x⟩ ↦ |x + 1 mod 2^n⟩, most significant bit first, or x − 1. Qubits: x, then n − 2 clean ancillas, which hold the carries: 2(n − 2)
/// relative-phase Toffoli gates, 8(n − 2) T and 7n − 13 CX from n = 2 on.
/// </summary>
public sealed class Increment : DerivedOperation
{
    private readonly int width;
    private readonly bool decrement;

    /// <summary>The increment of a register of <paramref name="width"/> qubits.</summary>
    public Increment(int width)
        : this(width, decrement: false)
    {
    }

    private Increment(int width, bool decrement)
        : base(decrement ? "decrement" : "increment", width >= 1
            ? width + Math.Max(0, width - 2)
            : throw new ArgumentOutOfRangeException(nameof(width), width, "A register to count on has a qubit or more."))
    {
        this.width = width;
        this.decrement = decrement;
    }

    /// <summary>n.</summary>
    public int Width => width;

    /// <inheritdoc/>
    public override int CleanAncillaCount => Math.Max(0, width - 2);

    /// <inheritdoc/>
    public override QubitAction Action => PermutationBesideAncillas(x => (decrement ? x - 1 : x + 1) & ((1 << width) - 1));

    /// <inheritdoc/>
    public override Operation Adjoint() => new Increment(width, !decrement);

    private protected override ImmutableArray<Placement> Build()
    {
        var parts = ImmutableArray.CreateBuilder<Placement>();

        // Carry i says that the bits of weight 2^0..2^i are all 1; the first is the lowest bit itself.
        for (int i = 1; i < width - 1; i++)
        {
            parts.Add(And(i));
        }

        for (int i = width - 2; i >= 0; i--)
        {
            parts.Add(Placement.On(Gate.CX, Carry(i), Bit(i + 1)));
            if (i > 0)
            {
                parts.Add(And(i));
            }
        }

        parts.Add(Placement.On(Gate.X, Bit(0)));
        return decrement ? AdjointParts(parts) : parts.ToImmutable();

        Placement And(int i) => Placement.On(RelativePhaseToffoli.Instance, Carry(i - 1), Bit(i), Carry(i));
        int Bit(int i) => width - 1 - i;
        int Carry(int i) => i == 0 ? Bit(0) : width + i - 1;
    }
}
