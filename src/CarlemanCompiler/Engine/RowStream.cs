using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// Rows that follow one another in memory, written past the caches: an ordinary store to a vector too long for them reads each line first, to no
/// end. Rows are collected in a stage that stays in the first cache, and leave it in whole lines.
/// </summary>
internal unsafe struct RowStream<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LineBytes = 64;

    private readonly T* memory;
    private readonly int capacity;
    private T* stage;
    private T* place;
    private int count;

    /// <param name="stage">Scratch of <see cref="Length"/> numbers that does not move; empty to write to the place itself.</param>
    /// <param name="place">Where the first row belongs.</param>
    public RowStream(Span<T> stage, T* place)
    {
        this.place = place;
        if (!stage.IsEmpty)
        {
            // The stage begins in a line where the place does, so that lines are lines in both.
            memory = (T*)(((nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(stage)) + LineBytes - 1) & -LineBytes);
            this.stage = memory + ((nint)place & (LineBytes - 1)) / sizeof(T);
            capacity = stage.Length - 2 * LineBytes / sizeof(T);
        }
    }

    /// <summary>Numbers that a stage needs for rows of some length: four rows, or half of a first cache.</summary>
    public static int Length(int row) => Math.Max(4 * row, (1 << 14) / sizeof(T)) + 2 * LineBytes / sizeof(T);

    /// <summary>Room for the next row, to be filled before the one after it is asked for.</summary>
    public T* Next(int length)
    {
        if (stage is null)
        {
            T* here = place;
            place += length;
            return here;
        }

        if (count + length > capacity)
        {
            Write();
        }

        T* row = stage + count;
        count += length;
        return row;
    }

    /// <summary>Writes what is left.</summary>
    /// <returns>The place behind the last row.</returns>
    public T* End()
    {
        if (stage is not null)
        {
            Write();
            new Span<T>(stage, count).CopyTo(new Span<T>(place, count));
            place += count;
            count = 0;

            // Such stores wait for nobody unless they are told to.
            Interlocked.MemoryBarrier();
        }

        return place;
    }

    /// <summary>Writes whole lines, and keeps what is left of the last one.</summary>
    private void Write()
    {
        byte* from = (byte*)stage;
        byte* to = (byte*)place;
        byte* end = to + (nint)count * sizeof(T);
        byte* firstLine = (byte*)(((nint)to + LineBytes - 1) & -LineBytes);
        byte* lastLine = (byte*)((nint)end & -LineBytes);
        if (lastLine <= firstLine)
        {
            return;
        }

        new Span<byte>(from, (int)(firstLine - to)).CopyTo(new Span<byte>(to, (int)(firstLine - to)));
        from += firstLine - to;
        for (to = firstLine; to < lastLine; to += LineBytes, from += LineBytes)
        {
            Vector256.LoadAligned(from).StoreAlignedNonTemporal(to);
            Vector256.LoadAligned(from + LineBytes / 2).StoreAlignedNonTemporal(to + LineBytes / 2);
        }

        // What is left begins a line, here as there.
        count = (int)((end - lastLine) / sizeof(T));
        place = (T*)lastLine;
        stage = memory;
        new Span<T>(from, count).CopyTo(new Span<T>(stage, count));
    }
}
