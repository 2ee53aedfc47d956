namespace CarlemanCompiler.Linearization;

/// <summary>
/// Adds sorted runs of terms up: runs are collected one after the other, then merged in pairs, equal keys added. k terms in s runs cost
/// O(k log s); no table is indexed by column. Sums are formed in the order of the calls, so equal calls give equal bits.
/// </summary>
internal sealed class TermMerge
{
    private ulong[] keys = new ulong[256];
    private double[] values = new double[256];
    private ulong[] otherKeys = new ulong[256];
    private double[] otherValues = new double[256];
    private int[] ends = new int[16];
    private int runs;
    private int count;

    /// <summary>Opens a run of at most <paramref name="capacity"/> terms; <see cref="Add"/> fills it in ascending order.</summary>
    public void BeginRun(int capacity)
    {
        if (runs + 1 >= ends.Length)
        {
            Array.Resize(ref ends, 2 * ends.Length);
        }

        if (count > keys.Length - capacity)
        {
            int size = checked(Math.Max(2 * keys.Length, count + capacity));
            Array.Resize(ref keys, size);
            Array.Resize(ref values, size);
            otherKeys = new ulong[size];
            otherValues = new double[size];
        }

        ends[++runs] = count;
    }

    public void Add(ulong key, double value)
    {
        keys[count] = key;
        values[count] = value;
        ends[runs] = ++count;
    }

    /// <summary>Writes the sum of all runs, zeros left out, and starts anew.</summary>
    public void Flush(SortedTerms sum)
    {
        while (runs > 1)
        {
            MergePairs();
        }

        sum.Reserve(count);
        int kept = 0;
        for (int k = 0; k < count; k++)
        {
            if (values[k] != 0)
            {
                sum.Keys[kept] = keys[k];
                sum.Values[kept++] = values[k];
            }
        }

        sum.Count = kept;
        runs = 0;
        count = 0;
    }

    private void MergePairs()
    {
        int written = 0;
        int merged = 0;
        for (int run = 0; run < runs; run += 2)
        {
            int a = ends[run];
            int endA = ends[run + 1];
            int b = endA;
            int endB = run + 2 <= runs ? ends[run + 2] : endA;
            while (a < endA && b < endB)
            {
                ulong keyA = keys[a];
                ulong keyB = keys[b];
                if (keyA == keyB)
                {
                    otherKeys[written] = keyA;
                    otherValues[written++] = values[a++] + values[b++];
                }
                else if (keyA < keyB)
                {
                    otherKeys[written] = keyA;
                    otherValues[written++] = values[a++];
                }
                else
                {
                    otherKeys[written] = keyB;
                    otherValues[written++] = values[b++];
                }
            }

            int left = a < endA ? a : b;
            int leftCount = (a < endA ? endA : endB) - left;
            Array.Copy(keys, left, otherKeys, written, leftCount);
            Array.Copy(values, left, otherValues, written, leftCount);
            written += leftCount;
            ends[++merged] = written;
        }

        (keys, otherKeys) = (otherKeys, keys);
        (values, otherValues) = (otherValues, values);
        runs = merged;
        count = written;
    }
}
