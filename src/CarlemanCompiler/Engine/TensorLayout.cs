using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// Where the entries of [1; u; u^{⊗2}; …; u^{⊗N}] stand: degree ascending, inside a degree words in lexicographic order, all of them in the
/// Kronecker basis and the ascending ones in the two symmetric bases. No table grows with D: everything follows from N · n numbers.
/// </summary>
/// <remarks>
/// The words of degree m that begin with letter b are contiguous; cut that letter off, and what is left are the words of degree m − 1 (over
/// the letters from b on, where words ascend), in order. So a word's place is found letter by letter, and all words that continue a prefix
/// stand side by side: both are what the factor-at-a-time step lives on.
/// </remarks>
internal sealed unsafe class TensorLayout
{
    private readonly int[] offsets;

    private readonly int[] starts;

    private TensorLayout(int letters, int order, bool ascending, int[] starts, int[] offsets)
    {
        Letters = letters;
        Order = order;
        Ascending = ascending;
        this.starts = starts;
        this.offsets = offsets;
    }

    /// <summary>n.</summary>
    public int Letters { get; }

    /// <summary>N.</summary>
    public int Order { get; }

    /// <summary>Whether only ascending words have an entry.</summary>
    public bool Ascending { get; }

    /// <summary>
    /// Starts(m)[b]: words of degree m whose first letter is below b, b = 0..n; all 0 for m = 0. The memory does not move, and belongs to the
    /// layout.
    /// </summary>
    public int* Starts(int degree)
    {
        fixed (int* start = &starts[degree * (Letters + 1)])
        {
            return start;
        }
    }

    /// <summary>D, the entries of degrees 1..N.</summary>
    public int Dimension => offsets[Order + 1] - 1;

    /// <summary>The layout of a basis; the dimension has to be below 2³¹ − 64, which the caller has checked.</summary>
    public static TensorLayout Of(CarlemanBasis basis, int letters, int order)
    {
        bool ascending = basis != CarlemanBasis.Kronecker;
        int stride = letters + 1;
        int[] starts = GC.AllocateArray<int>((order + 1) * stride, pinned: true);
        var offsets = new int[order + 2];
        offsets[1] = 1;
        for (int m = 1; m <= order; m++)
        {
            for (int b = 1; b <= letters; b++)
            {
                // Words of degree m that begin with b − 1: one for each word of degree m − 1 over the letters that may follow.
                int following = m == 1 ? 1 : starts[(m - 1) * stride + letters] - (ascending ? starts[(m - 1) * stride + b - 1] : 0);
                starts[m * stride + b] = checked(starts[m * stride + b - 1] + following);
            }

            offsets[m + 1] = checked(offsets[m] + starts[m * stride + letters]);
        }

        return new TensorLayout(letters, order, ascending, starts, offsets);
    }

    /// <summary>First entry of degree <paramref name="degree"/>; that of degree 0 is entry 0.</summary>
    public int Offset(int degree) => offsets[degree];

    /// <summary>Entries of degree <paramref name="degree"/>.</summary>
    public int Size(int degree) => offsets[degree + 1] - offsets[degree];

    /// <summary>The first letter that may follow <paramref name="letter"/> in a word.</summary>
    public int Next(int letter) => Ascending ? letter : 0;

    /// <summary>
    /// Entry of the word that goes on behind <paramref name="word"/> with <paramref name="degree"/> letters <paramref name="first"/>; the words behind it
    /// that keep the prefix follow. Where words ascend, first is not below the prefix' last letter.
    /// </summary>
    public int PlaceBehind(ReadOnlySpan<int> word, int degree, int first)
    {
        int total = word.Length + degree;
        int place = Offset(total);
        int from = 0;
        for (int k = 0; k < word.Length; k++)
        {
            int* row = Starts(total - k);
            place += row[word[k]] - row[from];
            from = Next(word[k]);
        }

        return place + Starts(degree)[first] - Starts(degree)[from];
    }

    /// <summary>The place of a word among those of its degree; ascending where the layout is.</summary>
    public int Rank(ReadOnlySpan<int> word)
    {
        int rank = 0;
        int first = 0;
        for (int k = 0; k < word.Length; k++)
        {
            int* degree = Starts(word.Length - k);
            rank += degree[word[k]] - degree[first];
            first = Next(word[k]);
        }

        return rank;
    }
}
