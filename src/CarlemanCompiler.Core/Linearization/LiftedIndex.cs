namespace CarlemanCompiler.Linearization;

/// <summary>
/// Where the entries of [1; u; u^{⊗2}; …] stand in one basis. Index 0 is the constant 1; degree d occupies offsets[d] .. offsets[d+1].
/// </summary>
/// <remarks>
/// In both orders a word i·w (first letter i, rest w) of degree d stands behind all words with a smaller first letter, and the words with
/// one first letter follow the order of their rests. Walking degree d as "for each letter i, for each admissible rest" therefore meets the
/// entries in index order, which is all that lifting and the recursion for the map need.
/// </remarks>
internal abstract class LiftedIndex
{
    private readonly int[] offsets;

    protected LiftedIndex(int variableCount, int order, IEnumerable<int> sizes)
    {
        VariableCount = variableCount;
        Order = order;
        offsets = new int[order + 2];
        int degree = 0;
        foreach (int size in sizes)
        {
            offsets[degree + 1] = checked(offsets[degree] + size);
            degree++;
        }
    }

    /// <summary>n.</summary>
    public int VariableCount { get; }

    /// <summary>The largest degree that is indexed.</summary>
    public int Order { get; }

    /// <summary>Entries of all degrees 0..Order.</summary>
    public int Count => offsets[Order + 1];

    /// <summary>The index for a basis; isometric coordinates stand where symmetric ones do.</summary>
    public static LiftedIndex Create(CarlemanBasis basis, int variableCount, int order) => basis == CarlemanBasis.Kronecker
        ? new KroneckerIndex(variableCount, order)
        : new MonomialIndex(variableCount, order);

    /// <summary>First index of degree <paramref name="degree"/>.</summary>
    public int Offset(int degree) => offsets[degree];

    /// <summary>Entries of degree <paramref name="degree"/>.</summary>
    public int Size(int degree) => offsets[degree + 1] - offsets[degree];

    /// <summary>
    /// The first of the rests of degree <paramref name="restDegree"/> that may follow the letter; they run to the end of that degree.
    /// </summary>
    public abstract int FirstRest(int restDegree, int letter);

    /// <summary>
    /// products[k] = index of <paramref name="factor"/> · columns[start + k] for k &lt; count; columns ascend, no product exceeds Order.
    /// </summary>
    public abstract void Multiply(MapFactor factor, int[] columns, int start, int count, int[] products);

    /// <summary>
    /// |α|!/α! of every monomial index: the number of words that spell it; all 1 where every word has an index of its own.
    /// </summary>
    public abstract double[] WordCounts();

    /// <summary>[1; u; …] in this order, products taken letter by letter. O(Count).</summary>
    public double[] Lift(ReadOnlySpan<double> u)
    {
        var lifted = new double[Count];
        lifted[0] = 1;
        int at = 1;
        for (int degree = 1; degree <= Order; degree++)
        {
            for (int letter = 0; letter < VariableCount; letter++)
            {
                for (int rest = FirstRest(degree - 1, letter); rest < offsets[degree]; rest++)
                {
                    lifted[at++] = u[letter] * lifted[rest];
                }
            }
        }

        return lifted;
    }
}
