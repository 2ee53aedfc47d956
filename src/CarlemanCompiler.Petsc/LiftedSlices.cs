using System.Collections.Immutable;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// Which entries of y a rank holds: of every block u^{⊗j} an equal slice, ⌊pS_j/P⌋ .. ⌊(p+1)S_j/P⌋ − 1 of its S_j entries. So every rank
/// has
/// 1/P of the rows of each degree, which differ in length, and at most N entries more than another.
/// </summary>
/// <remarks>PETSc numbers entries rank by rank: a rank's slices lie one behind the other, degree ascending, behind those of all ranks
/// before.
/// Pure arithmetic, O(N) numbers.</remarks>
internal sealed class LiftedSlices
{
    private readonly ImmutableArray<long> sizes;
    private readonly ImmutableArray<long> offsets;

    /// <param name="blockSizes">S_1..S_N.</param>
    /// <param name="rank">p.</param>
    /// <param name="count">P.</param>
    public LiftedSlices(ImmutableArray<long> blockSizes, int rank, int count)
    {
        sizes = blockSizes;
        Count = count;
        long offset = 0;
        int local = 0;
        var blocks = ImmutableArray.CreateBuilder<long>(sizes.Length);
        var slices = ImmutableArray.CreateBuilder<LiftedSlice>(sizes.Length);
        foreach (long size in sizes)
        {
            long first = First(size, rank);
            int length = (int)(First(size, rank + 1) - first);
            blocks.Add(offset);
            slices.Add(new LiftedSlice(offset + first, length, local));
            offset += size;
            local += length;
        }

        offsets = blocks.MoveToImmutable();
        Slices = slices.MoveToImmutable();
        Length = local;
        Start = StartOf(rank);
    }

    /// <summary>P.</summary>
    public int Count { get; }

    /// <summary>The rank's own slices, one a degree.</summary>
    public ImmutableArray<LiftedSlice> Slices { get; }

    /// <summary>Entries that the rank holds.</summary>
    public int Length { get; }

    /// <summary>PETSc's number of the first of them.</summary>
    public long Start { get; }

    /// <summary>PETSc's number of the first entry of a rank.</summary>
    public long StartOf(int rank) => sizes.Sum(size => First(size, rank));

    /// <summary>PETSc's number of an entry of y. O(N).</summary>
    /// <param name="entry">0 .. D − 1, in the order of the basis.</param>
    public long NumberOf(long entry)
    {
        int block = BlockOf(entry);
        int owner = OwnerOf(entry);
        long number = StartOf(owner) + entry - offsets[block] - First(sizes[block], owner);
        for (int lower = 0; lower < block; lower++)
        {
            number += First(sizes[lower], owner + 1) - First(sizes[lower], owner);
        }

        return number;
    }

    /// <summary>The rank that holds an entry of y.</summary>
    /// <param name="entry">0 .. D − 1, in the order of the basis.</param>
    public int OwnerOf(long entry)
    {
        int block = BlockOf(entry);
        return (int)(((entry - offsets[block] + 1) * Count - 1) / sizes[block]);
    }

    private int BlockOf(long entry)
    {
        int block = sizes.Length - 1;
        while (entry < offsets[block])
        {
            block--;
        }

        return block;
    }

    private long First(long size, int rank) => size * rank / Count;
}
