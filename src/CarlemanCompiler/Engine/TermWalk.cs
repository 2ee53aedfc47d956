using System.Numerics;
using System.Runtime.CompilerServices;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The ascending words of one degree, in order, against the words that they make with each term of a factor: finds the row of a term's words
/// for each row of words below, and sorts letters in where a term's stand between them.
/// </summary>
internal readonly unsafe ref struct TermWalk<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
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
    private readonly double[] grow;
    private readonly double[] repeat;

    /// <summary>
    /// Terms <paramref name="first"/> .. first + count − 1 of a factor. Rows of the buffers may be done in <paramref name="whole"/> vectors: they are
    /// made in ascending order, so what one spoils the next makes good. <paramref name="steps"/> lead from isometric coordinates to monomials.
    /// </summary>
    public TermWalk(
        TensorLayout layout, FactorTerms<T> terms, RootSteps steps, LevelBuffers<T> buffers, T* upper, int first, int count, bool whole)
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
        grow = steps.Grow;
        repeat = steps.Repeat;
    }

    /// <summary>Chooses the letters of the words below one by one, and does a row at each last letter.</summary>
    /// <param name="remaining">Letters to choose.</param>
    /// <param name="first">The first of them is from here …</param>
    /// <param name="end">… up to here, this not among them; a last letter goes on to n.</param>
    /// <param name="states">The terms' states; behind them room for those of each letter to come.</param>
    /// <param name="lower">Place below.</param>
    /// <returns>The next place below.</returns>
    public T* Rows<TRows>(int remaining, int first, int end, TermState* states, T* lower)
        where TRows : struct, IRowDirection
    {
        if (remaining == 1)
        {
            Row<TRows>(first, states, lower);
            return lower + letters - first;
        }

        TermState* next = states + count;
        for (int letter = first; letter < end; letter++)
        {
            for (int k = 0; k < count; k++)
            {
                var state = states[k];
                Use<TRows>(ref state, termEnds[k], letter);
                Follow<TRows>(ref state, letter);
                next[k] = state;
            }

            lower = Rows<TRows>(remaining - 1, letter, letters, next, lower);
        }

        return lower;
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
                Follow<TRows>(ref place, last);
                Use<TRows>(ref place, end, letters);
                T factor = TRows.IsIsometric ? coefficient * T.CreateTruncating(place.Factor) : coefficient;
                if (TRows.IsGather)
                {
                    row[last - first] += factor * upper[place.Place];
                }
                else
                {
                    upper[place.Place] += factor * row[last - first];
                }
            }

            Use<TRows>(ref state, end, bound);
        }

        T* source = upper + state.Place + last - state.First;
        if (TRows.IsGather)
        {
            if (TRows.IsIsometric)
            {
                coefficient *= RestOfRow(state);
            }

            Engine.Rows.Add(row + (last - first), letters - last, source, coefficient);
            if (TRows.IsIsometric && last == state.First)
            {
                row[last - first] += RepeatedLetter(state, coefficient) * *source;
            }
        }
        else
        {
            Engine.Rows.Add(source, letters - last, row + (last - first), coefficient);
        }
    }

    /// <summary>Uses up the term's letters that do not come behind <paramref name="letter"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Use<TRows>(ref TermState state, int end, int letter)
        where TRows : struct, IRowDirection
    {
        while (state.Used < end && termLetters[state.Used] <= letter)
        {
            Follow<TRows>(ref state, termLetters[state.Used]);
            state.Used++;
        }
    }

    private void Row<TRows>(int first, TermState* states, T* row)
        where TRows : struct, IRowDirection
    {
        int direct = 0;
        int mixed = 0;
        T repeated = T.Zero;
        TermState* waiting = states + count;
        for (int k = 0; k < count; k++)
        {
            var state = states[k];
            Use<TRows>(ref state, termEnds[k], first);
            if (state.Used != termEnds[k])
            {
                mixedTerms[mixed] = k;
                waiting[mixed++] = state;
                continue;
            }

            nint offset = state.Place + first - state.First;
            T coefficient = termCoefficients[k];
            if (TRows.IsIsometric)
            {
                coefficient *= RestOfRow(state);
                if (first == state.First)
                {
                    repeated += RepeatedLetter(state, coefficient) * upper[offset];
                }
            }

            offsets[direct] = offset;
            coefficients[direct++] = coefficient;
        }

        TensorStep<T>.Row<TRows>(upper, row, letters - first, direct, offsets, coefficients, whole);
        if (TRows.IsIsometric)
        {
            *row += repeated;
        }

        for (int k = 0; k < mixed; k++)
        {
            MergeRow<TRows>(waiting[k], mixedTerms[k], first, row);
        }
    }

    /// <summary>What coordinates with one more letter, another one than the last, have to be multiplied by to be monomials.</summary>
    private T RestOfRow(in TermState state) => T.CreateTruncating(state.Factor * grow[state.Length + 1]);

    /// <summary>What is missing where that letter is the last one once more.</summary>
    private T RepeatedLetter(in TermState state, T coefficient) => coefficient * T.CreateTruncating(repeat[state.Repeats + 1] - 1);

    /// <summary>Narrows the words that may continue down to those whose next letter is <paramref name="letter"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Follow<TRows>(ref TermState state, int letter)
        where TRows : struct, IRowDirection
    {
        int* row = starts + state.Degree * (letters + 1);
        state.Place += row[letter] - row[state.First];
        if (TRows.IsIsometric)
        {
            state.Repeats = letter == state.First ? state.Repeats + 1 : 1;
            state.Factor *= grow[++state.Length] * repeat[state.Repeats];
        }

        state.First = letter;
        state.Degree--;
    }
}
