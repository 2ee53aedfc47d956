using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// e^{−iθP/2} on a target where all controls are 1. Qubits: the controls, the target, then borrowed qubits, which may be in any state and
/// are left as they were. With few controls a Gray code of 2^k rotations and 2^k CX; with many, two rotations by ±θ/2 controlled by the
/// last control between multi-controlled X gates that borrow that control and what else there is: O(k) gates, no ancilla (Barenco et al.,
/// PRA 52, 3457 (1995), lemma 7.9). The cheaper by gate count is taken.
/// </summary>
public sealed class MultiControlledRotation : DerivedOperation
{
    // The largest number of controls for which a Gray code takes no more gates than the halves do without borrowed qubits.
    private static readonly Lazy<int> LargestGrayCode = new(() =>
    {
        int k = 3;
        while (4L << k <= Halves(k + 1, 0, RotationAxis.Z, 1).Sum(part => part.Operation.Counts.Gates))
        {
            k++;
        }

        return k;
    });

    private readonly int controls;
    private readonly int borrowed;

    /// <summary>
    /// A rotation of one target by <paramref name="angle"/> under <paramref name="controlCount"/> controls that may use
    /// <paramref name="borrowedCount"/> further qubits.
    /// </summary>
    public MultiControlledRotation(int controlCount, RotationAxis axis, double angle, int borrowedCount = 0)
        : base($"controlled R{axis}", controlCount + 1 + borrowedCount)
    {
        if (controlCount < 0 || borrowedCount < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(controlCount), "Numbers of controls and of borrowed qubits are not negative.");
        }

        controls = controlCount;
        borrowed = borrowedCount;
        Axis = axis;
        Angle = angle;
        Rotation = axis switch { RotationAxis.X => Gate.RX(angle), RotationAxis.Y => Gate.RY(angle), _ => Gate.RZ(angle) };
    }

    /// <summary>Number of controls.</summary>
    public int ControlCount => controls;

    /// <summary>Number of borrowed qubits.</summary>
    public int BorrowedCount => borrowed;

    /// <summary>P.</summary>
    public RotationAxis Axis { get; }

    /// <summary>θ in radians.</summary>
    public double Angle { get; }

    /// <summary>The rotation that is controlled.</summary>
    public Gate Rotation { get; }

    /// <summary>The rotation under the controls; the borrowed qubits take no part.</summary>
    public override QubitAction Action => borrowed == 0
        ? new ControlledAction(controls, Rotation.Action)
        : new ControlledAction(controls, new SequenceAction([Placement.On(Rotation, 0)]));

    /// <inheritdoc/>
    public override Operation Adjoint() => new MultiControlledRotation(controls, Axis, -Angle, borrowed);

    /// <inheritdoc/>
    public override Operation Controlled() => new MultiControlledRotation(controls + 1, Axis, Angle, borrowed);

    private protected override ImmutableArray<Placement> Build()
    {
        if (controls == 0)
        {
            return [Placement.On(Rotation, 0)];
        }

        if (Axis == RotationAxis.X)
        {
            // H RZ H = RX, and without the control H H = 1.
            return [
                Placement.On(Gate.H, controls),
                new Placement(new MultiControlledRotation(controls, RotationAxis.Z, Angle, borrowed), Range(0, QubitCount)),
                Placement.On(Gate.H, controls)];
        }

        return UsesGrayCode(controls, borrowed) ? GrayCode(controls) : Halves(controls, borrowed, Axis, Angle);
    }

    // The comparison itself rests on rotations under one control.
    private static bool UsesGrayCode(int k, int borrowed)
    {
        if (k < 4 || borrowed + 1 < k - 3)
        {
            return k < 4 || k <= LargestGrayCode.Value;
        }

        // Two ladders of 12(k − 1) − 18 CX and so on, and two rotations under one control.
        long halves = 2 * new MultiControlledX(k - 1, k - 3).Counts.Gates + 8;
        return 2L << k <= halves;
    }

    private ImmutableArray<Placement> GrayCode(int k)
    {
        var angles = new double[1 << k];
        angles[angles.Length - 1] = Angle;
        return [new Placement(new MultiplexedRotation(Axis, [.. angles]), Range(0, k + 1))];
    }

    // Controls 0..k−2 flip the target between ±θ/2: the halves add up where they all hold and cancel elsewhere.
    private static ImmutableArray<Placement> Halves(int k, int borrowed, RotationAxis axis, double angle)
    {
        var flip = new MultiControlledX(k - 1, borrowed + 1);
        ImmutableArray<int> flipQubits = [.. Range(0, k - 1), k, k - 1, .. Range(k + 1, borrowed)];
        return [
            Placement.On(new MultiControlledRotation(1, axis, angle / 2), k - 1, k),
            new Placement(flip, flipQubits),
            Placement.On(new MultiControlledRotation(1, axis, -angle / 2), k - 1, k),
            new Placement(flip, flipQubits)];
    }
}
