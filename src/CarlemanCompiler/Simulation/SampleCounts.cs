using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CarlemanCompiler.Simulation;

/// <summary>How often each outcome of a measurement was seen.</summary>
public sealed class SampleCounts
{
    private readonly ImmutableArray<int> outcomes;
    private readonly ImmutableArray<long> counts;

    internal SampleCounts(int width, Dictionary<int, long> seen)
    {
        Width = width;
        int[] keys = [.. seen.Keys];
        long[] values = [.. seen.Values];
        Array.Sort(keys, values);
        outcomes = ImmutableCollectionsMarshal.AsImmutableArray(keys);
        counts = ImmutableCollectionsMarshal.AsImmutableArray(values);
        Shots = counts.Sum();
    }

    /// <summary>Number of measured qubits.</summary>
    public int Width { get; }

    /// <summary>Number of measurements.</summary>
    public long Shots { get; }

    /// <summary>The outcomes seen, ascending; the first measured qubit is the most significant bit.</summary>
    public ImmutableArray<int> Outcomes => outcomes;

    /// <summary>How often an outcome was seen. O(log outcomes).</summary>
    public long this[int outcome]
    {
        get
        {
            int at = outcomes.BinarySearch(outcome);
            return at < 0 ? 0 : counts[at];
        }
    }
}
