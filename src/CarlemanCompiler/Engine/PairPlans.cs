using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CarlemanCompiler.Engine;

/// <summary>
/// Where the last factor but one finds its summands, worked out once, because its rows are the most of a step and the shortest. For each letter the
/// row of words (a, x), a the letters of the linear terms: from x = split, the largest of them, on, all of them are contiguous; below, there
/// is a list of places.
/// </summary>
internal sealed unsafe class PairPlans<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Longest list of a letter. Full matrices of more than 64 weights go without plans.</summary>
    private const int LongestHead = 4096;

    private readonly Plan[] plans;
    private readonly nint[] places;
    private readonly int[] heads;

    private PairPlans(Plan[] plans, nint[] places, int[] heads)
    {
        this.plans = plans;
        this.places = places;
        this.heads = heads;
    }

    /// <summary>The plans of a system; null where the lists would be long, or no level but the first has degree 2.</summary>
    public static PairPlans<T>? Of(TensorLayout layout, FactorTerms<T> terms, RowPlans<T> rows)
    {
        if (layout.Order < 3)
        {
            return null;
        }

        int n = layout.Letters;
        var plans = GC.AllocateArray<Plan>(n, pinned: true);
        List<nint> places = [];
        List<int> heads = [];
        for (int letter = 0; letter < n; letter++)
        {
            int first = terms.Starts[letter];
            int linear = rows.Counts(letter, 1).All;
            int low = terms.Lowest[letter];
            int split = low;
            for (int t = first; t < first + linear && layout.Ascending; t++)
            {
                split = Math.Max(split, Letter(t));
            }

            if ((split - low) * linear > LongestHead)
            {
                return null;
            }

            plans[letter] = new Plan(first, rows.Counts(letter, 2).All, linear, low, split, heads.Count, places.Count);
            for (int x = low; x < split; x++)
            {
                for (int t = first; t < first + linear; t++)
                {
                    heads.Add(Place(Math.Min(Letter(t), x), Math.Max(Letter(t), x)));
                }
            }

            for (int t = first; t < first + linear; t++)
            {
                places.Add(Place(Letter(t), split));
            }
        }

        return new PairPlans<T>(plans, Pinned(places), Pinned(heads));

        int Letter(int term) => terms.Letters[terms.LetterStarts[term]];

        int Place(int a, int b) => layout.Offset(2) + layout.Rank([a, b]);
    }

    /// <summary>Those of all letters; the memory does not move, and belongs to the plans.</summary>
    public Plan* Plans => (Plan*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(plans));

    /// <summary>Where the contiguous rows start, for each linear term.</summary>
    public nint* Places => (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(places));

    /// <summary>The lists: for each x in turn the places of all linear terms.</summary>
    public int* Heads => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(heads));

    private static TItem[] Pinned<TItem>(List<TItem> list)
    {
        var array = GC.AllocateArray<TItem>(list.Count, pinned: true);
        list.CopyTo(array);
        return array;
    }

    /// <summary>The row of one letter.</summary>
    /// <param name="First">Its first term.</param>
    /// <param name="Short">Terms of degree 1 and 2.</param>
    /// <param name="Linear">Terms of degree 1, the first ones.</param>
    /// <param name="Low">First x that is needed.</param>
    /// <param name="Split">First x of the contiguous rows.</param>
    /// <param name="Heads">Where its list starts.</param>
    /// <param name="Places">Where its rows' starts are.</param>
    internal readonly record struct Plan(int First, int Short, int Linear, int Low, int Split, int Heads, int Places);
}
