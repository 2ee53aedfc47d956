using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Dynamics;

/// <summary>Gradients over moments against the gradient of the averaged loss.</summary>
public sealed class GradientStructureTests
{
    private const int Weights = 2;
    private const int Width = 3;

    private static readonly Gen<Polynomial> SampleLoss =
        from terms in Gen.Select(Gen.Int[0, 3].Array[Weights + Width], Gen.Double[-2, 2]).Array[1, 8]
        select Polynomial.FromTerms(Weights + Width, terms);

    private static readonly Gen<double[][]> Samples = Gen.Double[-1.5, 1.5].Array[Width].Array[1, 6];

    [Fact]
    public void MomentsAreMeansOfMonomials() => Gen.Select(SampleLoss, Samples).Sample((loss, samples) =>
    {
        var structure = GradientStructure.FromLoss(loss, Weights);
        var moments = structure.Moments([.. samples.SelectMany(s => s)]);
        for (int k = 0; k < structure.MomentCount; k++)
        {
            var exponents = structure.MomentExponents(k);
            double mean = samples.Average(s => s.Select((x, v) => Math.Pow(x, exponents[v])).Aggregate(1.0, (a, b) => a * b));
            Assert.Equal(mean, moments[k], 1e-12 * Math.Max(1, Math.Abs(mean)));
        }
    });

    [Fact]
    public void DynamicsIsThatOfTheAveragedLoss() => Gen.Select(SampleLoss, Samples, Gen.Double[-1, 1].Array[Weights]).Sample((loss, samples, centre) =>
    {
        var averaged = Polynomial.FromTerms(Weights, samples.SelectMany(s => Enumerable.Range(0, loss.TermCount).Select(t =>
        {
            var exponents = loss.Exponents(t);
            double data = s.Select((x, v) => Math.Pow(x, exponents[Weights + v])).Aggregate(1.0, (a, b) => a * b);
            return (exponents[..Weights], loss.Coefficients[t] * data / samples.Length);
        })));
        var expected = GradientDynamics.FromLoss(averaged, 0.1, centre);
        var structure = GradientStructure.FromLoss(loss, Weights);
        var actual = structure.Dynamics(structure.Moments([.. samples.SelectMany(s => s)]), 0.1, centre);
        double[] u = [0.3, -0.2];
        for (int i = 0; i < Weights; i++)
        {
            double value = expected.Increments[i].Evaluate(u);
            Assert.Equal(value, actual.Increments[i].Evaluate(u), 1e-10 * Math.Max(1, Math.Abs(value)));
        }
    });

    [Fact]
    public void DataMonomialsMayBeWrittenAsWords() => SampleLoss.Sample(loss =>
    {
        var structure = GradientStructure.FromLoss(loss, Weights);
        var words = Enumerable.Range(0, structure.MomentCount).Select(k => structure.MomentExponents(k)
            .SelectMany((e, v) => Enumerable.Repeat(v, e)).ToArray()).ToArray();
        var again = GradientStructure.FromTables(
            Weights, Width, words.Select(w => w.Length).ToArray(), words.SelectMany(w => w).ToArray(), structure.Tensors);
        for (int k = 0; k < structure.MomentCount; k++)
        {
            Assert.Equal(structure.MomentExponents(k), again.MomentExponents(k));
        }
    });

    [Theory]
    [InlineData(new[] { 2 }, new[] { 0 })]
    [InlineData(new[] { 1 }, new[] { 0, 1 })]
    [InlineData(new[] { 1 }, new[] { 3 })]
    public void WordsThatDoNotFitAreRefused(int[] degrees, int[] letters) => Assert.Throws<ArgumentException>(
        "momentLetters", () => GradientStructure.FromTables(Weights, Width, degrees, letters, []));
}
