using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private readonly int coefficients;
    private readonly T[] stage;
    private readonly nint[] offsets;
    private readonly TermState[] states;
    private readonly int[] mixedTerms;

    /// <summary>Takes Σ_r C(n+N−r, N−r) numbers, or the like for words.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="maximumCount">Most terms of one factor.</param>
    /// <param name="stageLength">Numbers to collect before results are written past the cache; 0 to write them at once.</param>
    public LevelBuffers(TensorLayout layout, int maximumCount, int stageLength)
    {
        levels = new int[layout.Order];
        int size = 0;
        for (int level = 1; level < layout.Order; level++)
        {
            levels[level] = size;
            size = checked(size + layout.Offset(layout.Order - level + 1));
        }

        // Behind the last level there is room for the overrun of its last row.
        coefficients = size + Rows.Overrun<T>();
        storage = GC.AllocateArray<T>(coefficients + maximumCount, pinned: true);
        stage = GC.AllocateArray<T>(stageLength, pinned: true);
        offsets = GC.AllocateArray<nint>(maximumCount, pinned: true);
        states = GC.AllocateArray<TermState>(maximumCount * (layout.Order + 1), pinned: true);
        mixedTerms = GC.AllocateArray<int>(maximumCount, pinned: true);
        Cursors = new int[layout.Order + 1];
    }

    /// <summary>Bytes that the buffers of one worker take.</summary>
    public long Bytes => ((long)storage.Length + stage.Length) * sizeof(T);

    /// <summary>Scratch of a <see cref="RowStream{T}"/>; empty where results are written at once.</summary>
    public Span<T> Stage => stage;

    /// <summary>Scratch of one row: where its sources begin.</summary>
    public nint* Offsets => (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(offsets));

    /// <summary>Scratch of one row: what its sources are multiplied by.</summary>
    public T* Coefficients => Start + coefficients;

    /// <summary>How far each term has been followed, for each letter of the word at hand.</summary>
    public TermState* States => (TermState*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(states));

    /// <summary>Scratch of one row: the terms whose letters come between its own.</summary>
    public int* MixedTerms => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(mixedTerms));

    /// <summary>The next entry of each degree to be written or read.</summary>
    public int[] Cursors { get; }

    // None of this memory moves, and it lives as long as the buffers.
    private T* Start => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(storage));

    /// <summary>Entry 0 of a level, 1..N−1.</summary>
    public T* Level(int level) => Start + levels[level];
}
