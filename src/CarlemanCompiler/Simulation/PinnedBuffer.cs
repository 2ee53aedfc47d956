namespace CarlemanCompiler.Simulation;

/// <summary>Zeroed numbers at a fixed address on a cache line boundary; freed by the garbage collector with the object.</summary>
internal sealed unsafe class PinnedBuffer<T>
    where T : unmanaged
{
    private const int Alignment = 64;
    private readonly T[] storage;

    public PinnedBuffer(int length)
    {
        storage = GC.AllocateArray<T>(length + Alignment / sizeof(T), pinned: true);
        Length = length;
        fixed (T* start = storage)
        {
            Pointer = (T*)(((nint)start + Alignment - 1) & ~(nint)(Alignment - 1));
        }
    }

    /// <summary>First of the numbers; valid as long as this object is alive.</summary>
    public T* Pointer { get; }

    /// <summary>Number of numbers.</summary>
    public int Length { get; }
}
