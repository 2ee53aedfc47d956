using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |x⟩|t⟩ ↦ |x⟩|t ⊕ (x &lt; c)⟩. Qubits: x, most significant bit first, t, then clean ancillas, one less than the bits of x above the
/// trailing zeros of c. They hold the carries of x + (2^n − c), each the AND or the OR of a bit and the carry below; the last is 0 where x
/// &lt; c. Two relative-phase Toffoli gates (8 T) an ancilla. Its own inverse.
/// </summary>
public sealed class ConstantComparison : DerivedOperation
{
    private readonly int width;
    private readonly long constant;

    /// <summary>Comparison of a register of 1 to 62 qubits with any constant.</summary>
    public ConstantComparison(int width, long constant)
        : base(FormattableString.Invariant($"less than {constant}"), width is >= 1 and <= 62
            ? width + 1 + Ancillas(width, constant)
            : throw new ArgumentOutOfRangeException(nameof(width), width, "A register to compare with a constant has 1 to 62 qubits."))
    {
        this.width = width;
        this.constant = constant;
    }

    /// <summary>n.</summary>
    public int Width => width;

    /// <summary>c.</summary>
    public long Constant => constant;

    /// <inheritdoc/>
    public override int CleanAncillaCount => Ancillas(width, constant);

    /// <inheritdoc/>
    public override QubitAction Action => PermutationBesideAncillas(state => state >> 1 < constant ? state ^ 1 : state);

    /// <inheritdoc/>
    public override Operation Adjoint() => this;

    private protected override ImmutableArray<Placement> Build()
    {
        if (constant <= 0)
        {
            return [];
        }

        if (constant >= 1L << width)
        {
            return [Placement.On(Gate.X, width)];
        }

        long addend = (1L << width) - constant;
        int zeros = TrailingZeros(constant);
        var all = Range(0, QubitCount);
        var parts = ImmutableArray.CreateBuilder<Placement>();

        // At its lowest set bit the addend carries where x has that bit.
        int carry = width - 1 - zeros;
        for (int i = zeros + 1; i < width; i++)
        {
            int bit = width - 1 - i;
            int next = width + i - zeros;
            bool or = ((addend >> i) & 1) != 0;
            if (or)
            {
                parts.Add(new Placement(Or.Instance, [carry, bit, next]));
            }
            else
            {
                parts.Add(Placement.On(RelativePhaseToffoli.Instance, carry, bit, next));
            }

            carry = next;
        }

        var outer = new CompositeOperation("carry", QubitCount, parts.ToImmutable());
        var inner = new Conjugation("not", 2, Placement.On(Gate.X, 0), Placement.On(Gate.CX, 0, 1));
        return [new Placement(
            new Conjugation(Name, QubitCount, new Placement(outer, all), Placement.On(inner, carry, width), CleanAncillaCount), all)];
    }

    private static int Ancillas(int width, long constant) =>
        constant <= 0 || constant >= 1L << width ? 0 : width - 1 - TrailingZeros(constant);

    private static int TrailingZeros(long value)
    {
        int zeros = 0;
        while (((value >> zeros) & 1) == 0)
        {
            zeros++;
        }

        return zeros;
    }

    // The third qubit becomes the OR of the others where it was 0, up to phases.
    private static class Or
    {
        internal static CompositeOperation Instance { get; } = new("or", 3, [
            Placement.On(Gate.X, 0), Placement.On(Gate.X, 1), Placement.On(RelativePhaseToffoli.Instance, 0, 1, 2),
            Placement.On(Gate.X, 0), Placement.On(Gate.X, 1), Placement.On(Gate.X, 2)]);
    }
}
