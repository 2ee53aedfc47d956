using CarlemanCompiler.Analysis;
using CarlemanCompiler.Core.Tests.Golden;

namespace CarlemanCompiler.Core.Tests.Published;

/// <summary>Radii of convergence and error bounds that carlin and JuliaReach print.</summary>
public sealed class PackageBoundTests
{
    /// <summary>carlin's doctest prints T* = 0.8109… and the bound as a formula in t.</summary>
    [Fact]
    public void CarlinErrorFunction()
    {
        var published = PublishedCase.Load("carlin_error_function");
        var tensors = published.Tensors();
        var bound = QuadraticFlowBound.PowerSeries(tensors[1], tensors[2], published.Start.Max(Math.Abs));
        Assert.Equal(0.8109, Math.Truncate(bound.Horizon * 1e4) / 1e4, 1e-12);
        GoldenModel.AssertAbsolute(published.Expected.GetProperty("Ts").GetDouble(), bound.Horizon, 1e-12, "T*");
        GoldenModel.AssertAbsolute(published.Expected.GetProperty("bound_at_0_4").GetDouble(), bound.Value(2, 0.4), 1e-12, "bound");
        for (double t = 0; t < 0.8; t += 0.1)
        {
            double e = Math.Exp(t / 2);
            GoldenModel.AssertRelative(0.5 * (2 * e - 2) * (2 * e - 2) * e / (3 - 2 * e), bound.Value(2, t), 1e-12, 1, $"bound at {t}");
        }

        Assert.Equal(double.PositiveInfinity, bound.Value(2, 0.82));
    }

    /// <summary>JuliaReach's tests assert four digits of two radii, an infinite third, and an error for R ≥ 1.</summary>
    [Fact]
    public void JuliaReachRadii()
    {
        var published = PublishedCase.Load("juliareach_bounds");
        var tensors = published.Tensors();
        var (expected, reproduced) = (published.Expected, published.Reproduced);

        var series = QuadraticFlowBound.PowerSeries(tensors[1], tensors[2], 0.1);
        GoldenModel.AssertAbsolute(expected.GetProperty("convergence_radius_pseries").GetDouble(), series.Horizon, 1e-4, "power series");
        GoldenModel.AssertRelative(reproduced.GetProperty("pseries").GetDouble(), series.Horizon, 1e-12, what: "power series");

        var logarithmic = QuadraticFlowBound.LogarithmicNorm(tensors[1], tensors[2], 0.1);
        GoldenModel.AssertAbsolute(expected.GetProperty("convergence_radius_apriori").GetDouble(), logarithmic.Horizon, 1e-4, "a priori");
        GoldenModel.AssertRelative(reproduced.GetProperty("apriori").GetDouble(), logarithmic.Horizon, 1e-12, what: "a priori");
        Assert.Equal(reproduced.GetProperty("lognorm_inf_F1").GetDouble(), logarithmic.Rate);

        // F_1 has the double eigenvalue −1 of one eigenvector, which rounding splits by about 1e-8.
        var spectral = QuadraticFlowBound.SpectralAbscissa(tensors[1], tensors[2], 0.1);
        Assert.Equal("Inf", expected.GetProperty("convergence_radius_specabs").GetString());
        Assert.Equal(double.PositiveInfinity, spectral.Horizon);
        GoldenModel.AssertRelative(reproduced.GetProperty("R_at_0_1").GetDouble(), spectral.Ratio, 1e-6, what: "R");
        GoldenModel.AssertRelative(reproduced.GetProperty("specabs_eps_N2_t0_5").GetDouble(), spectral.Dissipative(2, 0.5), 1e-6, what: "N = 2");
        GoldenModel.AssertRelative(reproduced.GetProperty("specabs_eps_N3_t0_5").GetDouble(), spectral.Dissipative(3, 0.5), 1e-6, what: "N = 3");

        var large = QuadraticFlowBound.SpectralAbscissa(tensors[1], tensors[2], 0.5);
        GoldenModel.AssertRelative(reproduced.GetProperty("R_at_0_5").GetDouble(), large.Ratio, 1e-6, what: "R");
        var refusal = Assert.Throws<InvalidOperationException>(() => large.Dissipative(2, 0.5));
        Assert.StartsWith(expected.GetProperty("specabs_throws_for_norm_0_5").GetString()!, refusal.Message, StringComparison.Ordinal);
    }
}
