using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |a⟩|b⟩ ↦ |a⟩|a + b mod 2^n⟩, or b − a. Qubits: a, b, both most significant bit first, and one clean ancilla for n ≥ 2. A carry ripples
/// up through a and is undone on the way down (Cuccaro, Draper, Kutin and Moulton, quant-ph/0410184): 2(n − 1) relative-phase Toffoli
/// gates, 8(n − 1) T, 10n − 8 CX.
/// </summary>
public sealed class RegisterAddition : DerivedOperation
{
    private readonly int width;
    private readonly bool subtract;

    /// <summary>Addition of registers of <paramref name="width"/> qubits.</summary>
    public RegisterAddition(int width)
        : this(width, subtract: false)
    {
    }

    private RegisterAddition(int width, bool subtract)
        : base(subtract ? "subtract" : "add", width >= 1
            ? 2 * width + (width > 1 ? 1 : 0)
            : throw new ArgumentOutOfRangeException(nameof(width), width, "A register to add to has a qubit or more."))
    {
        this.width = width;
        this.subtract = subtract;
    }

    /// <summary>n.</summary>
    public int Width => width;

    /// <inheritdoc/>
    public override int CleanAncillaCount => width > 1 ? 1 : 0;

    /// <inheritdoc/>
    public override QubitAction Action => PermutationBesideAncillas(x =>
    {
        int mask = (1 << width) - 1;
        int a = x >> width;
        return (a << width) | ((subtract ? x - a : x + a) & mask);
    });

    /// <inheritdoc/>
    public override Operation Adjoint() => new RegisterAddition(width, !subtract);

    private protected override ImmutableArray<Placement> Build()
    {
        var parts = ImmutableArray.CreateBuilder<Placement>();
        for (int i = width - 1; i > 0; i--)
        {
            parts.Add(Placement.On(Gate.CX, i, width + i));
            parts.Add(Placement.On(Gate.CX, i, Carry(i)));
            parts.Add(Placement.On(RelativePhaseToffoli.Instance, Carry(i), width + i, i));
        }

        parts.Add(Placement.On(Gate.CX, 0, width));
        if (width > 1)
        {
            parts.Add(Placement.On(Gate.CX, Carry(0), width));
        }

        for (int i = 1; i < width; i++)
        {
            parts.Add(Placement.On(RelativePhaseToffoli.Instance, Carry(i), width + i, i));
            parts.Add(Placement.On(Gate.CX, i, Carry(i)));
            parts.Add(Placement.On(Gate.CX, Carry(i), width + i));
        }

        return subtract ? AdjointParts(parts) : parts.ToImmutable();

        // The carry into bit i sits on the bit of a below it, the lowest on the ancilla.
        int Carry(int i) => i == width - 1 ? 2 * width : i + 1;
    }
}
