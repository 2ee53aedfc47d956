using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// The rows of A and b that belong to a rank, made anew whenever they are asked for, and the entries of y that they need from other
/// ranks. What
/// is held: the numbers of those entries, 4 bytes each.
/// </summary>
internal sealed class LocalRows
{
    /// <summary>Numbers found before the first time that equal ones are thrown out; later when their count has doubled.</summary>
    private const int FirstCompaction = 1 << 14;

    private readonly RowGenerator generator;
    private readonly LiftedSlices slices;
    private readonly int[] received;

    /// <summary>Makes all rows once to see what they need. One pass; memory in proportion to what is found.</summary>
    public LocalRows(RowGenerator generator, LiftedSlices slices)
    {
        this.generator = generator;
        this.slices = slices;
        received = Needed();
    }

    /// <summary>Entries of y, in the order of the basis and ascending, that the rows need and other ranks hold.</summary>
    public ReadOnlySpan<int> Received => received;

    /// <summary>Makes the rows, in the order of the rank's entries.</summary>
    public void Generate(LocalRow receive)
    {
        int[] places = new int[64];
        foreach (var slice in slices.Slices)
        {
            generator.Generate(slice.First, slice.End, (row, constant, columns, values) =>
            {
                if (columns.Length > places.Length)
                {
                    places = new int[2 * columns.Length];
                }

                Locate(columns, places);
                receive(slice.Place + (int)(row - slice.First), constant, places.AsSpan(0, columns.Length), values);
            });
        }
    }

    /// <summary>Columns ascend, and so do slices and received entries: each is looked for from where the one before it was found.</summary>
    private void Locate(ReadOnlySpan<long> columns, Span<int> places)
    {
        int block = 0;
        int cursor = 0;
        for (int k = 0; k < columns.Length; k++)
        {
            long column = columns[k];
            while (column >= generator.BlockOffsets[block] + generator.BlockSizes[block])
            {
                block++;
            }

            var own = slices.Slices[block];
            if (column >= own.First && column < own.End)
            {
                places[k] = own.Place + (int)(column - own.First);
            }
            else
            {
                cursor = Gallop(cursor, (int)column);
                places[k] = ~cursor;
            }
        }
    }

    /// <summary>Where a number stands in <see cref="received"/>, not before <paramref name="from"/>: O(log of the distance).</summary>
    private int Gallop(int from, int number)
    {
        int step = 1;
        int low = from;
        while (low + step < received.Length && received[low + step] <= number)
        {
            low += step;
            step *= 2;
        }

        int high = Math.Min(low + step, received.Length);
        while (high - low > 1)
        {
            int middle = (low + high) >>> 1;
            (low, high) = received[middle] <= number ? (middle, high) : (low, middle);
        }

        return low;
    }

    private int[] Needed()
    {
        var found = new List<int>();
        int compactAt = FirstCompaction;
        foreach (var slice in slices.Slices)
        {
            generator.Generate(slice.First, slice.End, (_, _, columns, _) =>
            {
                int block = 0;
                foreach (long column in columns)
                {
                    while (column >= generator.BlockOffsets[block] + generator.BlockSizes[block])
                    {
                        block++;
                    }

                    var own = slices.Slices[block];
                    if (column < own.First || column >= own.End)
                    {
                        found.Add((int)column);
                    }
                }

                if (found.Count >= compactAt)
                {
                    Compact(found);
                    compactAt = Math.Max(FirstCompaction, 2 * found.Count);
                }
            });
        }

        Compact(found);
        return [.. found];
    }

    private static void Compact(List<int> numbers)
    {
        numbers.Sort();
        int kept = 0;
        for (int k = 0; k < numbers.Count; k++)
        {
            if (k == 0 || numbers[k] != numbers[k - 1])
            {
                numbers[kept++] = numbers[k];
            }
        }

        numbers.RemoveRange(kept, numbers.Count - kept);
    }
}
