using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Generator.Tests.Conformance;

/// <summary>The programs of the folders beside this file: the language, construct by construct.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string> Paths => new(ConformanceProgram.All.Select(p => p.Path));

    [Theory]
    [MemberData(nameof(Paths))]
    public void IsWhatItsHeaderSays(string path)
    {
        var program = ConformanceProgram.All.Single(p => p.Path == path);
        var run = ConformanceRun.Instance.Value;
        Assert.Empty(run.ErrorsOf(program));

        var found = run.FindingsOf(program).ToList();
        string all = string.Join("\n", found.Select(d => $"{d.Id} at \"{GeneratorRun.Spot(d)}\": {d.GetMessage()}"));
        foreach (var (id, spot, message) in program.Diagnostics)
        {
            int match = found.FindIndex(d => d.Id == id
                && (spot.Length == 0 || GeneratorRun.Spot(d) == spot)
                && d.GetMessage().Contains(message, StringComparison.Ordinal));
            Assert.True(match >= 0, $"{id} at \"{spot}\": {message}\nis not among\n{all}");
            found.RemoveAt(match);
        }

        Assert.True(found.Count == 0, $"The header says nothing of\n{all}");
        if (program.IsAccepted)
        {
            CheckPolynomial(program, run);
            return;
        }

        // The members still exist, so that what uses them has no error of its own, and throw the same id.
        Assert.Contains("throw new global::System.InvalidOperationException", run.TextOf(program), StringComparison.Ordinal);
        Assert.Contains(program.Diagnostics.First().Id, run.TextOf(program), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSuiteIsLargeAndItsTitlesAreSentencesOfTheirOwn()
    {
        Assert.True(ConformanceProgram.All.Count >= 120);
        Assert.Equal(ConformanceProgram.All.Count, ConformanceProgram.All.Select(p => p.Title).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ConformanceProgram.All, p => Assert.EndsWith(".", p.Title, StringComparison.Ordinal));
        Assert.All(ConformanceProgram.All, p => Assert.All(p.Text.Split('\n'), line => Assert.InRange(line.Length, 0, 140)));
    }

    private static void CheckPolynomial(ConformanceProgram program, ConformanceRun run)
    {
        var polynomial = run.ModelOf(program).Polynomial!;
        if (program.Polynomial is { } expected)
        {
            string? actual = run.PolynomialOf(program);
            Assert.True(expected == actual, $"L = {actual}\nin place of\nL = {expected}");
        }
        else
        {
            Assert.Equal(program.Degree, polynomial.Degree);
        }

        var model = run.CompiledModelOf(program);
        int width = model.Structure.SampleWidth;
        for (int point = 0; point < 3; point++)
        {
            double[] weights = [.. Enumerable.Range(0, model.Start.Length).Select(i => 0.9 * Math.Cos(1 + 2.3 * i + point))];
            double[] sample = [.. Enumerable.Range(0, width).Select(i => 0.8 * Math.Sin(2 + 1.7 * i + point))];
            CheckAt(program, model, polynomial, weights, sample);
        }
    }

    private static void CheckAt(
        ConformanceProgram program, CompiledModel model, Polynomial polynomial, double[] weights, double[] sample)
    {
        double[] variables = [.. weights, .. sample];
        double loss = model.Loss(weights, sample);
        double compiled = model.CompiledLoss(weights, sample);
        double value = polynomial.Evaluate(variables);
        double rounding = 1e-12 * Math.Max(1, Math.Abs(loss));
        Assert.True(Math.Abs(loss - value) <= program.Distance + rounding, $"The method gives {loss:R}, the polynomial {value:R}.");
        Assert.True(Math.Abs(compiled - value) <= rounding, $"The compiled loss is {compiled:R}, the polynomial {value:R}.");

        var gradient = new double[weights.Length];
        model.Gradient(weights, sample, gradient);
        DerivativeCheck.Run(model.CompiledLoss, polynomial.Degree, weights, sample, gradient, program.Text);
        for (int i = 0; i < weights.Length; i++)
        {
            double derivative = polynomial.Derivative(i).Evaluate(variables);
            Assert.True(
                Math.Abs(gradient[i] - derivative) <= 1e-10 * Math.Max(1, Math.Abs(derivative)),
                $"∂{i}: generated {gradient[i]:R}, of the polynomial {derivative:R}");
        }
    }
}
