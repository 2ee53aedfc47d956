namespace CarlemanCompiler.Polynomials;

/// <summary>Numbers words (i₁..i_ℓ) in the order in which they are first met: an open-addressing table over one array of letters.</summary>
internal sealed class WordTable
{
    private int[] slots = new int[64];
    private int[] starts = new int[33];
    private int[] letters = new int[64];

    /// <summary>Distinct words so far.</summary>
    public int Count { get; private set; }

    /// <summary>The letters of word <paramref name="number"/>.</summary>
    public ReadOnlySpan<int> this[int number] => letters.AsSpan(starts[number], starts[number + 1] - starts[number]);

    /// <summary>The number of a word; <see cref="Count"/> before the call where it is new. Expected O(ℓ).</summary>
    public int NumberOf(ReadOnlySpan<int> word)
    {
        int slot = SlotOf(word);
        if (slots[slot] != 0)
        {
            return slots[slot] - 1;
        }

        int end = starts[Count] + word.Length;
        if (end > letters.Length)
        {
            Array.Resize(ref letters, Math.Max(end, 2 * letters.Length));
        }

        if (Count + 2 > starts.Length)
        {
            Array.Resize(ref starts, 2 * starts.Length);
        }

        word.CopyTo(letters.AsSpan(starts[Count]));
        starts[Count + 1] = end;
        slots[slot] = ++Count;
        if (2 * Count > slots.Length)
        {
            slots = new int[2 * slots.Length];
            for (int number = 0; number < Count; number++)
            {
                slots[SlotOf(this[number])] = number + 1;
            }
        }

        return Count - 1;
    }

    private int SlotOf(ReadOnlySpan<int> word)
    {
        ulong hash = (ulong)word.Length;
        foreach (int letter in word)
        {
            hash = (hash ^ (uint)letter) * 0x9E3779B97F4A7C15UL;
            hash ^= hash >> 32;
        }

        int slot = (int)(hash & (ulong)(slots.Length - 1));
        while (slots[slot] != 0 && !this[slots[slot] - 1].SequenceEqual(word))
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        return slot;
    }
}
