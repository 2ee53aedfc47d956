using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// Any operation under k controls with clean ancillas. Qubits: the controls, those of the operation, its own clean ancillas, then k − 1
/// more, in which relative-phase Toffoli gates collect the product of the controls one by one: 8(k − 1) T and 6(k − 1) CX beside the
/// operation under a single control. For X the last control joins the product in a Toffoli gate, and k − 2 ancillas do.
/// </summary>
public sealed class LinearMultiControlled : DerivedOperation
{
    private readonly Operation inner;
    private readonly int controls;
    private readonly int rungs;

    /// <summary><paramref name="inner"/> where <paramref name="controlCount"/> qubits are 1.</summary>
    public LinearMultiControlled(Operation inner, int controlCount)
        : base($"linear controlled {inner.Name}", QubitsOf(inner, controlCount))
    {
        this.inner = inner;
        controls = controlCount;
        rungs = Rungs(inner, controlCount);
    }

    /// <summary>What is controlled.</summary>
    public Operation Inner => inner;

    /// <summary>k.</summary>
    public int ControlCount => controls;

    /// <inheritdoc/>
    public override int CleanAncillaCount => inner.CleanAncillaCount + rungs;

    /// <summary>What is controlled under all controls; the ancillas of the ladder take no part.</summary>
    public override QubitAction Action => new ControlledAction(
        controls, rungs == 0 ? inner.Action : new SequenceAction([new Placement(inner, Range(0, inner.QubitCount))]));

    /// <inheritdoc/>
    public override Operation Adjoint() => new LinearMultiControlled(inner.SharedAdjoint(), controls);

    private protected override ImmutableArray<Placement> Build()
    {
        var body = Range(controls, inner.QubitCount);
        if (rungs == 0)
        {
            var controlled = inner;
            for (int i = 0; i < controls; i++)
            {
                controlled = controlled.SharedControlled();
            }

            return [new Placement(controlled, Range(0, controls + inner.QubitCount))];
        }

        int ladder = controls + inner.QubitCount;
        var products = ImmutableArray.CreateBuilder<Placement>();
        for (int i = 0; i < rungs; i++)
        {
            products.Add(Placement.On(RelativePhaseToffoli.Instance, i + 1, i == 0 ? 0 : ladder + i - 1, ladder + i));
        }

        int product = ladder + rungs - 1;
        var last = rungs == controls - 1
            ? new Placement(inner.SharedControlled(), [product, .. body])
            : new Placement(new MultiControlledX(2), [controls - 1, product, .. body]);
        var collect = new CompositeOperation("product of controls", QubitCount, products.ToImmutable());
        return [new Placement(
            new Conjugation(Name, QubitCount, new Placement(collect, Range(0, QubitCount)), last, CleanAncillaCount),
                Range(0, QubitCount))];
    }

    private static int Rungs(Operation inner, int controls) => Math.Max(0, controls - (inner is Gate { Kind: GateKind.X } ? 2 : 1));

    private static int QubitsOf(Operation inner, int controls) => controls >= 0
        ? controls + inner.QubitCount + Rungs(inner, controls)
        : throw new ArgumentOutOfRangeException(nameof(controls), controls, "A number of controls is not negative.");
}
