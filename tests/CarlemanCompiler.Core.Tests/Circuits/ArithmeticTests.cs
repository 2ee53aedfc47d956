using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>Arithmetic on registers, on every basis state: the gates do what the integers do, ancillas come back clean.</summary>
public sealed class ArithmeticTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Increments(int n)
    {
        var operation = new Increment(n);
        Maps(operation, x => (x + 1) % (1 << n));
        Maps(operation.Adjoint(), x => (x + (1 << n) - 1) % (1 << n));
        if (n <= 4)
        {
            OperationContract.Holds(operation);
        }

        Assert.Equal(8L * Math.Max(0, n - 2), operation.Cost.T);
        Assert.Equal(n + Math.Max(0, n - 2), operation.Cost.Qubits);
        if (n >= 2)
        {
            Assert.Equal(7L * n - 13, operation.Cost.CX);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Sums(int n)
    {
        var operation = new RegisterAddition(n);
        int mask = (1 << n) - 1;
        Maps(operation, x => (x & ~mask) | (((x >> n) + x) & mask));
        Maps(operation.Adjoint(), x => (x & ~mask) | ((x - (x >> n)) & mask));
        if (n <= 3)
        {
            OperationContract.Holds(operation);
        }

        Assert.Equal(8L * (n - 1), operation.Cost.T);
        Assert.Equal(n == 1 ? 1 : 10L * n - 8, operation.Cost.CX);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Comparisons(int n)
    {
        var operation = new RegisterComparison(n);
        int mask = (1 << n) - 1;
        Maps(operation, x => x ^ (x >> (n + 1) < ((x >> 1) & mask) ? 1 : 0));
        if (n <= 3)
        {
            OperationContract.Holds(operation);
        }

        Assert.Equal((8L * n, 10L * n + 1), (operation.Cost.T, operation.Cost.CX));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void ConstantsToAdd(int n)
    {
        for (long c = n == 6 ? 21 : -1; c <= (n == 6 ? 22 : 1 << n); c++)
        {
            var operation = new ConstantAddition(n, c);
            Maps(operation, x => (int)(x + c + (1 << n)) % (1 << n));
            Maps(operation.Controlled(), x => x >> n == 0 ? x : (1 << n) | ((int)(x + c + (1 << n)) % (1 << n)));
            Maps(operation.Controlled().Controlled(), x => x >> n != 3 ? x : (3 << n) | ((int)(x + c + (1 << n)) % (1 << n)));
            if (n <= 2)
            {
                OperationContract.Holds(operation);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void ConstantsToCompareWith(int n)
    {
        for (long c = n == 7 ? 88 : -1; c <= (n == 7 ? 90 : (1 << n) + 1); c++)
        {
            var operation = new ConstantComparison(n, c);
            Maps(operation, x => x ^ (x >> 1 < c ? 1 : 0));
            if (n <= 3)
            {
                OperationContract.Holds(operation);
            }
        }
    }

    [Fact]
    public void RelativePhases()
    {
        OperationContract.Holds(RelativePhaseToffoli.Instance);
        Assert.Equal((4, 3), (RelativePhaseToffoli.Instance.Cost.T, RelativePhaseToffoli.Instance.Cost.CX));
    }

    [Fact]
    public void ControlsWithCleanAncillasAreLinear()
    {
        Operation[] inner = [
            Gate.X, Gate.RY(0.3), Gate.GlobalPhase(0.7), new MultiControlledPhase(2, 0.4), new Increment(2),
                new CompositeOperation("pair", 2, [
                Placement.On(Gate.H, 0), Placement.On(Gate.CX, 0, 1), Placement.On(Gate.GlobalPhase(1), [])])];
        foreach (var operation in inner)
        {
            for (int k = 0; k <= 4; k++)
            {
                OperationContract.Holds(new LinearMultiControlled(operation, k), controlled: k <= 2);
            }
        }

        for (int k = 3; k <= 40; k += 37)
        {
            var x = new LinearMultiControlled(Gate.X, k);
            Assert.Equal((8L * (k - 2) + 7, 6L * (k - 2) + 6, 1L, 2 * k - 1), (x.Cost.T, x.Cost.CX, x.Cost.Toffoli, x.Cost.Qubits));
        }
    }

    [Fact]
    public void LookUps() => (
        from n in Gen.Int[1, 9]
        from width in Gen.Int[0, 3]
        from words in Gen.Int[0, (1 << width) - 1].Array[n]
        select new TableLookup([.. words.Select(w => (long)w)], width)).Sample(
            operation =>
            {
                int width = operation.Width;
                Maps(operation, x => x >> width < operation.Words.Length ? x ^ (int)operation.Words[x >> width] : x);
                if (operation.QubitCount <= 7)
                {
                    OperationContract.Holds(operation);
                }

                Assert.InRange(operation.Cost.T, 0, Math.Max(0, 8 * ((1 << operation.AddressQubits) - 2)));
            },
            iter: 40);

    [Fact]
    public void LookUpsShareWhatIsEqual()
    {
        // 2^20 words, of period 4: two bits of the address are walked.
        var periodic = new TableLookup([.. Enumerable.Range(0, 1 << 20).Select(i => (long)(i % 4))], 2);
        var once = new TableLookup([0, 1, 2, 3], 2);
        Assert.Equal((once.Cost.T, once.Cost.CX), (periodic.Cost.T, periodic.Cost.CX));
        var random = new TableLookup([.. Enumerable.Range(0, 256).Select(i => (long)i)], 8);
        Assert.Equal(8L * 254, random.Cost.T);
        Assert.Throws<ArgumentException>(() => new TableLookup([4], 2));
        Assert.Throws<ArgumentException>(() => new TableLookup([], 2));
    }

    private static void Maps(Operation operation, Func<int, int> image)
    {
        int clean = operation.CleanAncillaCount;
        int n = operation.QubitCount;
        for (int x = 0; x < 1 << (n - clean); x++)
        {
            var expected = DenseModel.Basis(n, image(x) << clean);
            Assert.InRange(DenseModel.Distance(expected, DenseModel.RunGates(operation, DenseModel.Basis(n, x << clean))), 0, 1e-12);
        }
    }
}
