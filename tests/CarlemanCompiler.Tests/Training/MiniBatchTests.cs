using CarlemanCompiler.Data;

namespace CarlemanCompiler.Tests.Training;

/// <summary>A pass over mini-batches sees every sample once, and seeds reproduce it.</summary>
public sealed class MiniBatchTests
{
    private static readonly SampleTable Samples = SampleTable.FromValues(["x", "y"], [.. Enumerable.Range(0, 24).Select(i => (double)i)]);

    [Fact]
    public void OnePassTakesEverySampleOnce()
    {
        var pass = MiniBatches.Of(Samples, 3, seed: 7).Take(4).SelectMany(batch => batch).ToArray();
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (double)i), pass.Order());
        for (int s = 0; s < pass.Length; s += 2)
        {
            Assert.Equal(pass[s] + 1, pass[s + 1]);
        }
    }

    [Fact]
    public void SeedsReproduceAndDiffer()
    {
        double[] Take(int seed) => [.. MiniBatches.Of(Samples, 5, seed).Take(6).SelectMany(b => b)];
        Assert.Equal(Take(1), Take(1));
        Assert.NotEqual(Take(1), Take(2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    public void SizeIsChecked(int size) => Assert.Throws<ArgumentOutOfRangeException>(() => MiniBatches.Of(Samples, size, 1));
}
