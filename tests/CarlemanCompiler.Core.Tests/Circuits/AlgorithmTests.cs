using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>Selected operations, linear combinations, amplification and phase estimation against the formulas that define them.</summary>
public sealed class AlgorithmTests
{
    private static readonly Gen<double> Angle = Gen.Double[-3, 3];

    private static readonly Gen<Operation> OnTwo = Gen.OneOf<Operation>(
        Angle.Select(a => (Operation)new MultiControlledRotation(1, RotationAxis.Y, a)),
        Angle.Select(a => (Operation)new MultiControlledPhase(2, a)),
        Gen.Const<Operation>(Swap.Instance),
        Gen.Const<Operation>(new CompositeOperation("identity", 2, [])),
        Gen.Const<Operation>(new CompositeOperation("pair", 2, [
            Placement.On(Gate.H, 0), Placement.On(Gate.T, 1), Placement.On(Gate.CX, 1, 0), Placement.On(Gate.GlobalPhase(0.3), [])])),
        Gen.Const<Operation>(new Increment(2)));

    [Fact]
    public void SelectedOperations() => OnTwo.Array[1, 9].Sample(
        operations =>
        {
            var select = new UnaryIteration([.. operations]);
            OperationContract.Holds(select, controlled: select.QubitCount <= 6);
            int clean = select.CleanAncillaCount;
            OperationContract.SameUnitary(
                select.QubitCount,
                v =>
                {
                    var result = (Complex[])v.Clone();
                    for (int j = 0; j < operations.Length; j++)
                    {
                        var block = DenseModel.RunGates(operations[j], [.. Enumerable.Range(0, 4).Select(i => v[(4 * j + i) << clean])]);
                        for (int i = 0; i < 4; i++)
                        {
                            result[(4 * j + i) << clean] = block[i];
                        }
                    }

                    return result;
                },
                v => DenseModel.RunGates(select, v),
                clean);
        },
        iter: 20);

    [Fact]
    public void SelectedOperationsMayHaveAncillas()
    {
        var select = new UnaryIteration([new Increment(3), OnThree(Swap.Instance, 0, 2), OnThree(new RegisterAddition(1), 2, 0)]);
        Assert.Equal(2 + 3 + 1 + 1, select.QubitCount);
        OperationContract.Holds(select);

        static Operation OnThree(Operation pair, int first, int second) =>
            new CompositeOperation(pair.Name, 3, [Placement.On(pair, first, second)]);
    }

    [Fact]
    public void LinearCombinations() => (
        from operations in OnTwo.Array[1, 6]
        from real in Gen.Double[-1, 1].Array[operations.Length]
        from imaginary in Gen.OneOf(Gen.Const(0.0), Gen.Double[-1, 1]).Array[operations.Length]
        select (operations, coefficients: real.Zip(imaginary, (a, b) => new Complex(a, b)).ToImmutableArray())).Where(
            c => c.coefficients.Any(z => z.Magnitude > 0.01)).Sample(
            c =>
            {
                var combination = new LinearCombination(c.coefficients, [.. c.operations]);
                OperationContract.Holds(combination, controlled: combination.QubitCount <= 6);
                Block(combination, 2, v =>
                {
                    var sum = new Complex[4];
                    for (int j = 0; j < c.operations.Length; j++)
                    {
                        var term = DenseModel.RunGates(c.operations[j], v);
                        for (int i = 0; i < 4; i++)
                        {
                            sum[i] += c.coefficients[j] * term[i] / combination.Alpha;
                        }
                    }

                    return sum;
                });
            },
            iter: 20);

    [Fact]
    public void BadCombinationsAreNamed()
    {
        Assert.Throws<ArgumentException>(() => new LinearCombination([1], [Gate.X, Gate.Z]));
        Assert.Throws<ArgumentException>(() => new LinearCombination([0, 0], [Gate.X, Gate.Z]));
        Assert.Throws<ArgumentException>(() => new UnaryIteration([Gate.X, Gate.CX]));
        Assert.Throws<ArgumentException>(() => new UnaryIteration([]));
        Assert.Throws<ArgumentException>(() => new AmplitudeAmplification(Gate.H, [1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedPointAmplification(Gate.H, [0], 1, 0));
    }

    [Fact]
    public void AmplifiedAmplitudes() => Gen.Select(Gen.Double[0.05, 1.5], Gen.Int[0, 5]).Sample(
        (theta, iterations) =>
        {
            var amplified = new AmplitudeAmplification(Preparation(theta), [1], iterations);
            OperationContract.Holds(amplified, controlled: iterations <= 2);
            double s = Math.Sin((2 * iterations + 1) * theta);
            Assert.Equal(s * s, Good(amplified), 1e-12);
        },
        iter: 25);

    [Fact]
    public void AmplificationReusesTheAncillasOfThePreparation()
    {
        // A uniform state of three qubits, incremented: 111 has probability 1/8.
        var prepare = CompositeOperation.SharingAncillas("A", 3, [
            .. Enumerable.Range(0, 3).Select(q => Placement.On(Gate.H, q)), new Placement(new Increment(3), [0, 1, 2])]);
        var amplified = new AmplitudeAmplification(prepare, [0, 1, 2], AmplitudeAmplification.BestIterations(1.0 / 8));
        Assert.Equal((4, 1, 2L), (amplified.QubitCount, amplified.CleanAncillaCount, amplified.Iterations));
        OperationContract.Holds(amplified);
        double s = Math.Sin(5 * Math.Asin(Math.Sqrt(1.0 / 8)));
        Assert.Equal(s * s, DenseModel.RunGates(amplified, DenseModel.Basis(4, 0)).Where((_, i) => i >> 1 == 7).Sum(Square), 1e-12);
    }

    [Fact]
    public void FixedPointsDoNotOvershoot() => Gen.Select(Gen.Double[0.02, 1.5], Gen.Int[0, 5], Gen.Double[0.05, 0.9]).Sample(
        (theta, iterations, delta) =>
        {
            var amplified = new FixedPointAmplification(Preparation(theta), [1], iterations, delta);
            OperationContract.Holds(amplified, controlled: iterations <= 1);

            // Equation 1 of the paper: P = 1 − δ² T_L(T_{1/L}(1/δ) √(1 − λ))².
            int uses = 2 * iterations + 1;
            double x = Math.Cosh(Math.Acosh(1 / delta) / uses) * Math.Cos(theta);
            double t = x > 1 ? Math.Cosh(uses * Math.Acosh(x)) : Math.Cos(uses * Math.Acos(x));
            Assert.Equal(1 - delta * delta * t * t, Good(amplified), 1e-11);
        },
        iter: 25);

    [Fact]
    public void EnoughIterationsAreEnoughForEveryLargerProbability() =>
        Gen.Select(Gen.Double[0.02, 0.9], Gen.Double[0.1, 0.7], Gen.Double[0, 1]).Sample(
        (least, delta, larger) =>
        {
            int iterations = FixedPointAmplification.IterationsFor(least, delta);
            double probability = least + (1 - least) * larger;
            var amplified = new FixedPointAmplification(Preparation(Math.Asin(Math.Sqrt(probability))), [1], iterations, delta);
            Assert.InRange(Good(amplified), 1 - delta * delta - 1e-10, 1 + 1e-10);
        },
        iter: 40);

    [Fact]
    public void EstimatedPhases()
    {
        // A phase of few bits is read exactly; another with the probability of the Fejér kernel.
        const int m = 4;
        for (int reading = 0; reading < 1 << m; reading++)
        {
            double phi = reading / 16.0;
            var exact = new EigenphaseEstimation(new MultiControlledPhase(1, 2 * Math.PI * phi), m);
            Assert.Equal(1, Square(DenseModel.RunGates(exact, DenseModel.Basis(m + 1, 1))[2 * reading + 1]), 1e-10);
        }

        var estimation = new EigenphaseEstimation(Gate.RZ(1.1), m);
        OperationContract.Holds(estimation);
        var state = DenseModel.RunGates(estimation, DenseModel.Basis(m + 1, 1));
        for (int y = 0; y < 1 << m; y++)
        {
            double off = 2 * Math.PI * (1.1 / (4 * Math.PI) - y / 16.0) / 2;
            double fejer = Math.Sin(16 * off) / (16 * Math.Sin(off));
            Assert.Equal(fejer * fejer, Square(state[2 * y + 1]), 1e-10);
        }

        var powers = new EigenphaseEstimation([.. Enumerable.Range(0, m).Select(p => Gate.RZ(1.1 * (1 << p)))]);
        OperationContract.SameUnitary(m + 1, v => DenseModel.RunGates(estimation, v), v => DenseModel.RunGates(powers, v));
        Assert.Equal((1L << 50) - 1, UsesOfT(new EigenphaseEstimation(Gate.T, 50)));
    }

    // What is left without the Fourier transform, in rotations of one controlled T.
    private static long UsesOfT(EigenphaseEstimation estimation)
    {
        var fourier = new QuantumFourierTransform(estimation.ClockQubits).Cost;
        return (estimation.Cost.Rotations - fourier.Rotations) / new MultiControlledPhase(2, Math.PI / 4).Cost.Rotations;
    }

    // Qubit 1 is 1 with probability sin² θ; qubit 0 is entangled with it.
    private static CompositeOperation Preparation(double theta) => new("A", 2, [
        Placement.On(Gate.RY(2 * theta), 1), Placement.On(Gate.RX(0.4), 0), Placement.On(Gate.CX, 1, 0),
            Placement.On(Gate.GlobalPhase(0.2), [])]);

    private static double Good(Operation operation) =>
        DenseModel.RunGates(operation, DenseModel.Basis(2, 0)).Where((_, i) => (i & 1) == 1).Sum(Square);

    private static double Square(Complex z) => z.Real * z.Real + z.Imaginary * z.Imaginary;

    // ⟨0|W|0⟩ on the address, system of the given number of qubits, then ancillas.
    private static void Block(Operation encoding, int system, Func<Complex[], Complex[]> expected)
    {
        int clean = encoding.CleanAncillaCount;
        for (int x = 0; x < 1 << system; x++)
        {
            var result = DenseModel.RunGates(encoding, DenseModel.Basis(encoding.QubitCount, x << clean));
            var block = Enumerable.Range(0, 1 << system).Select(i => result[i << clean]).ToArray();
            Assert.InRange(DenseModel.Distance(expected(DenseModel.Basis(system, x)), block), 0, 1e-11);
        }
    }
}
