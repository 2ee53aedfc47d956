namespace CarlemanCompiler.Polynomials;

/// <summary>Working space of <see cref="TermOrder"/>, grown to the largest call.</summary>
internal sealed class SortScratch
{
    private int[]? starts;

    /// <summary>One counter per byte value, made when first needed: most sorts are of a few terms.</summary>
    public int[] Starts => starts ??= new int[256];

    public ulong[] Keys { get; private set; } = [];

    public int[] Order { get; private set; } = [];

    public int[] OtherOrder { get; private set; } = [];

    /// <summary>Makes room; sorts of up to <paramref name="few"/> terms need the order alone.</summary>
    public void Reserve(int count, int few)
    {
        if (count > Order.Length)
        {
            int size = Math.Max(count, 2 * Order.Length);
            Order = new int[size];
            Keys = size > few ? new ulong[size] : [];
            OtherOrder = size > few ? new int[size] : [];
        }
    }
}
