using System.Numerics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// What one worker needs for a step: on level r = 1..N−1 the functional that is left when r factors have been applied, on words of degree
/// 0..N−r; places as in the layout.
/// </summary>
internal sealed unsafe class LevelBuffers<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] storage;
    private readonly int[] levels;

    /// <summary>Takes Σ_r C(n+N−r, N−r) numbers, or the like for words.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="maximumCount">Most terms of one factor.</param>
    public LevelBuffers(TensorLayout layout, int maximumCount)
    {
        levels = new int[layout.Order];
        int size = 0;
        for (int level = 1; level < layout.Order; level++)
        {
            levels[level] = size;
            size = checked(size + layout.Offset(layout.Order - level + 1));
        }

        storage = GC.AllocateArray<T>(Math.Max(1, size), pinned: true);
        Offsets = GC.AllocateArray<nint>(maximumCount, pinned: true);
        Coefficients = GC.AllocateArray<T>(maximumCount, pinned: true);
        States = new TermState[maximumCount * (layout.Order + 1)];
        Cursors = new int[layout.Order + 1];
    }

    /// <summary>Bytes that the buffers of one worker take.</summary>
    public long Bytes => (long)storage.Length * sizeof(T);

    /// <summary>Scratch of one row: where its sources begin.</summary>
    public nint[] Offsets { get; }

    /// <summary>Scratch of one row: what its sources are multiplied by.</summary>
    public T[] Coefficients { get; }

    /// <summary>How far each term has been followed, for each letter of the word at hand.</summary>
    public TermState[] States { get; }

    /// <summary>The next entry of each degree to be written or read.</summary>
    public int[] Cursors { get; }

    /// <summary>Entry 0 of a level, 1..N−1. The memory does not move.</summary>
    public T* Level(int level)
    {
        fixed (T* start = &storage[levels[level]])
        {
            return start;
        }
    }
}
