using CarlemanCompiler.Core.Tests.Circuits;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.QuantumSolvers;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.QuantumSolvers;

/// <summary>The block encoding holds H/α to the last digits, and its walk the Chebyshev polynomials of it.</summary>
public sealed class SparseBlockEncodingTests
{
    [Fact]
    public void TheBlockIsTheDilation() => Gen.Select(Gen.Int[1, 5], Gen.Int[0, 3], Gen.Int[0, 10_000]).Sample(
        (rows, perRow, seed) => HasTheBlock(SparseSystems.Random(rows, perRow, 1.5, seed), byTable: false),
        iter: 15);

    [Fact]
    public void TheTableFollowsTheSameNonzeros() => Gen.Select(Gen.Int[1, 3], Gen.Int[0, 10_000]).Sample(
        (rows, seed) => HasTheBlock(SparseSystems.Random(rows, 1, 1.5, seed), byTable: true),
        iter: 4);

    [Fact]
    public void RowsAndColumnsOfAnyLengthAreEncoded()
    {
        // An arrow, a row and a column of zeros, and a permutation, whose rows need no cancelling.
        HasTheBlock(TestSystems.Sparse(new[,] { { -1, 2.0, -3, 4 }, { 5, 0, 0, 0 }, { -6, 0, 7, 0 }, { 8, 0, 0, -9 } }), byTable: false);
        HasTheBlock(TestSystems.Sparse(new[,] { { 0, 0, 0 }, { 0, 0, -2.0 }, { 0, 0, 1 } }), byTable: false);
        HasTheBlock(TestSystems.Sparse(new[,] { { 0, 1.0, 0, 0 }, { 0, 0, 0, -1 }, { 1, 0, 0, 0 }, { 0, 0, 1, 0 } }), byTable: false);
    }

    [Fact]
    public void AlphaIsSchursBound() => Gen.Select(Gen.Int[1, 30], Gen.Int[0, 5], Gen.Int[0, 10_000]).Sample(
        (rows, perRow, seed) =>
        {
            var matrix = SparseSystems.Random(rows, perRow, 1.5, seed);
            var encoding = SparseBlockEncoding.Of(matrix);
            Assert.Equal(Math.Sqrt(matrix.InfinityNorm * matrix.OneNorm), encoding.Alpha, 1e-12 * encoding.Alpha);
            Assert.InRange(matrix.SpectralNorm(), 0, encoding.Alpha * (1 + 1e-12));
            Assert.InRange(encoding.Alpha, 0, SparseBlockEncoding.Sparsity(matrix) * matrix.LargestMagnitude * (1 + 1e-12));
        },
        iter: 30);

    [Fact]
    public void ColoursArePartialMatchingsAndAsFewAsThereCanBe() => Gen.Select(Gen.Int[1, 40], Gen.Int[0, 8], Gen.Int[0, 10_000]).Sample(
        (rows, perRow, seed) =>
        {
            var matrix = SparseSystems.Random(rows, perRow, 1, seed);
            int sparsity = SparseBlockEncoding.Sparsity(matrix);
            int[] colours = EdgeColouring.Of(matrix, sparsity);
            var atRow = new HashSet<(int, int)>();
            var atColumn = new HashSet<(int, int)>();
            for (int i = 0; i < rows; i++)
            {
                for (int e = matrix.RowStarts[i]; e < matrix.RowStarts[i + 1]; e++)
                {
                    Assert.InRange(colours[e], 0, sparsity - 1);
                    Assert.True(atRow.Add((i, colours[e])));
                    Assert.True(atColumn.Add((matrix.Columns[e], colours[e])));
                }
            }
        },
        iter: 60);

    [Fact]
    public void TheEncodingKeepsTheContract()
    {
        var encoding = SparseBlockEncoding.Of(TestSystems.Sparse(new[,] { { 1, -2.0 }, { 0, 3 } }));
        OperationContract.Holds(encoding);
        OperationContract.Holds(new QubitizedWalk(encoding));
        OperationContract.Holds(new WalkPhaseEstimation(new QubitizedWalk(encoding), 3), controlled: false);
    }

    [Fact]
    public void TheWalkHasTheChebyshevPolynomials()
    {
        var matrix = SparseSystems.Random(3, 2, 1, 5);
        var encoding = SparseBlockEncoding.Of(matrix);
        var walk = new QubitizedWalk(encoding);
        int hidden = encoding.ColourQubits + encoding.WorkQubits;
        double[,] h = Dilation(matrix, encoding.IndexQubits);
        int size = h.GetLength(0);
        for (int vertex = 0; vertex < size; vertex++)
        {
            var state = DenseModel.Basis(walk.QubitCount, vertex << hidden);
            double[] before = new double[size];
            double[] now = [.. Enumerable.Range(0, size).Select(i => i == vertex ? 1.0 : 0)];
            for (int n = 1; n <= 5; n++)
            {
                state = DenseModel.RunGates(walk, state);
                double[] next = [.. Enumerable.Range(0, size).Select(i =>
                    (n == 1 ? 1 : 2) * Enumerable.Range(0, size).Sum(j => h[i, j] / encoding.Alpha * now[j]) - before[i])];
                (before, now) = (now, next);
                for (int i = 0; vertex < 2 * matrix.RowCount && i < 2 * matrix.RowCount; i++)
                {
                    Assert.Equal(now[i], state[i << hidden].Real, 1e-11);
                    Assert.Equal(0, state[i << hidden].Imaginary, 1e-11);
                }
            }
        }
    }

    [Fact]
    public void GatesFollowTheNonzeros()
    {
        // Four times the rows, four times the nonzeros: four times the gates, but for the levels of the tree.
        long Gates(int rows) => SparseBlockEncoding.Of(SparseSystems.Random(rows, 2, 1, 1), byTable: true).Cost.Gates;
        Assert.InRange(Gates(4096) / (double)Gates(1024), 3.5, 5);
    }

    [Fact]
    public void WhatCannotBeEncodedIsRefused()
    {
        Assert.Throws<ArgumentException>(() => SparseBlockEncoding.Of(SparseMatrix.FromCoordinates(2, 2, [], [], [])));
        Assert.Throws<ArgumentException>(() => SparseBlockEncoding.Of(SparseMatrix.FromCoordinates(2, 3, [0], [0], [1.0])));
        Assert.Contains("23", Assert.Throws<SizeLimitException>(() => SparseBlockEncoding.Of(SparseMatrix.Identity((1 << 21) + 1))).Message,
            StringComparison.Ordinal);
    }

    private static void HasTheBlock(SparseMatrix matrix, bool byTable)
    {
        var encoding = SparseBlockEncoding.Of(matrix, byTable);
        int hidden = encoding.ColourQubits + encoding.WorkQubits;
        Assert.Equal(byTable, encoding.WorkQubits > 0);
        double[,] h = Dilation(matrix, encoding.IndexQubits);
        for (int vertex = 0; vertex < 2 * matrix.RowCount; vertex++)
        {
            var image = DenseModel.RunGates(encoding, DenseModel.Basis(encoding.QubitCount, vertex << hidden));
            for (int i = 0; i < 2 * matrix.RowCount; i++)
            {
                Assert.Equal(h[i, vertex], encoding.Alpha * image[i << hidden].Real, 1e-12);
                Assert.Equal(0, encoding.Alpha * image[i << hidden].Imaginary, 1e-12);
            }

            // Work qubits come back to 0.
            int work = (1 << encoding.WorkQubits) - 1;
            Assert.Equal(1, image.Where((_, state) => (state & work) == 0).Sum(z => z.Magnitude * z.Magnitude), 1e-12);
        }
    }

    // |x, flag⟩ has index 2x + flag.
    private static double[,] Dilation(SparseMatrix matrix, int indexQubits)
    {
        var h = new double[2 << indexQubits, 2 << indexQubits];
        for (int i = 0; i < matrix.RowCount; i++)
        {
            for (int j = 0; j < matrix.ColumnCount; j++)
            {
                h[2 * i, 2 * j + 1] = h[2 * j + 1, 2 * i] = matrix[i, j];
            }
        }

        return h;
    }
}
