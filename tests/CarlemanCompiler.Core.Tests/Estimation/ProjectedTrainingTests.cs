using CarlemanCompiler.Estimation;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Core.Tests.Estimation;

/// <summary>Projections: their formulas against sums done otherwise, against systems that are built, and in their limits.</summary>
public sealed class ProjectedTrainingTests
{
    [Theory]
    [InlineData(3, 2, 4)]
    [InlineData(5, 3, 9)]
    [InlineData(20, 4, 100)]
    public void UnknownsAreThoseOfTheLiftedHistory(int n, int order, int steps)
    {
        var projected = ProjectedTraining.Of(n, 2, order, steps, 10, 0.1, kept: 1);
        int dimension = LiftedIndex.Create(CarlemanBasis.Isometric, n, order).Count - 1;
        Assert.Equal((steps + 1.0) * dimension, Value(projected, "U"), 1e-9 * dimension * steps);
    }

    [Fact]
    public void QubitsOfTheHistoryAreThoseOfItsLayoutInTheKroneckerBasis()
    {
        var layout = new HistoryLayout(8, [4, 16, 64]);
        Assert.Equal(layout.Qubits, Value(ProjectedTraining.Of(4, 2, 3, 7, 10, 0.1, kept: 1), "S"));
    }

    [Fact]
    public void FiguresFollowTheirFormulasByHand()
    {
        // n = 1024, s = 3, N = 2, T = 15, κ = 20, ε = 0.25, q = 1, k = 100.
        var projected = ProjectedTraining.Of(1024, 3, 2, 15, 20, 0.25, degree: 1, kept: 100);
        Assert.Equal(10, Value(projected, "w"));
        Assert.Equal(20 + 1 + 4, Value(projected, "S"));
        Assert.Equal(17, Value(projected, "s_M"));
        Assert.Equal(340, Value(projected, "κ'"));
        Assert.Equal(Math.Ceiling(340 * (56 + 1.05 * Math.Log(4))), Value(projected, "Q"));
        Assert.Equal(15, Value(projected, "b"));
        Assert.Equal(25, Value(projected, "W"));
        Assert.Equal(Math.Ceiling(2 * Math.Sqrt(3072 * 25)), Value(projected, "T_L"));
        Assert.Equal(225 + 30, Value(projected, "T_A"));
        Assert.Equal(8 * Value(projected, "T_L") + 255 + 130, Value(projected, "T_Q"));
        Assert.Equal(128, projected.Runs);
        Assert.Equal(Value(projected, "Q") * Value(projected, "T_Q"), projected.Run.Toffoli);
    }

    [Fact]
    public void ALanguageModelIsProjectedInAnInstant()
    {
        var projected = ProjectedTraining.Of(1.75e11, 10, 2, 1000, 1000, 0.01);
        Assert.Equal(38, Value(projected, "w"));
        Assert.All(projected.Figures, figure => Assert.True(double.IsFinite(figure.Value) && figure.Value > 0, figure.Name));
        Assert.All(projected.Figures, figure => Assert.True(figure.Formula.Length > 0 && figure.Source.Length > 0, figure.Name));
        Assert.True(PhysicalEstimate.Of(projected.Run, HardwareModel.GateNanosecondE4).PhysicalQubits > projected.Run.Qubits);
    }

    [Theory]
    [InlineData(0, 1, 1, 1, 1, 0.1)]
    [InlineData(10, 0, 1, 1, 1, 0.1)]
    [InlineData(10, 1, 21, 1, 1, 0.1)]
    [InlineData(10, 1, 1, 0, 1, 0.1)]
    [InlineData(10, 1, 1, 1, 0.5, 0.1)]
    [InlineData(10, 1, 1, 1, 1, 1.0)]
    [InlineData(10, 1, 1, 1, 1, double.NaN)]
    public void InputsOutOfRangeAreNamed(double n, double s, int order, double steps, double kappa, double precision) =>
        Assert.Contains("is a number from", Assert.Throws<ArgumentOutOfRangeException>(
            () => ProjectedTraining.Of(n, s, order, steps, kappa, precision)).Message, StringComparison.Ordinal);

    private static double Value(ProjectedTraining projected, string symbol) => projected.Figures.Single(figure => figure.Symbol == symbol).Value;
}
