using System.Numerics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// One truncated step without its constant part, one tensor factor at a time: with y read as a functional on polynomials of degree ≤ N, entry
/// i₁…i_j of the result is y(P_{i₁} … P_{i_j}), products cut at degree N and P_i = u_i + Σ_{ℓ≥1} (F_ℓ u^{⊗ℓ})_i.
/// </summary>
/// <remarks>
/// Depth first over the words: level r holds φ(β) = y(P_{i₁} … P_{i_r} · u^β) for |β| ≤ N − r, made from level r − 1 by
/// φ(β) = Σ_t c_t φ'(t·β) over the terms t of P_{i_r}; so a factor is applied once for all words that share a prefix, no matrix exists, and
/// the memory is N short vectors a worker. Since words ascend, level r is made only for letters that the factors still to come can reach:
/// for a chain or a grid this is about 1/r! of it. Cost, with s terms in a factor: Σ_r C(n+r−1, r) · C(n+N−r, N−r) · s ≤ (2^N − 1) · D · s,
/// N · D · s for banded ones; in the Kronecker basis N · D · s always.
/// The words β whose letters stand behind all letters of P_{i_r} are one block below and, for each term, one block above: of a banded
/// factor this is nearly everything. Before that block rows are contiguous, but for a term's letter that has to be sorted in between: those
/// entries are added one by one. Isometric coordinates are read and written as such, √(|α|!/α!) being a factor of a row and of its
/// first entry: no vector of monomials exists.
/// The transpose runs the same tree from the leaves: it multiplies polynomials together where the step evaluates them.
/// </remarks>
internal sealed unsafe partial class TensorStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chunk = 2048;

    private readonly TensorLayout layout;
    private readonly FactorTerms<T> terms;
    private readonly LinearFactor<T> linear;
    private readonly RowPlans<T> plans;
    private readonly PairPlans<T>? pairs;
    private readonly WordRoots<T> roots;
    private readonly RootSteps toMonomials;
    private readonly RootSteps fromMonomials;
    private readonly RootSteps none;
    private readonly bool isIsometric;

    /// <param name="layout">The layout.</param>
    /// <param name="terms">The factors.</param>
    /// <param name="isIsometric">Whether the layout's entries are isometric coordinates.</param>
    public TensorStep(TensorLayout layout, FactorTerms<T> terms, bool isIsometric)
    {
        this.layout = layout;
        this.terms = terms;
        this.isIsometric = isIsometric;
        linear = LinearFactor<T>.Of(terms);
        plans = new RowPlans<T>(layout, terms);
        pairs = PairPlans<T>.Of(layout, terms, plans);
        roots = new WordRoots<T>(layout);
        toMonomials = RootSteps.Inverses(layout.Order);
        fromMonomials = RootSteps.Roots(layout.Order);
        none = RootSteps.None(layout.Order);
    }

    /// <summary>Takes the coefficients of the terms anew.</summary>
    public void Load()
    {
        linear.Load();
        plans.Load();
    }

    /// <summary>Writes all entries of <paramref name="result"/> whose words begin with some letters in a row.</summary>
    /// <param name="y">Entry of degree 1, word 0, in the basis of the step.</param>
    /// <param name="result">Likewise.</param>
    /// <param name="letter">The first of the letters.</param>
    /// <param name="end">The letter behind them.</param>
    /// <param name="buffers">Of one worker.</param>
    /// <param name="asMonomials">Whether the result is to be monomials, also where the basis is isometric.</param>
    public void Gather(T* y, T* result, int letter, int end, LevelBuffers<T> buffers, bool asMonomials)
    {
        if (layout.Order == 1)
        {
            if (letter == 0)
            {
                linear.Gather(y, result, 0, T.One);
            }

            return;
        }

        var steps = isIsometric && !asMonomials ? fromMonomials : none;
        SetCursors(letter, buffers);
        if (isIsometric)
        {
            GatherFirst<IsometricGatherRows>(y - 1, result, letter, end, steps, buffers);
        }
        else
        {
            GatherFirst<GatherRows>(y - 1, result, letter, end, steps, buffers);
        }
    }

    /// <summary>Adds the transpose's contribution of all entries of <paramref name="x"/> whose words begin with a letter; on monomials.</summary>
    /// <param name="x">Entry of degree 1, word 0.</param>
    /// <param name="sum">Likewise; added to.</param>
    /// <param name="letter">The first letter.</param>
    /// <param name="buffers">Of one worker.</param>
    public void Scatter(T* x, T* sum, int letter, LevelBuffers<T> buffers)
    {
        if (layout.Order == 1)
        {
            if (letter == 0)
            {
                linear.Scatter(sum, x, 0);
            }

            return;
        }

        SetCursors(letter, buffers);
        Clear(1, letter, buffers);
        *buffers.Level(1) = x[buffers.Cursors[1]];
        ScatterBelow(1, layout.Next(letter), x, buffers);
        Fill<ScatterRows>(0, sum - 1, letter, buffers, whole: false);
    }

    /// <summary>One row below from rows above, or the reverse.</summary>
    public static void Row<TRows>(T* upper, T* row, int length, int count, nint* offsets, T* coefficients, bool whole)
        where TRows : struct, IRowDirection
    {
        if (TRows.IsGather)
        {
            Rows.Combine(row, length, upper, offsets, coefficients, count, whole);
            return;
        }

        for (int k = 0; k < count; k++)
        {
            Rows.Add(upper + offsets[k], length, row, coefficients[k]);
        }
    }

    /// <summary>Entries of degree j that begin with the letter start where those with smaller ones end.</summary>
    private void SetCursors(int letter, LevelBuffers<T> buffers)
    {
        for (int degree = 1; degree <= layout.Order; degree++)
        {
            buffers.Cursors[degree] = layout.Offset(degree) + layout.Starts(degree)[letter] - 1;
        }
    }

    private void GatherFirst<TRows>(T* y, T* result, int letter, int end, RootSteps steps, LevelBuffers<T> buffers)
        where TRows : struct, IRowDirection
    {
        var rows = new RowStream<T>(buffers.Stage, result + buffers.Cursors[layout.Order]);
        for (; letter < end; letter++)
        {
            Fill<TRows>(0, y, letter, buffers, whole: false);
            result[buffers.Cursors[1]++] = *buffers.Level(1);
            GatherBelow(1, letter, 1, 1, steps, result, ref rows, buffers);
        }

        rows.End();
    }

    /// <param name="level">Letters of the prefix; its functional is on this level.</param>
    /// <param name="last">Its last letter.</param>
    /// <param name="repeats">How often it ends in that letter.</param>
    /// <param name="root">Its root.</param>
    /// <param name="steps">What roots grow by.</param>
    /// <param name="result">Words of less than N letters are written to at the cursors.</param>
    /// <param name="rows">Takes words of N letters.</param>
    /// <param name="buffers">Of one worker.</param>
    private void GatherBelow(
        int level, int last, int repeats, double root, RootSteps steps, T* result, ref RowStream<T> rows, LevelBuffers<T> buffers)
    {
        int first = layout.Next(last);
        T* upper = buffers.Level(level);
        double single = root * steps.Grow[level + 1];
        if (level == layout.Order - 1)
        {
            T* row = rows.Next(layout.Letters - first);
            linear.Gather(upper + 1, row, first, T.CreateTruncating(single));
            *row *= T.CreateTruncating(steps.Repeat[repeats + 1]);
            return;
        }

        if (level == layout.Order - 2 && pairs is not null)
        {
            GatherPairs(level, last, repeats, single, steps, result, ref rows, buffers);
            return;
        }

        ref int cursor = ref buffers.Cursors[level + 1];
        T* lower = buffers.Level(level + 1);
        for (int letter = first; letter < layout.Letters; letter++)
        {
            int count = letter == last ? repeats + 1 : 1;
            double longer = single * steps.Repeat[count];
            Fill<GatherRows>(level, upper, letter, buffers, whole: true);
            result[cursor++] = *lower * T.CreateTruncating(longer);
            GatherBelow(level + 1, letter, count, longer, steps, result, ref rows, buffers);
        }
    }

    private void ScatterBelow(int level, int first, T* x, LevelBuffers<T> buffers)
    {
        ref int cursor = ref buffers.Cursors[level + 1];
        T* upper = buffers.Level(level);
        if (level == layout.Order - 1)
        {
            linear.Scatter(upper + 1, x + cursor, first);
            cursor += layout.Letters - first;
            return;
        }

        T* lower = buffers.Level(level + 1);
        for (int letter = first; letter < layout.Letters; letter++)
        {
            Clear(level + 1, letter, buffers);
            *lower = x[cursor++];
            ScatterBelow(level + 1, layout.Next(letter), x, buffers);
            Fill<ScatterRows>(level, upper, letter, buffers, whole: false);
        }
    }

    /// <summary>Zeroes what <see cref="Fill"/> fills.</summary>
    private void Clear(int level, int letter, LevelBuffers<T> buffers)
    {
        T* target = buffers.Level(level);
        for (int degree = 1; degree <= layout.Order - level; degree++)
        {
            int start = layout.Starts(degree)[terms.Lowest[letter]];
            new Span<T>(target + layout.Offset(degree) + start, layout.Size(degree) - start).Clear();
        }
    }

    /// <summary>
    /// Applies the factor of a letter between level r (above) and level r + 1 (below), in the direction that <typeparamref name="TRows"/> says.
    /// </summary>
    private void Fill<TRows>(int level, T* upper, int letter, LevelBuffers<T> buffers, bool whole)
        where TRows : struct, IRowDirection
    {
        T* lower = buffers.Level(level + 1);
        int room = layout.Order - level;
        FillSmall<TRows>(room, upper, lower, letter, buffers, whole);
        for (int degree = 2; degree < room; degree++)
        {
            int low = terms.Lowest[letter];
            T* target = lower + layout.Offset(degree) + layout.Starts(degree)[low];
            FillWords<TRows>(degree, room, low, layout.Letters, upper, target, letter, buffers, whole);
        }
    }

    /// <summary>The words of no letter and of one.</summary>
    private void FillSmall<TRows>(int room, T* upper, T* lower, int letter, LevelBuffers<T> buffers, bool whole)
        where TRows : struct, IRowDirection
    {
        FillOne<TRows>(upper, lower, terms.Starts[letter], plans.Counts(letter, room).All);
        if (room == 1)
        {
            return;
        }

        if (TRows.IsIsometric)
        {
            int low = terms.Lowest[letter];
            FillWalk<TRows>(1, room, low, layout.Letters, upper, lower + 1 + low, letter, buffers, whole);
        }
        else
        {
            FillRow<TRows>(upper, lower, letter, room - 1, whole, buffers);
        }
    }

    /// <summary>The words of one degree ≥ 2 whose first letters are from .. end − 1; they stand below from <paramref name="target"/> on.</summary>
    private void FillWords<TRows>(
        int degree, int room, int from, int end, T* upper, T* target, int letter, LevelBuffers<T> buffers, bool whole)
        where TRows : struct, IRowDirection
    {
        int split = layout.Ascending ? Math.Max(from, Math.Min(end, plans.Highest(letter, room - degree) + 1)) : from;
        if (from < split)
        {
            target = FillWalk<TRows>(degree, room, from, split, upper, target, letter, buffers, whole);
        }

        if (split < end)
        {
            FillBlock<TRows>(degree, room, split, end, upper, target, letter, buffers, whole);
        }
    }

    /// <summary>Words among whose letters those of the terms have to be sorted in.</summary>
    private T* FillWalk<TRows>(
        int degree, int room, int from, int end, T* upper, T* target, int letter, LevelBuffers<T> buffers, bool whole)
        where TRows : struct, IRowDirection
    {
        int first = terms.Starts[letter];
        int count = plans.Counts(letter, room - degree).All;
        var states = buffers.States;
        for (int k = 0; k < count; k++)
        {
            states[k] = StateOf(first + k, degree);
        }

        var walk = new TermWalk<T>(layout, terms, toMonomials, buffers, upper, first, count, whole);
        return walk.Rows<TRows>(degree, from, end, states, target);
    }

    /// <summary>The word of no letter below.</summary>
    private void FillOne<TRows>(T* upper, T* lower, int first, int count)
        where TRows : struct, IRowDirection
    {
        T* coefficients = TRows.IsIsometric ? plans.IsometricCoefficients : terms.CoefficientsPointer;
        nint* places = plans.Places;
        T sum = T.Zero;
        for (int t = first; t < first + count; t++)
        {
            if (TRows.IsGather)
            {
                sum += coefficients[t] * upper[places[t]];
            }
            else
            {
                upper[places[t]] += coefficients[t] * *lower;
            }
        }

        if (TRows.IsGather)
        {
            *lower = sum;
        }
    }

    /// <summary>The words of one letter below.</summary>
    private void FillRow<TRows>(T* upper, T* lower, int letter, int degree, bool whole, LevelBuffers<T> buffers)
        where TRows : struct, IRowDirection
    {
        int first = terms.Starts[letter];
        int low = terms.Lowest[letter];
        var (_, direct, mixed) = plans.Counts(letter, degree);
        T* row = lower + 1 + low;
        Row<TRows>(upper, row, layout.Letters - low, direct, plans.DirectPlaces + first, plans.DirectCoefficients + first, whole);
        if (mixed > 0)
        {
            var walk = new TermWalk<T>(layout, terms, toMonomials, buffers, upper, first, mixed, whole);
            for (int k = 0; k < mixed; k++)
            {
                int t = plans.MixedTerms[first + k];
                var state = StateOf(t, 1);
                walk.Use<TRows>(ref state, terms.LetterStarts[t + 1], low);
                walk.MergeRow<TRows>(state, t - first, low, row);
            }
        }
    }

    /// <summary>A term before any letter of a word of <paramref name="degree"/> letters is chosen.</summary>
    private TermState StateOf(int term, int degree)
    {
        int total = degree + terms.Degree(term);
        return new TermState { Place = layout.Offset(total), Degree = total, Used = terms.LetterStarts[term], Factor = 1 };
    }

    /// <summary>
    /// Words whose letters all come behind those of the terms: what a term makes of them is one block. In the Kronecker basis all words do.
    /// </summary>
    private void FillBlock<TRows>(
        int degree, int room, int from, int end, T* upper, T* block, int letter, LevelBuffers<T> buffers, bool whole)
        where TRows : struct, IRowDirection
    {
        int first = terms.Starts[letter];
        int count = plans.Counts(letter, room - degree).All;
        int size = layout.Starts(degree)[end] - layout.Starts(degree)[from];
        for (int k = 0; k < count; k++)
        {
            int t = first + k;
            buffers.Offsets[k] = layout.PlaceBehind(terms.Letters.AsSpan(terms.LetterStarts[t], terms.Degree(t)), degree, from);

            // Isometric: √(α!) of the whole word is that of the term times that of the word below, which follows.
            buffers.Coefficients[k] = TRows.IsIsometric ? plans.BlockCoefficient(t, degree) : terms.Coefficients[t];
        }

        for (int at = 0; at < size; at += Chunk)
        {
            Row<TRows>(upper + at, block + at, Math.Min(Chunk, size - at), count, buffers.Offsets, buffers.Coefficients, whole);
        }

        if (TRows.IsIsometric)
        {
            roots.MultiplyRepeats(block, degree, from, end);
        }
    }

    private readonly struct GatherRows : IRowDirection
    {
        public static bool IsGather => true;

        public static bool IsIsometric => false;
    }

    private readonly struct IsometricGatherRows : IRowDirection
    {
        public static bool IsGather => true;

        public static bool IsIsometric => true;
    }

    private readonly struct ScatterRows : IRowDirection
    {
        public static bool IsGather => false;

        public static bool IsIsometric => false;
    }
}
