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
internal sealed class TensorLayout
{
    private readonly int[] offsets;

    private TensorLayout(int letters, int order, bool ascending, int[][] starts, int[] offsets)
    {
        Letters = letters;
        Order = order;
        Ascending = ascending;
        Starts = starts;
        this.offsets = offsets;
    }

    /// <summary>n.</summary>
    public int Letters { get; }

    /// <summary>N.</summary>
    public int Order { get; }

    /// <summary>Whether only ascending words have an entry.</summary>
    public bool Ascending { get; }

    /// <summary>Starts[m][b]: words of degree m whose first letter is below b, b = 0..n. Row 0 is all 0.</summary>
    public int[][] Starts { get; }

    /// <summary>D, the entries of degrees 1..N.</summary>
    public int Dimension => offsets[Order + 1] - 1;

    /// <summary>The layout of a basis; the dimension has to be below 2³¹ − 64, which the caller has checked.</summary>
    public static TensorLayout Of(CarlemanBasis basis, int letters, int order)
    {
        bool ascending = basis != CarlemanBasis.Kronecker;
        var starts = new int[order + 1][];
        var offsets = new int[order + 2];
        for (int m = 0; m <= order; m++)
        {
            starts[m] = new int[letters + 1];
            for (int b = 1; b <= letters && m > 0; b++)
            {
                // Words of degree m that begin with b − 1: one for each word of degree m − 1 over the letters that may follow.
                starts[m][b] = checked(starts[m][b - 1] + (ascending ? Tail(m - 1, b - 1) : Tail(m - 1, 0)));
            }

            offsets[m + 1] = checked(offsets[m] + Math.Max(1, starts[m][letters]));
        }

        return new TensorLayout(letters, order, ascending, starts, offsets);

        int Tail(int m, int b) => m == 0 ? 1 : starts[m][letters] - starts[m][b];
    }

    /// <summary>First entry of degree <paramref name="degree"/>; that of degree 0 is entry 0.</summary>
    public int Offset(int degree) => offsets[degree];

    /// <summary>Entries of degree <paramref name="degree"/>.</summary>
    public int Size(int degree) => offsets[degree + 1] - offsets[degree];

    /// <summary>The first letter that may follow <paramref name="letter"/> in a word.</summary>
    public int Next(int letter) => Ascending ? letter : 0;

    /// <summary>The place of a word among those of its degree; ascending where the layout is.</summary>
    public int Rank(ReadOnlySpan<int> word)
    {
        int rank = 0;
        int first = 0;
        for (int k = 0; k < word.Length; k++)
        {
            var starts = Starts[word.Length - k];
            rank += starts[word[k]] - starts[first];
            first = Next(word[k]);
        }

        return rank;
    }
}
