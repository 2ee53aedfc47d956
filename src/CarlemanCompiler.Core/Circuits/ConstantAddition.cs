using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |x⟩ ↦ |x + c mod 2^n⟩, most significant bit first. The constant is loaded into clean ancillas and added by a
/// <see cref="RegisterAddition"/>; trailing zeros of c leave the bits below alone. With controls only the loading is controlled: adding 0
/// does nothing. Qubits: the controls, x, then the ancillas, one more than the bits that are added to.
/// </summary>
public sealed class ConstantAddition : DerivedOperation
{
    private readonly int controls;
    private readonly int width;
    private readonly long constant;
    private readonly int added;

    /// <summary>Addition of a constant, reduced modulo 2^n, to a register of 1 to 62 qubits.</summary>
    public ConstantAddition(int width, long constant)
        : this(0, width, constant)
    {
    }

    private ConstantAddition(int controls, int width, long constant)
        : base(FormattableString.Invariant($"add {Reduced(width, constant)}"), controls + width + Ancillas(width, Reduced(width, constant)))
    {
        this.controls = controls;
        this.width = width;
        this.constant = Reduced(width, constant);
        added = Added(width, this.constant);
    }

    /// <summary>n.</summary>
    public int Width => width;

    /// <summary>c, 0 to 2^n − 1.</summary>
    public long Constant => constant;

    /// <summary>Number of controls.</summary>
    public int ControlCount => controls;

    /// <inheritdoc/>
    public override int CleanAncillaCount => Ancillas(width, constant);

    /// <inheritdoc/>
    public override QubitAction Action => PermutationBesideAncillas(x => x >> width != (1 << controls) - 1
        ? x
        : (x >> width << width) | (int)((x + constant) & ((1L << width) - 1)));

    /// <inheritdoc/>
    public override Operation Adjoint() => new ConstantAddition(controls, width, (1L << width) - constant);

    /// <inheritdoc/>
    public override Operation Controlled() => new ConstantAddition(controls + 1, width, constant);

    private protected override ImmutableArray<Placement> Build()
    {
        if (added == 0)
        {
            return [];
        }

        if (added == 1)
        {
            return [new Placement(new MultiControlledX(controls), Range(0, controls + 1))];
        }

        // The lowest bit that is added is set; under controls it is loaded first and hands its value on.
        int loaded = controls + width;
        var load = ImmutableArray.CreateBuilder<Placement>();
        int lowest = loaded + added - 1;
        load.Add(new Placement(new MultiControlledX(controls), [.. Range(0, controls), lowest]));
        for (int bit = 1; bit < added; bit++)
        {
            if (((constant >> (width - added + bit)) & 1) != 0)
            {
                load.Add(controls == 0 ? Placement.On(Gate.X, lowest - bit) : Placement.On(Gate.CX, lowest, lowest - bit));
            }
        }

        var outer = new CompositeOperation("load", QubitCount, load.ToImmutable());
        var inner = new Placement(new RegisterAddition(added), [.. Range(loaded, added), .. Range(controls, added), loaded + added]);
        return [new Placement(
            new Conjugation(Name, QubitCount, new Placement(outer, Range(0, QubitCount)), inner, CleanAncillaCount), Range(0, QubitCount))];
    }

    private static long Reduced(int width, long constant) => width is >= 1 and <= 62
        ? constant & ((1L << width) - 1)
        : throw new ArgumentOutOfRangeException(nameof(width), width, "A constant is added to a register of 1 to 62 qubits.");

    // The bits from the lowest that is set up.
    private static int Added(int width, long constant)
    {
        int zeros = 0;
        while (zeros < width && ((constant >> zeros) & 1) == 0)
        {
            zeros++;
        }

        return width - zeros;
    }

    private static int Ancillas(int width, long constant)
    {
        int added = Added(width, constant);
        return added > 1 ? added + 1 : 0;
    }
}
