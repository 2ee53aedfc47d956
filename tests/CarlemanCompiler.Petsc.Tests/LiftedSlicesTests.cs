using System.Collections.Immutable;
using CsCheck;

namespace CarlemanCompiler.Petsc.Tests;

/// <summary>Who holds what.</summary>
public sealed class LiftedSlicesTests
{
    private static readonly Gen<(long[] Sizes, int Ranks)> Any = Gen.Select(Gen.Long[1, 40].Array[1, 6], Gen.Int[1, 12]);

    [Fact]
    public void EveryEntryHasOneRankAndOneNumber() => Any.Sample(
        (sizes, ranks) =>
        {
            var held = new List<(long Entry, long Number)>();
            for (int rank = 0; rank < ranks; rank++)
            {
                var slices = new LiftedSlices([.. sizes], rank, ranks);
                Assert.Equal(held.Count, slices.Start);
                foreach (var slice in slices.Slices)
                {
                    for (int k = 0; k < slice.Length; k++)
                    {
                        held.Add((slice.First + k, slices.Start + slice.Place + k));
                    }
                }

                Assert.Equal(held.Count, slices.Start + slices.Length);
            }

            Assert.Equal(Enumerable.Range(0, (int)sizes.Sum()).Select(k => (long)k), held.Select(h => h.Number));
            Assert.Equal(held.Select(h => h.Number), held.Select(h => h.Entry).Order());
            var any = new LiftedSlices([.. sizes], ranks - 1, ranks);
            Assert.All(held, h => Assert.Equal(h.Number, any.NumberOf(h.Entry)));
        });

    [Fact]
    public void RanksHoldEqualPartsOfEveryBlock() => Any.Sample(
        (sizes, ranks) =>
        {
            for (int rank = 0; rank < ranks; rank++)
            {
                var slices = new LiftedSlices([.. sizes], rank, ranks);
                Assert.All(
                    slices.Slices.Zip(sizes),
                    pair => Assert.InRange(pair.First.Length, pair.Second / ranks, (pair.Second + ranks - 1) / ranks));
            }
        });

    [Fact]
    public void NumbersOfLargeVectorsDoNotOverflow()
    {
        ImmutableArray<long> sizes = [1_000, 500_500, 2_000_000_000];
        var last = new LiftedSlices(sizes, 1023, 1024);
        Assert.Equal(sizes.Sum(), last.Start + last.Length);
        Assert.Equal(sizes.Sum() - 1, last.NumberOf(sizes.Sum() - 1));
        Assert.Equal(last.Start, last.NumberOf(last.Slices[0].First));
    }
}
