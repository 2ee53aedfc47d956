using System.Numerics;
using System.Runtime.CompilerServices;

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
/// N · D · s for banded ones; in the Kronecker basis N · D · s always. All rows are contiguous, but for a term's letter that has to be
/// sorted in between: those entries are added one by one.
/// The transpose runs the same tree from the leaves: it multiplies polynomials together where the step evaluates them.
/// </remarks>
internal sealed unsafe class TensorStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chunk = 2048;

    private readonly TensorLayout layout;
    private readonly FactorTerms<T> terms;
    private readonly LinearFactor<T> linear;
    private readonly RowPlans<T> plans;

    public TensorStep(TensorLayout layout, FactorTerms<T> terms)
    {
        this.layout = layout;
        this.terms = terms;
        linear = LinearFactor<T>.Of(terms);
        plans = new RowPlans<T>(layout, terms);
    }

    /// <summary>Takes the coefficients of the terms anew.</summary>
    public void Load()
    {
        linear.Load();
        plans.Load();
    }

    /// <summary>Writes all entries of <paramref name="result"/> whose words begin with a letter.</summary>
    /// <param name="y">Entry of degree 1, word 0.</param>
    /// <param name="result">Likewise.</param>
    /// <param name="letter">The first letter.</param>
    /// <param name="buffers">Of one worker.</param>
    /// <param name="padded">Whether <see cref="Rows.Overrun{T}"/> more numbers can be read behind <paramref name="y"/>.</param>
    public void Gather(T* y, T* result, int letter, LevelBuffers<T> buffers, bool padded)
    {
        if (layout.Order == 1)
        {
            if (letter == 0)
            {
                linear.Gather(y, result, 0);
            }

            return;
        }

        SetCursors(letter, buffers);
        Fill<GatherRows>(0, y - 1, letter, buffers, padded);
        result[buffers.Cursors[1]] = *buffers.Level(1);
        GatherBelow(1, layout.Next(letter), result, buffers);
    }

    /// <summary>Adds the transpose's contribution of all entries of <paramref name="x"/> whose words begin with a letter.</summary>
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

    /// <summary>Entries of degree j that begin with the letter start where those with smaller ones end.</summary>
    private void SetCursors(int letter, LevelBuffers<T> buffers)
    {
        for (int degree = 1; degree <= layout.Order; degree++)
        {
            buffers.Cursors[degree] = layout.Offset(degree) + layout.Starts(degree)[letter] - 1;
        }
    }

    private void GatherBelow(int level, int first, T* result, LevelBuffers<T> buffers)
    {
        ref int cursor = ref buffers.Cursors[level + 1];
        T* upper = buffers.Level(level);
        if (level == layout.Order - 1)
        {
            linear.Gather(upper + 1, result + cursor, first);
            cursor += layout.Letters - first;
            return;
        }

        T* lower = buffers.Level(level + 1);
        for (int letter = first; letter < layout.Letters; letter++)
        {
            Fill<GatherRows>(level, upper, letter, buffers, whole: true);
            result[cursor++] = *lower;
            GatherBelow(level + 1, layout.Next(letter), result, buffers);
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
        int first = terms.Starts[letter];
        int room = layout.Order - level;
        FillOne<TRows>(upper, lower, first, plans.Counts(letter, room).All);
        if (room > 1)
        {
            FillRow<TRows>(upper, lower, letter, room - 1, whole, buffers);
        }

        for (int degree = 2; degree < room; degree++)
        {
            int count = plans.Counts(letter, room - degree).All;
            if (!layout.Ascending)
            {
                FillBlock<TRows>(degree, first, count, upper, lower, buffers);
                continue;
            }

            var states = buffers.States;
            for (int k = 0; k < count; k++)
            {
                states[k] = StateOf(first + k, degree);
            }

            int low = terms.Lowest[letter];
            var walk = new Walk(layout, terms, buffers, upper, first, count, whole);
            walk.Rows<TRows>(degree, low, states, lower + layout.Offset(degree) + layout.Starts(degree)[low]);
        }
    }

    /// <summary>The word of no letter below.</summary>
    private void FillOne<TRows>(T* upper, T* lower, int first, int count)
        where TRows : struct, IRowDirection
    {
        T* coefficients = terms.CoefficientsPointer;
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
            var walk = new Walk(layout, terms, buffers, upper, first, mixed, whole);
            for (int k = 0; k < mixed; k++)
            {
                int t = plans.MixedTerms[first + k];
                var state = StateOf(t, 1);
                walk.Use(ref state, terms.LetterStarts[t + 1], low);
                walk.MergeRow<TRows>(state, t - first, low, row);
            }
        }
    }

    /// <summary>A term before any letter of a word of <paramref name="degree"/> letters is chosen.</summary>
    private TermState StateOf(int term, int degree)
    {
        int total = degree + terms.Degree(term);
        return new TermState { Place = layout.Offset(total), First = 0, Degree = total, Used = terms.LetterStarts[term] };
    }

    /// <summary>Words of the Kronecker basis: what a term shifts is one block.</summary>
    private void FillBlock<TRows>(int degree, int first, int count, T* upper, T* lower, LevelBuffers<T> buffers)
        where TRows : struct, IRowDirection
    {
        int size = layout.Size(degree);
        int start = layout.Offset(degree);
        for (int from = 0; from < size; from += Chunk)
        {
            for (int k = 0; k < count; k++)
            {
                int t = first + k;
                buffers.Offsets[k] = layout.Offset(degree + terms.Degree(t)) + (nint)terms.Ranks[t] * size + from;
                buffers.Coefficients[k] = terms.Coefficients[t];
            }

            Row<TRows>(upper, lower + start + from, Math.Min(Chunk, size - from), count, buffers.Offsets, buffers.Coefficients, whole: false);
        }
    }

    private static void Row<TRows>(T* upper, T* row, int length, int count, nint* offsets, T* coefficients, bool whole)
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

    private interface IRowDirection
    {
        static abstract bool IsGather { get; }
    }

    /// <summary>The ascending words of one degree, in order, against the words that they make with each term of a factor.</summary>
    private readonly ref struct Walk
    {
        private readonly int letters;
        private readonly int* starts;
        private readonly int* termLetters;
        private readonly int* termEnds;
        private readonly T* termCoefficients;
        private readonly T* upper;
        private readonly int count;
        private readonly bool whole;
        private readonly nint* offsets;
        private readonly T* coefficients;
        private readonly int* mixedTerms;

        /// <summary>
        /// Terms <paramref name="first"/> .. first + count − 1 of a factor. Rows of the buffers may be done in <paramref name="whole"/> vectors: they are
        /// made in ascending order, so what one spoils the next makes good.
        /// </summary>
        public Walk(TensorLayout layout, FactorTerms<T> terms, LevelBuffers<T> buffers, T* upper, int first, int count, bool whole)
        {
            letters = layout.Letters;
            starts = layout.Starts(0);
            termLetters = terms.LettersPointer;
            termEnds = terms.LetterStartsPointer + first + 1;
            termCoefficients = terms.CoefficientsPointer + first;
            this.upper = upper;
            this.count = count;
            this.whole = whole;
            offsets = buffers.Offsets;
            coefficients = buffers.Coefficients;
            mixedTerms = buffers.MixedTerms;
        }

        /// <summary>Chooses the letters of the words below one by one, and does a row at each last letter.</summary>
        /// <returns>The next place below.</returns>
        public T* Rows<TRows>(int remaining, int first, TermState* states, T* lower)
            where TRows : struct, IRowDirection
        {
            if (remaining == 1)
            {
                Row<TRows>(first, states, lower);
                return lower + letters - first;
            }

            TermState* next = states + count;
            for (int letter = first; letter < letters; letter++)
            {
                for (int k = 0; k < count; k++)
                {
                    var state = states[k];
                    Use(ref state, termEnds[k], letter);
                    Follow(ref state, letter);
                    next[k] = state;
                }

                lower = Rows<TRows>(remaining - 1, letter, next, lower);
            }

            return lower;
        }

        private void Row<TRows>(int first, TermState* states, T* row)
            where TRows : struct, IRowDirection
        {
            int direct = 0;
            int mixed = 0;
            TermState* waiting = states + count;
            for (int k = 0; k < count; k++)
            {
                var state = states[k];
                Use(ref state, termEnds[k], first);
                if (state.Used == termEnds[k])
                {
                    offsets[direct] = state.Place + first - state.First;
                    coefficients[direct++] = termCoefficients[k];
                }
                else
                {
                    mixedTerms[mixed] = k;
                    waiting[mixed++] = state;
                }
            }

            TensorStep<T>.Row<TRows>(upper, row, letters - first, direct, offsets, coefficients, whole);
            for (int k = 0; k < mixed; k++)
            {
                MergeRow<TRows>(waiting[k], mixedTerms[k], first, row);
            }
        }

        /// <summary>A row whose last letter has to be sorted in among the letters of a term: one by one up to those, then contiguous.</summary>
        public void MergeRow<TRows>(TermState state, int term, int first, T* row)
            where TRows : struct, IRowDirection
        {
            T coefficient = termCoefficients[term];
            int end = termEnds[term];
            int last = first;
            while (state.Used < end)
            {
                int bound = termLetters[state.Used];
                for (; last < bound; last++)
                {
                    var place = state;
                    Follow(ref place, last);
                    Use(ref place, end, letters);
                    if (TRows.IsGather)
                    {
                        row[last - first] += coefficient * upper[place.Place];
                    }
                    else
                    {
                        upper[place.Place] += coefficient * row[last - first];
                    }
                }

                Use(ref state, end, bound);
            }

            T* source = upper + state.Place + last - state.First;
            if (TRows.IsGather)
            {
                Engine.Rows.Add(row + (last - first), letters - last, source, coefficient);
            }
            else
            {
                Engine.Rows.Add(source, letters - last, row + (last - first), coefficient);
            }
        }

        /// <summary>Uses up the term's letters that do not come behind <paramref name="letter"/>.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Use(ref TermState state, int end, int letter)
        {
            while (state.Used < end && termLetters[state.Used] <= letter)
            {
                Follow(ref state, termLetters[state.Used]);
                state.Used++;
            }
        }

        /// <summary>Narrows the words that may continue down to those whose next letter is <paramref name="letter"/>.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Follow(ref TermState state, int letter)
        {
            int* row = starts + state.Degree * (letters + 1);
            state.Place += row[letter] - row[state.First];
            state.First = letter;
            state.Degree--;
        }
    }

    private readonly struct GatherRows : IRowDirection
    {
        public static bool IsGather => true;
    }

    private readonly struct ScatterRows : IRowDirection
    {
        public static bool IsGather => false;
    }
}
