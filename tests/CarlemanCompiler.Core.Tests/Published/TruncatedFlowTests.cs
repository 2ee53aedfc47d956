using System.Globalization;
using CarlemanCompiler.Core.Tests.Golden;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Core.Tests.Published;

/// <summary>Truncated linear systems propagated by the matrix exponential: printed errors, and closed forms.</summary>
public sealed class TruncatedFlowTests
{
    /// <summary>
    /// The five systems of A. Muraleedharan's study: ‖û(T) − u(T)‖, printed with three digits (0.6 %); the independent computation agrees to
    /// what the reference solution of each allows.
    /// </summary>
    [Theory]
    [InlineData("muraleedharan_vanderpol")]
    [InlineData("muraleedharan_duffing")]
    [InlineData("muraleedharan_brusselator")]
    [InlineData("muraleedharan_lotka_volterra")]
    [InlineData("muraleedharan_schrodinger_2d")]
    public void FinalErrorsArePrinted(string name)
    {
        var published = PublishedCase.Load(name);
        var flow = published.Flow();
        double end = published.Json.GetProperty("T").GetDouble();
        double[] exact = flow.Solve(published.Start, [end])[0];
        foreach (int order in published.Orders())
        {
            string key = order.ToString(CultureInfo.InvariantCulture);
            foreach (var basis in Enum.GetValues<CarlemanBasis>())
            {
                double error = PublishedCase.Distance(exact, CarlemanFlow.Build(flow, order, basis).Propagate(published.Start, end));
                double printed = published.Expected.GetProperty("final_error").GetProperty(key).GetDouble();
                GoldenModel.AssertRelative(printed, error, 0.006, what: $"printed, N = {order}");
                GoldenModel.AssertRelative(published.Reproduced.GetProperty(key).GetDouble(), error, 1e-6, what: $"reproduced, N = {order}");
            }
        }
    }

    /// <summary>u' = −u + R u²: û = e^{−t} u₀ Σ_{k&lt;N} (R u₀ (1 − e^{−t}))^k; 13 digits.</summary>
    [Fact]
    public void Logistic()
    {
        var published = PublishedCase.Load("logistic_closed_form");
        var flow = published.Flow();
        foreach (var moment in published.Expected.EnumerateObject())
        {
            double t = double.Parse(moment.Name, CultureInfo.InvariantCulture);
            double exact = moment.Value.GetProperty("exact").GetDouble();
            GoldenModel.AssertAbsolute(exact, flow.Solve(published.Start, [t])[0][0], 1e-12, $"u({t})");
            foreach (int order in published.Orders())
            {
                double expected = moment.Value.GetProperty("N").GetProperty(order.ToString(CultureInfo.InvariantCulture)).GetDouble();
                double actual = CarlemanFlow.Build(flow, order).Propagate(published.Start, t)[0];
                GoldenModel.AssertAbsolute(expected, actual, 1e-13, $"N = {order}, t = {t}");

                // PNAS 118, supplement, corollary 1.
                double bound = 0.6 * Math.Pow(0.8 * 0.6 * (1 - Math.Exp(-t)), order);
                Assert.InRange(exact - actual, 0, bound);
            }
        }
    }

    /// <summary>y' = −y², the test problem of Akiba et al. (Sci. Rep. 13, 3935): û = Σ_{k&lt;N} (−t)^k; 12 digits.</summary>
    [Fact]
    public void NegativeSquare()
    {
        var published = PublishedCase.Load("akiba_minus_y_squared");
        var flow = published.Flow();
        foreach (var moment in published.Expected.EnumerateObject())
        {
            double t = double.Parse(moment.Name, CultureInfo.InvariantCulture);
            GoldenModel.AssertAbsolute(moment.Value.GetProperty("exact").GetDouble(), flow.Solve(published.Start, [t])[0][0], 1e-12, $"y({t})");
            foreach (int order in published.Orders())
            {
                double expected = moment.Value.GetProperty(order.ToString(CultureInfo.InvariantCulture)).GetDouble();
                double actual = CarlemanFlow.Build(flow, order).Propagate(published.Start, t)[0];
                GoldenModel.AssertRelative(expected, actual, 1e-12, 1, $"N = {order}, t = {t}");
            }
        }
    }
}
