using CarlemanCompiler.Core.Tests.Golden;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Core.Tests.Published;

/// <summary>Matrices and sizes that the tests and manuals of other packages print, entry by entry.</summary>
public sealed class PackageMatrixTests
{
    /// <summary>Integers of carlin's doctests: exact.</summary>
    [Theory]
    [InlineData("carlin_quadratic_scalar", 4)]
    [InlineData("carlin_cubic_scalar", 4)]
    [InlineData("carlin_2d_degree4", 2)]
    public void CarlinMatrices(string name, int order)
    {
        var published = PublishedCase.Load(name);
        var system = CarlemanFlow.Build(published.Flow(), order, CarlemanBasis.Kronecker);
        PublishedCase.AssertMatrix(published.Expected.GetProperty("A"), system.Generator.ToDense(), 0);
        Assert.All(system.Constant, b => Assert.Equal(0, b));

        // It is also the part with one factor F of the discrete map.
        var map = CarlemanMap.FromTensors(published.Tensors(), order, CarlemanBasis.Kronecker, 1);
        PublishedCase.AssertMatrix(published.Expected.GetProperty("A"), map.Increment.ToDense(), 0);
    }

    [Fact]
    public void CarlinDimension()
    {
        var published = PublishedCase.Load("carlin_2d_degree4");
        Assert.Equal(
            published.Expected.GetProperty("dim_N4").GetInt32(), CarlemanFlow.Build(published.Flow(), 4, CarlemanBasis.Kronecker).Dimension);
    }

    /// <summary>x' = x − x³ in (x, x²): exact, and placed on the same words.</summary>
    [Fact]
    public void CarlinQuadraticReduction()
    {
        var expected = PublishedCase.Load("carlin_quadratic_reduction").Expected;
        var lift = QuadraticLift.Of(PolynomialFlow.FromVelocities([Polynomial.FromTerms(1, [([1], 1), ([3], -1)])]));
        PublishedCase.AssertMatrix(expected.GetProperty("F1"), lift.Flow.Tensor(1).ToDense(), 0);
        PublishedCase.AssertMatrix(expected.GetProperty("F2"), lift.Flow.Tensor(2).ToDense(), 0);
        Assert.Equal(0, lift.Flow.Tensor(0).NonzeroCount);
    }

    /// <summary>
    /// JuliaReach's compressed matrix. Its test asserts −1 for (xy, xy), where the linear terms of x and of y add up to 3 + (−1) = 2: the
    /// package assigns where it has to accumulate. All other entries are as printed.
    /// </summary>
    [Fact]
    public void JuliaReachCompressedMatrix()
    {
        var published = PublishedCase.Load("juliareach_compressed_N2");
        double[,] matrix = CarlemanFlow.Build(published.Flow(), 2, CarlemanBasis.Symmetric).Generator.ToDense();
        PublishedCase.AssertMatrix(published.Expected.GetProperty("A"), matrix, 1e-15);
        var printed = published.Expected.GetProperty("published_A");
        var different = new List<(int, int)>();
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                if (Math.Abs(printed[i][j].GetDouble() - matrix[i, j]) > 1e-15)
                {
                    different.Add((i, j));
                }
            }
        }

        Assert.Equal([(3, 3)], different);
    }

    /// <summary>Every entry at N = 3, on the words where the tensors were given (2.2 is printed with one decimal), and the dimensions.</summary>
    [Fact]
    public void JuliaReachKroneckerMatrix()
    {
        var published = PublishedCase.Load("juliareach_kron_dims");
        var system = CarlemanFlow.Build(published.Flow(), 3, CarlemanBasis.Kronecker);
        Assert.Equal(published.Expected.GetProperty("dim_N3").GetInt32(), system.Dimension);
        var printed = PublishedCase.Matrix(14, 14, published.Expected.GetProperty("A_N3_coo"));
        Assert.Equal(printed.NonzeroCount, system.Generator.NonzeroCount);
        Assert.Equal(printed.Columns, system.Generator.Columns);
        Assert.Equal(printed.RowStarts, system.Generator.RowStarts);
        for (int k = 0; k < printed.NonzeroCount; k++)
        {
            GoldenModel.AssertAbsolute(printed.Values[k], system.Generator.Values[k], 1e-15, $"entry {k}");
        }

        Assert.Equal(
            published.Expected.GetProperty("dim_N5").GetInt32(), CarlemanFlow.Build(published.Flow(), 5, CarlemanBasis.Kronecker).Dimension);
    }

    /// <summary>The lattice Boltzmann sizes of Carleman-QLBM: dimensions exact, and as quoted with three digits.</summary>
    [Theory]
    [InlineData("D2Q9_nx3", 95283)]
    [InlineData("D2Q9_nx4", 518664)]
    [InlineData("D2Q9_nx16_extrapolated", null)]
    public void LatticeBoltzmannDimensions(string name, int? symmetric)
    {
        var expected = PublishedCase.Load("carleman_qlbm_sizes").Expected.GetProperty(name);
        int n = expected.GetProperty("n").GetInt32();
        int order = expected.GetProperty("N").GetInt32();
        var dynamics = GradientDynamics.FromTensors(new Dictionary<int, SparseMatrix> { [1] = SparseMatrix.Identity(n) });
        long dimension = CarlemanSize.Of(dynamics, order, CarlemanBasis.Kronecker).Dimension;
        double quoted = double.Parse(expected.GetProperty("dim_quoted").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        GoldenModel.AssertRelative(quoted, dimension, 0.005, what: "D as quoted");
        if (expected.TryGetProperty("dim", out var exact))
        {
            Assert.Equal(exact.GetInt64(), dimension);
        }

        if (symmetric is { } wanted)
        {
            Assert.Equal(wanted, CarlemanSize.Of(dynamics, order, CarlemanBasis.Symmetric).Dimension);
        }
    }

    /// <summary>A case that is added to the file and not reproduced is noticed.</summary>
    [Fact]
    public void NoCaseIsLeftOut() => Assert.Equal(
        [
            "akiba_minus_y_squared", "burgers_pnas_nx16", "burgers_pnas_nx5", "burgers_pnas_nx9", "carleman_qlbm_sizes", "carlin_2d_degree4",
            "carlin_cubic_scalar", "carlin_error_function", "carlin_quadratic_reduction", "carlin_quadratic_scalar", "juliareach_bounds",
            "juliareach_compressed_N2", "juliareach_kron_dims", "logistic_closed_form", "muraleedharan_brusselator", "muraleedharan_duffing",
            "muraleedharan_lotka_volterra", "muraleedharan_schrodinger_2d", "muraleedharan_vanderpol",
        ],
        PublishedCase.Names.Order(StringComparer.Ordinal));
}
