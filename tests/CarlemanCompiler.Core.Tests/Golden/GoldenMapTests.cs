using System.Globalization;
using CarlemanCompiler.Analysis;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using static CarlemanCompiler.Core.Tests.Golden.GoldenModel;

namespace CarlemanCompiler.Core.Tests.Golden;

/// <summary>The Carleman map, its blocks and its history system against the reference files, in all bases and orders.</summary>
public sealed class GoldenMapTests
{
    private static readonly (string Name, int Cap)[] Caps = [("1", 1), ("2", 2), ("3", 3), ("all", 0)];

    [Theory]
    [MemberData(nameof(Maps), MemberType = typeof(GoldenModel))]
    public void SizeCountsAndNorms(string name, int order, CarlemanBasis basis)
    {
        var expected = Load(name).Map(order, basis);
        var map = CarlemanMap.Build(Load(name).Dynamics, order, basis);
        Assert.Equal(expected.GetProperty("dim").GetInt32(), map.Dimension);
        var a = expected.GetProperty("A");
        Assert.Equal<double[]>(Doubles(a.GetProperty("shape")), [map.Increment.RowCount, map.Increment.ColumnCount]);
        var counts = map.Increment.CountSignificant();
        Assert.Equal(a.GetProperty("nnz").GetInt64(), counts.NonzeroCount);
        Assert.Equal(a.GetProperty("max_nnz_row").GetInt32(), counts.LargestRow);
        Assert.Equal(a.GetProperty("max_nnz_col").GetInt32(), counts.LargestColumn);
        AssertRelative(a.GetProperty("fro").GetDouble(), map.Increment.FrobeniusNorm, 1e-12);
        AssertRelative(a.GetProperty("norm1").GetDouble(), map.Increment.OneNorm, 1e-12);
        AssertRelative(a.GetProperty("norminf").GetDouble(), map.Increment.InfinityNorm, 1e-12);
        AssertRelative(a.GetProperty("norm2").GetDouble(), map.Increment.SpectralNorm(), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Maps), MemberType = typeof(GoldenModel))]
    public void Entries(string name, int order, CarlemanBasis basis)
    {
        var expected = Load(name).Map(order, basis);
        var map = CarlemanMap.Build(Load(name).Dynamics, order, basis);
        if (expected.TryGetProperty("A_coo", out var coordinates))
        {
            GoldenDynamicsTests.AssertEntries(coordinates, map.Increment, "A");
        }

        // Large maps are recorded without their entries; b_norm stands for them.
        var b = expected.GetProperty("b").ValueKind == System.Text.Json.JsonValueKind.Null ? [] : Doubles(expected.GetProperty("b"));
        for (int k = 0; k < b.Length; k++)
        {
            Assert.Equal(b.Length, map.Constant.Length);
            AssertRelative(b[k], map.Constant[k], 1e-12, what: FormattableString.Invariant($"b[{k}]"));
        }

        AssertRelative(expected.GetProperty("b_norm").GetDouble(), Norm(map.Constant), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Maps), MemberType = typeof(GoldenModel))]
    public void PowerCaps(string name, int order, CarlemanBasis basis)
    {
        foreach (var property in Load(name).Map(order, basis).GetProperty("A_by_max_power").EnumerateObject())
        {
            int cap = int.Parse(property.Name, CultureInfo.InvariantCulture);
            var map = CarlemanMap.Build(Load(name).Dynamics, order, basis, cap);
            Assert.Equal(property.Value.GetProperty("nnz").GetInt64(), map.Increment.CountSignificant().NonzeroCount);
            AssertRelative(property.Value.GetProperty("fro").GetDouble(), map.Increment.FrobeniusNorm, 1e-12);
            AssertRelative(property.Value.GetProperty("b_norm").GetDouble(), Norm(map.Constant), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Maps), MemberType = typeof(GoldenModel))]
    public void Blocks(string name, int order, CarlemanBasis basis)
    {
        var blocks = CarlemanMap.Build(Load(name).Dynamics, order, basis).MeasureBlocks();
        var expectedBlocks = Load(name).Map(order, basis).GetProperty("blocks").EnumerateObject().ToArray();
        Assert.Equal(expectedBlocks.Length, blocks.Length);
        foreach (var property in expectedBlocks)
        {
            var indices = property.Name.Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToArray();
            var block = Assert.Single(blocks, b => b.Row == indices[0] && b.Column == indices[1]);
            Assert.Equal(property.Value.GetProperty("nnz").GetInt64(), block.NonzeroCount);
            AssertRelative(property.Value.GetProperty("fro").GetDouble(), block.FrobeniusNorm, 1e-12);
            var expectedPowers = property.Value.GetProperty("by_power").EnumerateObject().ToArray();
            Assert.Equal(expectedPowers.Length, block.Powers.Length);
            foreach (var power in expectedPowers)
            {
                var part = Assert.Single(block.Powers, p => p.Power == int.Parse(power.Name, CultureInfo.InvariantCulture));
                Assert.Equal(power.Value.GetProperty("nnz").GetInt64(), part.NonzeroCount);
                AssertRelative(power.Value.GetProperty("fro").GetDouble(), part.FrobeniusNorm, 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Maps), MemberType = typeof(GoldenModel))]
    public void Trajectories(string name, int order, CarlemanBasis basis)
    {
        var model = Load(name);
        var expected = model.Carleman(order);
        var descent = Rows(model.Json.GetProperty("gd").GetProperty("theta"));
        foreach (var (key, cap) in Caps)
        {
            var theta = CarlemanMap.Build(model.Dynamics, order, basis, cap).Run(model.Start, model.Steps);
            AssertTrajectory(Rows(expected.GetProperty("theta").GetProperty(key)), theta, 1e-12, $"cap {key}");
            double Error(int t) => Norm([.. theta[t].Zip(descent[t], (x, y) => x - y)]);
            AssertAbsolute(
                expected.GetProperty("max_error_vs_gd").GetProperty(key).GetDouble(), Enumerable.Range(0, theta.Length).Max(Error), 1e-12);
            AssertAbsolute(expected.GetProperty("final_error_vs_gd").GetProperty(key).GetDouble(), Error(theta.Length - 1), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Maps), MemberType = typeof(GoldenModel))]
    public void HistorySystems(string name, int order, CarlemanBasis basis)
    {
        var model = Load(name);
        var expected = model.Map(order, basis).GetProperty("stacked");
        var system = HistorySystem.Build(CarlemanMap.Build(model.Dynamics, order, basis), model.Start, model.Steps);
        Assert.Equal(expected.GetProperty("rows").GetInt32(), system.RowCount);
        AssertRelative(expected.GetProperty("sigma_max").GetDouble(), system.SigmaMax, 1e-9);
        AssertRelative(expected.GetProperty("sigma_min").GetDouble(), system.SigmaMin, 1e-9);
        AssertRelative(expected.GetProperty("kappa").GetDouble(), system.ConditionNumber, 1e-9);
        var expectedWeights = Rows(model.Carleman(order).GetProperty("theta").GetProperty("all"));
        AssertTrajectory(expectedWeights, system.Weights(system.Solve()), 1e-12, "history");
        AssertTrajectory(expectedWeights, system.Weights(system.SolveGeneral()), 1e-12, "general solve");
    }

    [Theory]
    [MemberData(nameof(Orders), MemberType = typeof(GoldenModel))]
    public void DerivedBound(string name, int order)
    {
        var model = Load(name);
        var expected = model.Carleman(order).GetProperty("derived_bound_final");
        var majorant = StepMajorant.Of(model.Dynamics);
        double startNorm = Norm(model.Dynamics.Offset(model.Start));
        var bound = TruncationBound.APriori(majorant, startNorm, order, model.Steps);
        if (expected.ValueKind == System.Text.Json.JsonValueKind.Null)
        {
            Assert.Null(bound);
            Assert.False(TruncationBound.Of(model.Dynamics, model.Start, order, model.Steps).IsAPriori);
            return;
        }

        Assert.NotNull(bound);
        AssertRelative(expected.GetProperty("bound").GetDouble(), bound.Value, 1e-9);
        AssertRelative(expected.GetProperty("gamma").GetDouble(), bound.Gamma!.Value, 1e-9);
        AssertRelative(expected.GetProperty("rho").GetDouble(), bound.Contraction!.Value, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Orders), MemberType = typeof(GoldenModel))]
    public void BoundsHold(string name, int order)
    {
        var model = Load(name);
        var theta = CarlemanMap.Build(model.Dynamics, order).Run(model.Start, model.Steps)[^1];
        var descent = model.Dynamics.Descend(model.Start, model.Steps)[^1];
        double error = Norm([.. theta.Zip(descent, (x, y) => x - y)]);
        double bound = TruncationBound.Of(model.Dynamics, model.Start, order, model.Steps).Value;
        Assert.True(error <= bound * (1 + 1e-9) + 1e-15, FormattableString.Invariant($"error {error} over bound {bound}"));
    }

    [Theory]
    [MemberData(nameof(Maps), MemberType = typeof(GoldenModel))]
    public void SpectraOfTheMap(string name, int order, CarlemanBasis basis)
    {
        var expected = Load(name).Map(order, basis);
        if (!expected.TryGetProperty("eigenvalues_A_max_real", out var abscissa))
        {
            return;
        }

        var a = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfArray(CarlemanMap.Build(Load(name).Dynamics, order, basis).Increment.ToDense());
        var eigenvalues = a.Evd().EigenValues;
        AssertAbsolute(abscissa.GetDouble(), eigenvalues.Max(z => z.Real), 1e-6);
        AssertAbsolute(expected.GetProperty("spectral_radius_I_plus_A").GetDouble(), eigenvalues.Max(z => (1 + z).Magnitude), 1e-6);
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));
}
