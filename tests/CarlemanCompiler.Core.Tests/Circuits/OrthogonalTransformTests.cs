using CarlemanCompiler.Circuits;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>
/// Exact synthesis on the matrices that break decompositions: generic ones, and those with repeated, zero, unit and nearly unit cosines.
/// </summary>
public sealed class OrthogonalTransformTests
{
    [Fact]
    public void GenericMatrices() => Gen.Select(Gen.Int[1, 5], Gen.Int[0, 1_000_000]).Sample(
        (k, seed) => OperationContract.Holds(OrthogonalTransform.Of(Random(1 << k, seed)), controlled: k <= 3), iter: 20);

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void CountsAreThoseOfTheLiterature(int k)
    {
        var operation = OrthogonalTransform.Of(SpecialOrthogonal(1 << k, seed: k));
        OperationContract.SameUnitary(k, v => DenseModel.RunAction(operation, v), v => DenseModel.RunGates(operation, v));

        // 2^k − 1 multiplexers: as many rotations as SO(2^k) has parameters.
        Assert.Equal((1L << (k - 1)) * ((1L << k) - 1), operation.Cost.Rotations);
        Assert.Equal(operation.Cost.Rotations, operation.Cost.CX);
    }

    [Fact]
    public void Permutations() => Gen.Select(Gen.Int[1, 6], Gen.Int[0, 1_000_000]).Sample(
        (k, seed) =>
        {
            var random = new Random(seed);
            var image = Enumerable.Range(0, 1 << k).ToArray();
            random.Shuffle(image);
            var matrix = new double[1 << k, 1 << k];
            for (int i = 0; i < image.Length; i++)
            {
                matrix[image[i], i] = random.Next(2) == 0 ? 1 : -1;
            }

            OperationContract.Holds(OrthogonalTransform.Of(matrix), controlled: k <= 3);
        },
        iter: 20);

    [Fact]
    public void IdentityCostsNothing()
    {
        Assert.Equal(0, OrthogonalTransform.Of(Embedded(new double[0, 0], 32)).Cost.Gates);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(4, 9)]
    [InlineData(5, 20)]
    [InlineData(7, 72)]
    public void SmallMatricesPaddedWithTheIdentity(int k, int order)
    {
        var operation = OrthogonalTransform.Of(Embedded(Random(order, seed: order), 1 << k));
        OperationContract.SameUnitary(k, v => DenseModel.RunAction(operation, v), v => DenseModel.RunGates(operation, v));
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    [InlineData(1e-8)]
    [InlineData(1e-11)]
    [InlineData(1e-15)]
    public void NearlyTheIdentity(double distance)
    {
        // exp of a small random antisymmetric matrix, by its Cayley transform: every cosine is 1 − O(distance²), every sine O(distance).
        var operation = OrthogonalTransform.Of(Rotate(32, distance, seed: 3));
        OperationContract.Holds(operation, controlled: false);
    }

    [Fact]
    public void SelectedMatrices() => Gen.Select(Gen.Int[1, 4], Gen.Int[0, 2], Gen.Int[0, 1_000_000]).Sample(
        (k, select, seed) => OperationContract.Holds(
            OrthogonalTransform.Multiplexed([.. Enumerable.Range(0, 1 << select).Select(b => Random(1 << k, seed + b))]), controlled: k
                + select <= 3),
        iter: 15);

    [Fact]
    public void NotOrthogonalIsRefused()
    {
        Assert.Contains("orthogonal", Assert.Throws<ArgumentException>(
            () => OrthogonalTransform.Of(new double[,] { { 1, 0.1 }, { 0, 1 } })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OrthogonalTransform.Of(new double[3, 3]));
        Assert.Throws<SizeLimitException>(() => OrthogonalTransform.Of(new double[2048, 2048]));
    }

    internal static double[,] SpecialOrthogonal(int order, int seed)
    {
        var matrix = Random(order, seed);
        var columns = Enumerable.Range(0, order).Select(j => Enumerable.Range(0, order).Select(i => matrix[i, j]).ToArray()).ToArray();
        if (CosineSineDecomposition.DeterminantIsNegative(columns))
        {
            for (int i = 0; i < order; i++)
            {
                matrix[i, 0] = -matrix[i, 0];
            }
        }

        return matrix;
    }

    // A product of Givens rotations on random pairs, enough of them to fill the matrix, with a random sign.
    internal static double[,] Random(int order, int seed)
    {
        var random = new Random(seed);
        var m = Rotations(order, () => 2 * Math.PI * random.NextDouble(), random, 6 * order);
        if (random.Next(2) == 0)
        {
            for (int j = 0; j < order; j++)
            {
                m[0, j] = -m[0, j];
            }
        }

        return m;
    }

    private static double[,] Rotate(int order, double distance, int seed)
    {
        var random = new Random(seed);
        return Rotations(order, () => distance * (random.NextDouble() - 0.5), random, 8 * order);
    }

    private static double[,] Rotations(int order, Func<double> angle, Random random, int count)
    {
        var m = Embedded(new double[0, 0], order);
        for (int n = 0; n < count && order > 1; n++)
        {
            int p = random.Next(order);
            int q = (p + 1 + random.Next(order - 1)) % order;
            var (s, c) = Math.SinCos(angle());
            for (int j = 0; j < order; j++)
            {
                (m[p, j], m[q, j]) = (c * m[p, j] - s * m[q, j], s * m[p, j] + c * m[q, j]);
            }
        }

        return m;
    }

    private static double[,] Embedded(double[,] block, int order)
    {
        var m = new double[order, order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                m[i, j] = i < block.GetLength(0) && j < block.GetLength(0) ? block[i, j] : i == j ? 1 : 0;
            }
        }

        return m;
    }
}
