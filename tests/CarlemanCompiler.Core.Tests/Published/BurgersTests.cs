using System.Globalization;
using System.Text.Json;
using CarlemanCompiler.Analysis;
using CarlemanCompiler.Core.Tests.Golden;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Core.Tests.Published;

/// <summary>
/// The forced Burgers equation of Liu et al. (PNAS 118, e2026805118, Fig. 1): R of the caption, the errors read from the figure, and an
/// independent computation of the same trajectories. Coarser grids are those of A. Pettenon's report on the published program.
/// </summary>
public sealed class BurgersTests
{
    /// <summary>Grid points, R as printed, and half of its last digit.</summary>
    [Theory]
    [InlineData(16, 43.59, 0.005)]
    [InlineData(9, 18.521, 0.0005)]
    [InlineData(5, 8.245, 0.0005)]
    public void RatioIsThePrintedOne(int points, double printed, double digits)
    {
        var (burgers, flow) = Load(points);
        double step = burgers.Parameter("dt");
        double[] times = [.. Enumerable.Range(0, burgers.Json.GetProperty("steps").GetInt32() + 1).Select(t => t * step)];
        var ratio = NonzeroModeRatio.Of(flow, burgers.Start, times);
        Assert.Equal(2, ratio.ZeroModes);
        GoldenModel.AssertAbsolute(printed, ratio.Value!.Value, digits, "R");
        GoldenModel.AssertRelative(burgers.Reproduced.GetProperty("R").GetDouble(), ratio.Value.Value, 1e-9, what: "R");
        GoldenModel.AssertRelative(burgers.Reproduced.GetProperty("lambda1").GetDouble(), ratio.SpectralAbscissa!.Value, 1e-9, what: "λ1");
        GoldenModel.AssertRelative(burgers.Reproduced.GetProperty("norm_F2").GetDouble(), ratio.TensorNorms[2], 1e-9, what: "‖F2‖");
        GoldenModel.AssertRelative(burgers.Reproduced.GetProperty("norm_F0").GetDouble(), ratio.TensorNorms[0], 1e-9, what: "‖F0‖");

        // With the zeros of the two boundary rows counted, nothing dissipates.
        Assert.Null(DissipationRatio.Of(flow.UnitStep, burgers.Start).Value);
    }

    /// <summary>max_t ‖û(t) − u(t)‖ for N = 1..4, digitised from the figure to 3 %; u from an adaptive integrator.</summary>
    [Fact]
    public void ErrorsAreThoseOfTheFigure()
    {
        double[] figure = [0.1233, 0.0591, 0.02925, 0.01554];
        var (burgers, flow) = Load(16);
        double step = burgers.Parameter("dt");
        int steps = burgers.Json.GetProperty("steps").GetInt32();
        double[][] exact = flow.Solve(burgers.Start, [.. Enumerable.Range(0, steps + 1).Select(t => t * step)], 1e-10, 1e-12);
        for (int order = 1; order <= 4; order++)
        {
            var run = CarlemanFlow.Build(flow, order).Euler(burgers.Start, step, steps);
            double error = run.Zip(exact, PublishedCase.Distance).Max();
            GoldenModel.AssertRelative(figure[order - 1], error, 0.03, what: $"error of the figure, N = {order}");
        }
    }

    /// <summary>Every truncated trajectory ends where the independent computation does, and strays as far from the Euler steps.</summary>
    [Theory]
    [InlineData(16, CarlemanBasis.Isometric, 4)]
    [InlineData(9, CarlemanBasis.Symmetric, 4)]
    [InlineData(5, CarlemanBasis.Kronecker, 4)]
    public void TrajectoriesAreTheReproducedOnes(int points, CarlemanBasis basis, int largestOrder)
    {
        var (burgers, flow) = Load(points);
        double step = burgers.Parameter("dt");
        int steps = burgers.Json.GetProperty("steps").GetInt32();
        double[][] euler = flow.Euler(burgers.Start, step, steps);
        AssertState(burgers.Reproduced.GetProperty("u_final_euler"), euler[^1], "Euler");
        for (int order = 1; order <= largestOrder; order++)
        {
            var run = CarlemanFlow.Build(flow, order, basis).Euler(burgers.Start, step, steps);
            AssertState(ByOrder(burgers, "u_final_carleman", order), run[^1], $"N = {order}");
            double error = run.Zip(euler, PublishedCase.Distance).Max();
            GoldenModel.AssertRelative(ByOrder(burgers, "max_l2_error_vs_euler_same_dt", order).GetDouble(), error, 1e-9, what: $"N = {order}");
        }
    }

    /// <summary>
    /// The same distance on every grid. The reproduced numbers integrate a forcing that is interpolated between the steps, as the published
    /// program does: on 5 points, with steps of 0.16, that changes the fourth digit.
    /// </summary>
    [Theory]
    [InlineData(16)]
    [InlineData(9)]
    [InlineData(5)]
    public void DistancesToTheSolutionAreTheReproducedOnes(int points)
    {
        var (burgers, flow) = Load(points);
        double step = burgers.Parameter("dt");
        int steps = burgers.Json.GetProperty("steps").GetInt32();
        var interpolated = new Forcing([.. flow.Forcing!.Amplitude], t =>
        {
            double k = Math.Min(Math.Floor(t / step * (1 + 1e-14)), steps - 1);
            double weight = t / step - k;
            return (1 - weight) * flow.Forcing.Profile(k * step) + weight * flow.Forcing.Profile((k + 1) * step);
        });
        double[] times = [.. Enumerable.Range(0, steps + 1).Select(t => t * step)];
        double[][] exact = PolynomialFlow.FromTensors(burgers.Tensors(), interpolated).Solve(burgers.Start, times, 1e-10, 1e-12);
        for (int order = 1; order <= 4; order++)
        {
            double error = CarlemanFlow.Build(flow, order).Euler(burgers.Start, step, steps).Zip(exact, PublishedCase.Distance).Max();
            GoldenModel.AssertAbsolute(ByOrder(burgers, "max_l2_error_vs_adaptive_ode", order).GetDouble(), error, 1e-6, $"N = {order}");
        }
    }

    private static (PublishedCase Case, PolynomialFlow Flow) Load(int points)
    {
        var burgers = PublishedCase.Load($"burgers_pnas_nx{points}");
        var forcing = new Forcing(GoldenModel.Doubles(burgers.Json.GetProperty("f_amp")), t => Math.Cos(2 * Math.PI * t));
        return (burgers, PolynomialFlow.FromTensors(burgers.Tensors(), forcing));
    }

    private static JsonElement ByOrder(PublishedCase burgers, string name, int order) =>
        burgers.Reproduced.GetProperty(name).GetProperty(order.ToString(CultureInfo.InvariantCulture));

    private static void AssertState(JsonElement expected, double[] actual, string what)
    {
        double[] numbers = GoldenModel.Doubles(expected);
        Assert.Equal(numbers.Length, actual.Length);
        double size = numbers.Max(Math.Abs);
        for (int i = 0; i < numbers.Length; i++)
        {
            GoldenModel.AssertAbsolute(numbers[i], actual[i], 1e-9 * size, $"{what}, u[{i}]");
        }
    }
}
