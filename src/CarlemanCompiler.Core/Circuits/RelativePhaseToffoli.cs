using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// X on the third qubit where the first two are 1, up to phases: Y there, and Z on the third where the first alone is 1. Its own inverse,
/// with four T and three CX where a Toffoli gate takes seven and six (Margolus; Maslov, PRA 93, 022311 (2016), figure 3). It stands for a
/// Toffoli gate wherever it is undone before its phases are seen: between the two, nothing may change what its qubits hold.
/// </summary>
public sealed class RelativePhaseToffoli : DerivedOperation
{
    private RelativePhaseToffoli()
        : base("relative-phase Toffoli", 3)
    {
    }

    /// <summary>The operation.</summary>
    public static RelativePhaseToffoli Instance { get; } = new();

    /// <inheritdoc/>
    public override QubitAction Action
    {
        get
        {
            var i = Complex.ImaginaryOne;
            return new ControlledAction(1, new MultiplexedAction([1, 0, 0, -1, 0, -i, i, 0]));
        }
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => this;

    /// <summary>It is a conjugation of the CX in its middle, and only that needs the control: a Toffoli gate.</summary>
    public override Operation Controlled() => new Conjugation(
        ControlledName(Name), 4, Placement.On(Half, 2, 3), Placement.On(new MultiControlledX(2), 0, 1, 3));

    private static CompositeOperation Half { get; } = new("half", 2, [
        Placement.On(Gate.H, 1), Placement.On(Gate.T, 1), Placement.On(Gate.CX, 0, 1), Placement.On(Gate.TAdjoint, 1)]);

    private protected override ImmutableArray<Placement> Build() => [
        Placement.On(Gate.H, 2), Placement.On(Gate.T, 2),
        Placement.On(Gate.CX, 1, 2), Placement.On(Gate.TAdjoint, 2),
        Placement.On(Gate.CX, 0, 2), Placement.On(Gate.T, 2),
        Placement.On(Gate.CX, 1, 2), Placement.On(Gate.TAdjoint, 2),
        Placement.On(Gate.H, 2)];
}
