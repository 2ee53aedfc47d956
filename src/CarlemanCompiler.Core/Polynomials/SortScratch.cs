namespace CarlemanCompiler.Polynomials;

/// <summary>Working space of <see cref="TermOrder"/>, grown to the largest call.</summary>
internal sealed class SortScratch
{
    public int[] Starts { get; } = new int[256];

    public ulong[] Keys { get; private set; } = [];

    public int[] Order { get; private set; } = [];

    public int[] OtherOrder { get; private set; } = [];

    public void Reserve(int count)
    {
        if (count > Keys.Length)
        {
            int size = Math.Max(count, 2 * Keys.Length);
            Keys = new ulong[size];
            Order = new int[size];
            OtherOrder = new int[size];
        }
    }
}
