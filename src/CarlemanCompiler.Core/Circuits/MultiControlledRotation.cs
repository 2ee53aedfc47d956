using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// e^{−iθP/2} on the last qubit where all qubits before it are 1. With few controls a Gray code of 2^k rotations and 2^k CX; with many, two
/// rotations by ±θ/2 controlled by the last control between multi-controlled X gates that borrow that control: O(k) gates, no ancilla
/// (Barenco et al., PRA 52, 3457 (1995), lemma 7.9). The cheaper by gate count is taken.
/// </summary>
public sealed class MultiControlledRotation : DerivedOperation
{
    // The largest number of controls for which a Gray code takes no more gates than the halves do.
    private static readonly Lazy<int> LargestGrayCode = new(() =>
    {
        int k = 3;
        while (4L << k <= Halves(k + 1, RotationAxis.Z, 1).Sum(part => part.Operation.Counts.Gates))
        {
            k++;
        }

        return k;
    });

    /// <summary>A rotation of one target by <paramref name="angle"/> under <paramref name="controlCount"/> controls.</summary>
    public MultiControlledRotation(int controlCount, RotationAxis axis, double angle)
        : base($"controlled R{axis}", controlCount + 1)
    {
        if (controlCount < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(controlCount), controlCount, "A number of controls is not negative.");
        }

        Axis = axis;
        Angle = angle;
        Rotation = axis switch { RotationAxis.X => Gate.RX(angle), RotationAxis.Y => Gate.RY(angle), _ => Gate.RZ(angle) };
    }

    /// <summary>P.</summary>
    public RotationAxis Axis { get; }

    /// <summary>θ in radians.</summary>
    public double Angle { get; }

    /// <summary>The rotation that is controlled.</summary>
    public Gate Rotation { get; }

    /// <inheritdoc/>
    public override QubitAction Action => new ControlledAction(QubitCount - 1, Rotation.Action);

    /// <inheritdoc/>
    public override Operation Adjoint() => new MultiControlledRotation(QubitCount - 1, Axis, -Angle);

    /// <inheritdoc/>
    public override Operation Controlled() => new MultiControlledRotation(QubitCount, Axis, Angle);

    private protected override ImmutableArray<Placement> Build()
    {
        int k = QubitCount - 1;
        if (k == 0)
        {
            return [Placement.On(Rotation, 0)];
        }

        if (Axis == RotationAxis.X)
        {
            // H RZ H = RX, and without the control H H = 1.
            return [
                Placement.On(Gate.H, k),
                new Placement(new MultiControlledRotation(k, RotationAxis.Z, Angle), Range(0, k + 1)),
                Placement.On(Gate.H, k)];
        }

        return UsesGrayCode(k) ? GrayCode(k) : Halves(k, Axis, Angle);
    }

    // The comparison itself rests on rotations under one control.
    private static bool UsesGrayCode(int k) => k < 4 || k <= LargestGrayCode.Value;

    private ImmutableArray<Placement> GrayCode(int k)
    {
        var angles = new double[1 << k];
        angles[angles.Length - 1] = Angle;
        return [new Placement(new MultiplexedRotation(Axis, [.. angles]), Range(0, k + 1))];
    }

    // Controls 0..k−2 flip the target between ±θ/2: the halves add up where they all hold and cancel elsewhere.
    private static ImmutableArray<Placement> Halves(int k, RotationAxis axis, double angle)
    {
        var flip = new MultiControlledX(k - 1, borrowedCount: 1);
        ImmutableArray<int> flipQubits = [.. Range(0, k - 1), k, k - 1];
        return [
            Placement.On(new MultiControlledRotation(1, axis, angle / 2), k - 1, k),
            new Placement(flip, flipQubits),
            Placement.On(new MultiControlledRotation(1, axis, -angle / 2), k - 1, k),
            new Placement(flip, flipQubits)];
    }
}
