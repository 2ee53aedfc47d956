using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Circuits.Passes;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>
/// 5,000 random circuits against their definition: what operations say they do, and what their gates do. The same 4,000 each time, and a
/// thousand new ones, whose number is in the message of a failure.
/// </summary>
public sealed class DifferentialTests
{
    private const double Tolerance = 1e-12;

    // Small circuits more often: 2^n amplitudes cost what they cost.
    private static readonly int[] Qubits = [1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 10];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void KnownCircuits(int thousand)
    {
        for (int seed = 1000 * thousand; seed < 1000 * (thousand + 1); seed++)
        {
            Holds(seed);
        }
    }

    [Fact]
    public void NewCircuits() => Gen.Int[0, int.MaxValue].Sample(Holds, iter: 1000);

    [Fact]
    public void PassesLeaveTheUnitary() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var (operation, _) = RandomCircuits.Create(seed, Qubits[seed % Qubits.Length]);
            foreach (var pass in Peephole.Passes())
            {
                Unchanged(operation, pass.Apply(operation));
            }

            Unchanged(operation, Peephole.Optimise(operation).Operation);
        },
        iter: 300);

    private static void Holds(int seed)
    {
        var (operation, model) = RandomCircuits.Create(seed, Qubits[seed % Qubits.Length]);
        int clean = operation.CleanAncillaCount;
        Assert.Equal(model.Qubits + clean, operation.QubitCount);
        var inputs = model.Qubits <= 2
            ? Enumerable.Range(0, 1 << model.Qubits).Select(i => DenseModel.Basis(model.Qubits, i))
            : [DenseModel.Random(model.Qubits, seed)];
        foreach (var input in inputs)
        {
            var expected = WithAncillas(model.Apply(input), clean);
            var start = WithAncillas(input, clean);
            Close(expected, DenseModel.RunAction(operation, start), $"the action of circuit {seed}");
            Close(expected, DenseModel.RunGates(operation, start), $"the gates of circuit {seed}");
            Close(start, DenseModel.RunGates(operation.Adjoint(), expected), $"the adjoint of circuit {seed}");
        }

        Assert.Equal(CountedCost.Of(operation), operation.Cost);
    }

    private static void Unchanged(Operation before, Operation after)
    {
        Assert.Equal((before.QubitCount, before.CleanAncillaCount), (after.QubitCount, after.CleanAncillaCount));
        var start = WithAncillas(DenseModel.Random(before.QubitCount - before.CleanAncillaCount, 1), before.CleanAncillaCount);
        var expected = DenseModel.RunGates(before, start);
        Close(expected, DenseModel.RunGates(after, start), "the gates");
        Close(expected, DenseModel.RunAction(after, start), "the action");
        Assert.Equal(CountedCost.Of(after), after.Cost);
    }

    private static Complex[] WithAncillas(Complex[] v, int clean)
    {
        var result = new Complex[v.Length << clean];
        for (int i = 0; i < v.Length; i++)
        {
            result[i << clean] = v[i];
        }

        return result;
    }

    private static void Close(Complex[] expected, Complex[] actual, string what)
    {
        double distance = DenseModel.Distance(expected, actual);
        Assert.True(distance <= Tolerance, $"{what}: off by {distance:G3}");
    }
}
