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

    private protected override ImmutableArray<Placement> Build() => [
        Placement.On(Gate.H, 2), Placement.On(Gate.T, 2),
        Placement.On(Gate.CX, 1, 2), Placement.On(Gate.TAdjoint, 2),
        Placement.On(Gate.CX, 0, 2), Placement.On(Gate.T, 2),
        Placement.On(Gate.CX, 1, 2), Placement.On(Gate.TAdjoint, 2),
        Placement.On(Gate.H, 2)];
}
