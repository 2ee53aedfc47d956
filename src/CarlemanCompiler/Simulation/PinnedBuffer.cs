namespace CarlemanCompiler.Simulation;

/// <summary>Zeroed doubles at a fixed address on a cache line boundary; freed by the garbage collector with the object.</summary>
internal sealed unsafe class PinnedBuffer
{
    private const int Alignment = 64;
    private readonly double[] storage;

    public PinnedBuffer(int length)
    {
        storage = GC.AllocateArray<double>(length + Alignment / sizeof(double), pinned: true);
        Length = length;
        fixed (double* start = storage)
        {
            Pointer = (double*)(((nint)start + Alignment - 1) & ~(nint)(Alignment - 1));
        }
    }

    /// <summary>First of the doubles; valid as long as this object is alive.</summary>
    public double* Pointer { get; }

    /// <summary>Number of doubles.</summary>
    public int Length { get; }
}
