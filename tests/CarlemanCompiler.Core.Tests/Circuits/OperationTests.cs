using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>The contract of every kind of operation, for random parameters, and the numbers of gates that the literature gives.</summary>
public sealed class OperationTests
{
    private static readonly Gen<double> Angle = Gen.Double[-7, 7];

    private static readonly Gen<RotationAxis> Axis = Gen.Enum<RotationAxis>();

    [Theory]
    [InlineData(GateKind.X)]
    [InlineData(GateKind.Y)]
    [InlineData(GateKind.Z)]
    [InlineData(GateKind.H)]
    [InlineData(GateKind.S)]
    [InlineData(GateKind.SAdjoint)]
    [InlineData(GateKind.T)]
    [InlineData(GateKind.TAdjoint)]
    [InlineData(GateKind.RX)]
    [InlineData(GateKind.RY)]
    [InlineData(GateKind.RZ)]
    [InlineData(GateKind.CX)]
    [InlineData(GateKind.GlobalPhase)]
    public void Gates(GateKind kind) => OperationContract.Holds(kind switch
    {
        GateKind.X => Gate.X,
        GateKind.Y => Gate.Y,
        GateKind.Z => Gate.Z,
        GateKind.H => Gate.H,
        GateKind.S => Gate.S,
        GateKind.SAdjoint => Gate.SAdjoint,
        GateKind.T => Gate.T,
        GateKind.TAdjoint => Gate.TAdjoint,
        GateKind.RX => Gate.RX(0.7),
        GateKind.RY => Gate.RY(-1.9),
        GateKind.RZ => Gate.RZ(4.1),
        GateKind.CX => Gate.CX,
        _ => Gate.GlobalPhase(0.3),
    });

    [Fact]
    public void MultiplexedRotations() => Gen.Select(Gen.Bool.Select(real => real ? RotationAxis.Y : RotationAxis.Z), Gen.Int[0,
        7]).SelectMany(
        (axis, k) => Angle.Array[1 << k].Select(angles => new MultiplexedRotation(axis, [.. angles]))).Sample(
            operation =>
            {
                OperationContract.Holds(operation);
                int k = operation.QubitCount - 1;
                Assert.InRange(operation.Cost.Rotations, 0, 1L << k);
                Assert.InRange(operation.Cost.CX, 0, k == 0 ? 0 : 1L << k);
            },
            iter: 20);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void MultiplexedRotationsFollowAGrayCode(int k)
    {
        var operation = new MultiplexedRotation(RotationAxis.Z, [.. Enumerable.Range(1, 1 << k).Select(i => Math.Sqrt(i))]);
        Assert.Equal((1L << k, 1L << k, 2L << k), (operation.Cost.Rotations, operation.Cost.CX, operation.Cost.Depth));
    }

    [Fact]
    public void EqualAnglesNeedNoControls()
    {
        var operation = new MultiplexedRotation(RotationAxis.Y, [.. Enumerable.Repeat(0.4, 16)]);
        OperationContract.Holds(operation);
        Assert.Equal((1, 0), (operation.Cost.Rotations, operation.Cost.CX));
    }

    [Fact]
    public void Diagonals() => Gen.Int[0, 7].SelectMany(k => Angle.Array[1 << k]).Sample(
        phases => OperationContract.Holds(new DiagonalPhase([.. phases])), iter: 20);

    [Fact]
    public void Signs() => Gen.Bool.Array[16].Sample(negative => OperationContract.Holds(DiagonalPhase.OfSigns(negative)), iter: 10);

    [Fact]
    public void MultiControlledRotations() => Gen.Select(Axis, Gen.Int[0, 7], Angle).Sample(
        (axis, k, angle) => OperationContract.Holds(new MultiControlledRotation(k, axis, angle)), iter: 24);

    [Fact]
    public void ManyControlsAreLinear()
    {
        var operation = new MultiControlledRotation(10, RotationAxis.Y, 0.9);
        OperationContract.SameUnitary(11, v => DenseModel.RunAction(operation, v), v => DenseModel.RunGates(operation, v));
        long Gates(int k) => new MultiControlledRotation(k, RotationAxis.Y, 0.9).Cost.Gates;
        Assert.InRange((Gates(80) - Gates(40)) / (double)(Gates(40) - Gates(20)), 1.9, 2.1);
    }

    [Fact]
    public void MultiControlledPhases() => Gen.Select(Gen.Int[1, 8], Angle).Sample(
        (k, angle) => OperationContract.Holds(new MultiControlledPhase(k, angle)), iter: 16);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(5, 0)]
    [InlineData(5, 1)]
    [InlineData(5, 2)]
    [InlineData(5, 3)]
    [InlineData(6, 1)]
    [InlineData(7, 0)]
    [InlineData(7, 1)]
    public void MultiControlledNots(int controls, int borrowed)
    {
        var operation = new MultiControlledX(controls, borrowed);
        OperationContract.Holds(operation);
        if (borrowed >= controls - 2 && controls > 2)
        {
            // Barenco et al., lemma 7.2: 4(k − 2) Toffoli gates, two of six CX and seven T, the others of three and four.
            Assert.Equal((12L * controls - 18, 16L * controls - 26), (operation.Cost.CX, operation.Cost.T));
        }
    }

    [Fact]
    public void SwapsAndTranspositions()
    {
        OperationContract.Holds(Swap.Instance);
        Gen.Int[1, 6].SelectMany(n => Gen.Select(Gen.Const(n), Gen.Int[0, (1 << n) - 1], Gen.Int[0, (1 << n) - 1])).Where((_, i, j) =>
            i != j)
            .Sample((n, i, j) => OperationContract.Holds(new BasisTransposition(n, i, j)), iter: 20);
    }

    [Fact]
    public void TwoLevelRotations() => Gen.Int[1, 6]
        .SelectMany(n => Gen.Select(Gen.Const(n), Gen.Int[0, (1 << n) - 1], Gen.Int[0, (1 << n) - 1], Axis, Angle)).Where((_, i, j, _,
            _) => i != j)
        .Sample(
            (n, i, j, axis, angle) =>
            {
                var operation = new TwoLevelRotation(n, i, j, axis, angle);
                OperationContract.Holds(operation);
                var plane = axis switch { RotationAxis.X => Gate.RX(angle), RotationAxis.Y => Gate.RY(angle), _ => Gate.RZ(angle) };
                OperationContract.SameUnitary(
                    n,
                    v =>
                    {
                        var result = (System.Numerics.Complex[])v.Clone();
                        var pair = DenseModel.RunGates(plane, [v[i], v[j]]);
                        (result[i], result[j]) = (pair[0], pair[1]);
                        return result;
                    },
                    v => DenseModel.RunGates(operation, v));
            },
            iter: 40);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void FourierTransform(int m)
    {
        var transform = new QuantumFourierTransform(m);
        OperationContract.Holds(transform, controlled: m <= 5);
        double scale = Math.Pow(2, -m / 2.0);
        OperationContract.SameUnitary(
            m,
            v => [.. Enumerable.Range(0, 1 << m).Select(k => v.Select((z, t) =>
                z * System.Numerics.Complex.FromPolarCoordinates(scale, 2 * Math.PI * (k * t % (1 << m)) / (1 << m))).Aggregate((a, b) =>
                    a + b))],
            v => DenseModel.RunGates(transform, v));
    }

    [Fact]
    public void ControlledConjugationControlsOnlyTheInnerPart()
    {
        var operation = new Conjugation(
            "test", 3, Placement.On(new QuantumFourierTransform(3), 0, 1, 2), Placement.On(new TwoLevelRotation(2, 1, 2, RotationAxis.X,
                0.8), 2, 0));
        OperationContract.Holds(operation);
        var controlled = operation.Controlled().Cost;
        var everything = new CompositeOperation("all", 3, operation.Decompose()).Controlled().Cost;
        Assert.True(controlled.Gates < everything.Gates);
    }

    [Fact]
    public void Repetitions()
    {
        var body = new CompositeOperation("body", 2, [Placement.On(Gate.RX(0.1), 0), Placement.On(Gate.CX, 0, 1),
            Placement.On(Gate.RZ(0.2), 1)]);
        foreach (long count in new long[] { 0, 1, 5, 16, 17, 45 })
        {
            OperationContract.Holds(new Repetition(body, count));
        }

        Assert.Equal(1_000_000_000_001, new Repetition(body, 1_000_000_000_001).Cost.CX);
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Contains("power of two", Assert.Throws<ArgumentException>(() => new DiagonalPhase([1, 2, 3])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new MultiplexedRotation(RotationAxis.X, [1, 2]));
        Assert.Throws<ArgumentException>(() => new MultiplexedRotation(RotationAxis.Y, [1, double.NaN]));
        Assert.Throws<ArgumentException>(() => new TwoLevelRotation(2, 1, 4, RotationAxis.X, 1));
        Assert.Throws<ArgumentException>(() => new TwoLevelRotation(2, 1, 1, RotationAxis.X, 1));
        Assert.Throws<ArgumentException>(() => new Conjugation("c", 2, Placement.On(Gate.X, 2), Placement.On(Gate.X, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiControlledPhase(0, 1));
    }
}
