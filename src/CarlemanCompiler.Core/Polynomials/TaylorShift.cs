namespace CarlemanCompiler.Polynomials;

/// <summary>
/// The exact Taylor shift p(u) ↦ p(c + u) of every polynomial in given monomials, as a list of additions that depends neither on the
/// coefficients nor on c: made once, it moves the centre in O(terms · degree) multiplications, without polynomial algebra.
/// </summary>
/// <remarks>
/// The monomials are closed under division by the variables that may move. Variable after variable, and in each chain 1, x_v, x_v², … of
/// coefficients a_0..a_e, the shift is the scheme of Horner: for i = 0..e−1, for k = e−1 down to i, a_k += c_v a_{k+1}.
/// </remarks>
internal sealed class TaylorShift
{
    /// <summary>Additions of variable v: edgeStarts[v] .. edgeStarts[v+1], exponent of v in the target descending.</summary>
    private readonly int[] edgeStarts;
    private readonly int[] targets;
    private readonly int[] sources;

    /// <summary>Pass i of variable v takes its additions up to passEnds[passStarts[v] + i]: those into exponents of at least i.</summary>
    private readonly int[] passStarts;
    private readonly int[] passEnds;

    private TaylorShift(Polynomial monomials, int[] edgeStarts, int[] targets, int[] sources, int[] passStarts, int[] passEnds)
    {
        Monomials = monomials;
        this.edgeStarts = edgeStarts;
        this.targets = targets;
        this.sources = sources;
        this.passStarts = passStarts;
        this.passEnds = passEnds;
    }

    /// <summary>All monomials of shifted polynomials, each with the coefficient 1.</summary>
    public Polynomial Monomials { get; }

    /// <summary>The shift of polynomials in some monomials.</summary>
    /// <param name="variableCount">Number of variables.</param>
    /// <param name="words">The monomials; those that a shift adds are added to the table.</param>
    /// <param name="moves">Per variable, whether the centre may have a coordinate other than 0 there.</param>
    /// <param name="places">For each word of the table its place among <see cref="Monomials"/>.</param>
    public static TaylorShift Of(int variableCount, WordTable words, bool[] moves, out int[] places)
    {
        var edges = new List<(int Variable, int Exponent, int Target, int Source)>();
        Span<int> word = stackalloc int[Polynomial.MaximumDegree];
        for (int source = 0; source < words.Count; source++)
        {
            int length = words[source].Length;
            words[source].CopyTo(word);
            for (int first = 0; first < length;)
            {
                int variable = word[first];
                int end = first + 1;
                while (end < length && word[end] == variable)
                {
                    end++;
                }

                if (moves[variable])
                {
                    // One letter of the run less: the word without its letter at place first.
                    word.Slice(first + 1, length - first - 1).CopyTo(word.Slice(first));
                    edges.Add((variable, end - first - 1, words.NumberOf(word.Slice(0, length - 1)), source));
                    word.Slice(first, length - first - 1).CopyTo(word.Slice(first + 1));
                    word[first] = variable;
                }

                first = end;
            }
        }

        var monomials = InOrder(variableCount, words, out places);
        return WithEdges(monomials, variableCount, edges, places);
    }

    /// <summary>The shift of one polynomial's monomials to centres that are 0 wherever <paramref name="centre"/> is.</summary>
    public static TaylorShift Of(Polynomial p, ReadOnlySpan<double> centre, out int[] places)
    {
        var words = new WordTable();
        Span<int> letters = stackalloc int[Polynomial.MaximumDegree];
        for (int t = 0; t < p.TermCount; t++)
        {
            words.NumberOf(letters.Slice(0, p.Letters(t, letters)));
        }

        var moves = new bool[centre.Length];
        for (int v = 0; v < moves.Length; v++)
        {
            moves[v] = centre[v] != 0;
        }

        return Of(p.VariableCount, words, moves, out places);
    }

    /// <summary>p(c + u) of a polynomial whose terms stand at given places among <see cref="Monomials"/>.</summary>
    public Polynomial Shift(Polynomial p, int[] places, ReadOnlySpan<double> centre)
    {
        var coefficients = new double[Monomials.TermCount];
        for (int t = 0; t < p.TermCount; t++)
        {
            coefficients[places[t]] = p.Coefficients[t];
        }

        Apply(coefficients, centre);
        return Monomials.WithCoefficients(coefficients);
    }

    /// <summary>Shifts in place.</summary>
    /// <param name="coefficients">One per term of <see cref="Monomials"/>.</param>
    /// <param name="centre">c; 0 where a variable does not move.</param>
    public void Apply(Span<double> coefficients, ReadOnlySpan<double> centre)
    {
        for (int v = 0; v < centre.Length; v++)
        {
            double offset = centre[v];
            for (int pass = passStarts[v]; pass < passStarts[v + 1] && offset != 0; pass++)
            {
                for (int edge = edgeStarts[v]; edge < passEnds[pass]; edge++)
                {
                    coefficients[targets[edge]] += offset * coefficients[sources[edge]];
                }
            }
        }
    }

    /// <summary>The words as a polynomial, whose canonical order is found by giving each its number for a coefficient.</summary>
    private static Polynomial InOrder(int variableCount, WordTable words, out int[] places)
    {
        var numbered = Polynomial.FromTerms(variableCount, Terms());
        places = new int[words.Count];
        var ones = new double[words.Count];
        for (int t = 0; t < ones.Length; t++)
        {
            places[(int)numbered.Coefficients[t] - 1] = t;
            ones[t] = 1;
        }

        return numbered.WithCoefficients(ones);

        IEnumerable<(int[], double)> Terms()
        {
            // FromTerms packs a term before it asks for the next: one array serves all.
            var exponents = new int[variableCount];
            for (int number = 0; number < words.Count; number++)
            {
                foreach (int letter in words[number])
                {
                    exponents[letter]++;
                }

                yield return (exponents, number + 1);
                Array.Clear(exponents, 0, exponents.Length);
            }
        }
    }

    private static TaylorShift WithEdges(
        Polynomial monomials, int variableCount, List<(int Variable, int Exponent, int Target, int Source)> edges, int[] places)
    {
        // Passes of a variable: one more than the largest exponent that an addition goes to.
        var passStarts = new int[variableCount + 1];
        foreach (var edge in edges)
        {
            passStarts[edge.Variable + 1] = Math.Max(passStarts[edge.Variable + 1], edge.Exponent + 1);
        }

        for (int v = 0; v < variableCount; v++)
        {
            passStarts[v + 1] += passStarts[v];
        }

        // Counting sort by variable, then exponent descending: pass passStarts[v+1] − 1 − e holds those of exponent e at first.
        var ends = new int[passStarts[variableCount] + 1];
        foreach (var edge in edges)
        {
            ends[passStarts[edge.Variable + 1] - edge.Exponent]++;
        }

        for (int slot = 1; slot < ends.Length; slot++)
        {
            ends[slot] += ends[slot - 1];
        }

        var targets = new int[edges.Count];
        var sources = new int[edges.Count];
        var edgeStarts = new int[variableCount + 1];
        for (int v = 0; v <= variableCount; v++)
        {
            edgeStarts[v] = ends[passStarts[v]];
        }

        foreach (var edge in edges)
        {
            int at = ends[passStarts[edge.Variable + 1] - edge.Exponent - 1]++;
            targets[at] = places[edge.Target];
            sources[at] = places[edge.Source];
        }

        // Now slot s has moved up to its end; pass i of a variable ends where exponent i does.
        var passEnds = new int[passStarts[variableCount]];
        for (int v = 0; v < variableCount; v++)
        {
            for (int i = 0; i < passStarts[v + 1] - passStarts[v]; i++)
            {
                passEnds[passStarts[v] + i] = ends[passStarts[v + 1] - 1 - i];
            }
        }

        return new TaylorShift(monomials, edgeStarts, targets, sources, passStarts, passEnds);
    }
}
