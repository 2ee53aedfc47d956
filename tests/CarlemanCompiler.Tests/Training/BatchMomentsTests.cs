using CarlemanCompiler.Data;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CsCheck;

namespace CarlemanCompiler.Tests.Training;

/// <summary>Moments in lanes against the moments of the structure, for batches of all sizes.</summary>
public sealed class BatchMomentsTests
{
    private const int Weights = 2;
    private const int Width = 4;

    [Fact]
    public void TheyAreThoseOfTheStructure() => Gen.Select(
        Gen.Select(Gen.Int[0, 3].Array[Weights + Width], Gen.Double[-2, 2]).Array[1, 12],
        Gen.Double[0.1, 1.5].Array[Width].Array[1, 13],
        Gen.Bool).Sample((terms, rows, isWeighted) =>
    {
        foreach (var (exponents, _) in terms)
        {
            exponents[Weights] = isWeighted ? 1 : exponents[Weights];
        }

        var structure = GradientStructure.FromLoss(Polynomial.FromTerms(Weights + Width, terms), Weights, isWeighted ? 0 : -1);
        double[] samples = [.. rows.SelectMany(row => row)];
        var expected = structure.Moments(samples);
        var actual = new double[expected.Length];
        var moments = new BatchMoments(structure);
        for (int again = 0; again < 2; again++)
        {
            moments.Of(samples, actual);
            for (int k = 0; k < expected.Length; k++)
            {
                Assert.Equal(expected[k], actual[k], 1e-13 * Math.Max(1, expected[k]));
            }
        }
    });

    [Fact]
    public void ABatchNeedsWeight()
    {
        var structure = GradientStructure.FromLoss(Polynomial.Variable(2, 0) * Polynomial.Variable(2, 1), 1, 0);
        var moments = new BatchMoments(structure);
        Assert.Contains("positive", Assert.Throws<ArgumentException>(() => moments.Of([0, 0], new double[1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => moments.Of([], new double[1]));
        Assert.Throws<ArgumentException>(() => moments.Of([1], new double[2]));
    }

    [Fact]
    public void BatchesAreAFunctionOfTheStep()
    {
        var samples = SampleTable.FromValues(["x"], [.. Enumerable.Range(0, 10).Select(i => (double)i)]);
        var stream = MiniBatches.Of(samples, 3, seed: 5).Take(12).ToArray();
        var batches = new BatchSequence(samples, 3, 5);
        var batch = new double[3];
        foreach (int step in new[] { 11, 2, 0, 7, 3 })
        {
            batches.Fill(step, batch);
            Assert.Equal(stream[step], batch);
        }
    }

    /// <summary>Every sample is as likely to come first as every other: χ² of 10 places at 4,000 passes, 9 degrees of freedom.</summary>
    [Fact]
    public void OrdersAreUniform()
    {
        var samples = SampleTable.FromValues(["x"], [.. Enumerable.Range(0, 10).Select(i => (double)i)]);
        var counts = new int[10];
        var batches = new BatchSequence(samples, 10, 1);
        var batch = new double[10];
        for (int pass = 0; pass < 4000; pass++)
        {
            batches.Fill(pass, batch);
            counts[(int)batch[0]]++;
        }

        Assert.InRange(counts.Sum(c => (c - 400.0) * (c - 400) / 400), 1, 33.7);
    }
}
