namespace CarlemanCompiler.Engine;

/// <content>The last two factors in one go.</content>
internal sealed unsafe partial class TensorStep<T>
{
    /// <summary>
    /// What <see cref="GatherBelow"/> does on the level before the last but one, where only linear terms are left but for the word of no letter: all
    /// of a row stays in the first cache between its two factors.
    /// </summary>
    private void GatherPairs(
        int level, int last, int repeats, double single, RootSteps steps, T* result, ref RowStream<T> rows, LevelBuffers<T> buffers)
    {
        int n = layout.Letters;
        T* upper = buffers.Level(level);
        T* lower = buffers.Level(level + 1);
        T* lowerRow = lower + 1;
        T* words = result + buffers.Cursors[level + 1];
        nint* termPlaces = plans.Places;
        var plan = pairs!.Plans;
        for (int letter = layout.Next(last); letter < n; letter++)
        {
            var (first, shortTerms, linearTerms, low, split, heads, places) = plan[letter];
            T* coefficients = terms.CoefficientsPointer + first;
            nint* shortPlaces = termPlaces + first;
            int count = letter == last ? repeats + 1 : 1;
            double longer = single * steps.Repeat[count];
            T one = T.Zero;
            for (int t = 0; t < shortTerms; t++)
            {
                one += coefficients[t] * upper[shortPlaces[t]];
            }

            *words++ = one * T.CreateTruncating(longer);
            int* head = pairs.Heads + heads;
            for (int x = low; x < split; x++, head += linearTerms)
            {
                T sum = T.Zero;
                for (int t = 0; t < linearTerms; t++)
                {
                    sum += coefficients[t] * upper[head[t]];
                }

                lowerRow[x] = sum;
            }

            Rows.Combine(lowerRow + split, n - split, upper, pairs.Places + places, coefficients, linearTerms, whole: true);
            int next = layout.Next(letter);
            T* row = rows.Next(n - next);
            linear.Gather(lowerRow, row, next, T.CreateTruncating(longer * steps.Grow[level + 2]));
            *row *= T.CreateTruncating(steps.Repeat[count + 1]);
        }

        buffers.Cursors[level + 1] = (int)(words - result);
    }
}
