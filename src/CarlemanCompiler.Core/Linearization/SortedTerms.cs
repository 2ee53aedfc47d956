namespace CarlemanCompiler.Linearization;

/// <summary>A sparse polynomial: keys of <see cref="PackedWords"/> ascending, each once, and coefficients. It is refilled in place.</summary>
internal sealed class SortedTerms
{
    public ulong[] Keys { get; private set; } = new ulong[16];

    public double[] Values { get; private set; } = new double[16];

    public int Count { get; set; }

    /// <summary>Room for <paramref name="count"/> terms; what was held is lost where the arrays grow.</summary>
    public void Reserve(int count)
    {
        if (count > Keys.Length)
        {
            int capacity = Math.Max(count, 2 * Keys.Length);
            Keys = new ulong[capacity];
            Values = new double[capacity];
        }
    }
}
