namespace CarlemanCompiler.Polynomials;

/// <summary>
/// Products of sparse polynomials by hashing. Every pair of terms costs one addition of codes and one access to a table; where the table
/// would leave the cache, the result is formed in ranges of codes, each of which gathers its pairs from all rows: rows and columns are
/// sorted, so a row's pairs of a range are neighbours. A range is sorted while it is in the cache; where codes are keys the ranges then
/// follow one another in canonical order, otherwise the result is sorted once more.
/// </summary>
/// <remarks>
/// Cost for p pairs and k terms: 3–5 ns · p, and about 10 ns · k to sort and write. A heap would need log₂(rows) comparisons a pair for the
/// order that the sort of k ≤ p terms gives for less.
/// </remarks>
internal static class SparseProduct
{
    /// <summary>Pairs that are worth a range of their own.</summary>
    private const int PairsOfRange = 1 << 16;

    /// <summary>Terms that a table may gather before it is written out: codes, sums and slots stay within a megabyte.</summary>
    private const int TermsOfTable = 1 << 14;

    private const int Samples = 1 << 14;

    /// <summary>The product of two polynomials in the layout of the result, none of them zero.</summary>
    public static PackedTerms Multiply(PackedTerms left, PackedTerms right, int degree, int termLimit, CancellationToken cancellation)
    {
        var code = MonomialCode.For(left.Layout, degree);
        long pairs = (long)left.Count * right.Count;

        // Ranges hold codes as distances from just below, where a code of only ones has no place: x^255 of eight variables.
        bool isMarked = code.IsKey && left.Keys[left.Keys.Length - 1] + right.Keys[right.Keys.Length - 1] == ulong.MaxValue;
        if (!code.IsExact || !code.IsSum || isMarked || pairs <= 2 * PairsOfRange)
        {
            var table = new TermTable(left.Layout, code.IsKey, (int)Math.Min(pairs, 1 << 12), termLimit);
            AddTo(table, code, left, right, 1, cancellation);
            return table.ToTerms(cancellation);
        }

        return MultiplyInRanges(left, right, code, termLimit, cancellation);
    }

    /// <summary>Adds factor · left · right to a table whose layout holds the product, row by row.</summary>
    public static void AddTo(
        TermTable table, MonomialCode code, PackedTerms left, PackedTerms right, double factor, CancellationToken cancellation)
    {
        if (!code.IsExact || !code.IsSum)
        {
            AddByKeys(table, code, left, right, factor, cancellation);
            return;
        }

        if (left.Count == 1)
        {
            // Products of single terms are how loops spell a scalar product: they should not pay for arrays.
            AddTermTimes(table, code, left, right, factor, cancellation);
            return;
        }

        bool square = AreEqual(left, right);
        var rows = ProductColumns.Of(left, code);
        var columns = square ? rows : ProductColumns.Of(right, code);
        for (int i = 0; i < rows.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            double coefficient = factor * rows.Coefficients[i];
            if (square)
            {
                // Of a square each pair of different terms is taken once and counts twice.
                table.AddRow(rows.Codes[i], rows.Keys[i], coefficient, 1, columns, i, i + 1);
                table.AddRow(rows.Codes[i], rows.Keys[i], coefficient, 2, columns, i + 1, columns.Count);
            }
            else
            {
                table.AddRow(rows.Codes[i], rows.Keys[i], coefficient, 1, columns, 0, columns.Count);
            }
        }
    }

    private static PackedTerms MultiplyInRanges(
        PackedTerms left, PackedTerms right, MonomialCode code, int termLimit, CancellationToken cancellation)
    {
        bool square = AreEqual(left, right);
        bool swap = !square && left.Count > right.Count;
        var rows = ProductColumns.Of(swap ? right : left, code);
        var columns = square ? rows : ProductColumns.Of(swap ? left : right, code);
        if (!code.IsKey)
        {
            columns = columns.Sorted(cancellation);
            rows = square ? columns : rows;
        }

        var ends = RangeEnds(rows, columns, cancellation);
        var starts = new int[rows.Count];
        for (int i = 0; square && i < starts.Length; i++)
        {
            starts[i] = i;
        }

        var table = new RangeTable(left.Layout, code.IsKey, TermsOfTable, termLimit);
        var output = new TermOutput((int)Math.Min(termLimit, Math.Min((long)rows.Count * columns.Count / 8, 1 << 20)), termLimit);
        var scratch = new SortScratch();
        foreach (ulong end in ends)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int r = 0; r < rows.Count; r++)
            {
                // The left factor's terms in ascending order give the order of the sums, whichever factor lies in the rows.
                int i = swap ? rows.Count - 1 - r : r;
                int start = starts[i];
                if (start < columns.Count && rows.Codes[i] + columns.Codes[start] <= end)
                {
                    starts[i] = AddRow(table, rows, i, columns, start, end, square);
                }
            }

            if (table.Count >= TermsOfTable || end == ulong.MaxValue)
            {
                output.Append(table, scratch, code.IsKey, cancellation);
                table.Flushed = output.Count;
                table.Base = end;
            }
        }

        return output.ToTerms(left.Layout, code.IsKey, cancellation);
    }

    private static int AddRow(RangeTable table, ProductColumns rows, int i, ProductColumns columns, int start, ulong end, bool square)
    {
        double coefficient = rows.Coefficients[i];
        if (!square)
        {
            return table.AddRow(rows.Codes[i], rows.Keys[i], coefficient, 1, columns, start, columns.Count, end);
        }

        // Of a square each pair of different terms is taken once and counts twice.
        if (start == i)
        {
            start = table.AddRow(rows.Codes[i], rows.Keys[i], coefficient, 1, columns, i, i + 1, end);
        }

        return start == i ? start : table.AddRow(rows.Codes[i], rows.Keys[i], coefficient, 2, columns, start, columns.Count, end);
    }

    private static void AddTermTimes(
        TermTable table, MonomialCode code, PackedTerms term, PackedTerms terms, double factor, CancellationToken cancellation)
    {
        ulong key = term.Keys[0];
        ulong termCode = code.Of(term.Key(0));
        double coefficient = factor * term.Coefficients[0];
        Span<ulong> product = stackalloc ulong[1];
        for (int j = 0; j < terms.Count; j++)
        {
            if ((j & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            ulong productCode = termCode + code.Of(terms.Key(j));
            if (code.IsKey)
            {
                table.Add(productCode, coefficient * terms.Coefficients[j]);
            }
            else
            {
                product[0] = table.Layout.Merge(key, terms.Keys[j]);
                table.Add(productCode, product, coefficient * terms.Coefficients[j]);
            }
        }
    }

    private static void AddByKeys(
        TermTable table, MonomialCode code, PackedTerms left, PackedTerms right, double factor, CancellationToken cancellation)
    {
        var layout = table.Layout;
        var rightCodes = code.Of(right);
        Span<ulong> product = layout.Words <= 64 ? stackalloc ulong[layout.Words] : new ulong[layout.Words];
        for (int i = 0; i < left.Count; i++)
        {
            ulong leftCode = code.Of(left.Key(i));
            double coefficient = factor * left.Coefficients[i];
            for (int j = 0; j < right.Count; j++)
            {
                if ((j & 0xFFFF) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                layout.Multiply(left.Key(i), right.Key(j), product);
                if (code.IsKey)
                {
                    table.Add(product[0], coefficient * right.Coefficients[j]);
                }
                else
                {
                    table.Add(leftCode + rightCodes[j], product, coefficient * right.Coefficients[j]);
                }
            }
        }
    }

    /// <summary>Largest codes of ranges that hold about equally many pairs, by the quantiles of an even sample of pairs.</summary>
    private static ulong[] RangeEnds(ProductColumns rows, ProductColumns columns, CancellationToken cancellation)
    {
        // A row should find a few pairs in a range, or its visits cost more than the pairs.
        long pairs = (long)rows.Count * columns.Count;
        int ranges = (int)Math.Min(pairs / Math.Max(PairsOfRange, 8L * rows.Count), Samples / 4) + 1;
        int rowSamples = (int)Math.Min(rows.Count, Math.Max(128, Samples / columns.Count));
        int columnSamples = Math.Min(columns.Count, Samples / rowSamples + 1);
        var sample = new ulong[rowSamples * columnSamples];
        for (int i = 0; i < rowSamples; i++)
        {
            ulong row = rows.Codes[(int)((2L * i + 1) * rows.Count / (2 * rowSamples))];
            for (int j = 0; j < columnSamples; j++)
            {
                // Columns are taken a little further on in every row, so that the sample is no grid.
                long at = (2L * j + 1) * columns.Count / (2 * columnSamples) + (long)i * columns.Count / (rowSamples * (long)columnSamples);
                sample[i * columnSamples + j] = row + columns.Codes[(int)(at % columns.Count)];
            }
        }

        TermOrder.Sort(sample, sample.Length, new SortScratch(), cancellation);
        var ends = new List<ulong>(ranges);
        for (int r = 1; r < ranges; r++)
        {
            ulong end = sample[(int)((long)r * sample.Length / ranges)];
            if (ends.Count == 0 || end > ends[ends.Count - 1])
            {
                ends.Add(end);
            }
        }

        ends.Add(ulong.MaxValue);
        return [.. ends];
    }

    /// <summary>
    /// Equal by value, so that a square of a copy gives the same bits as a square. A polynomial and its multiples share one array of keys: the
    /// coefficients decide.
    /// </summary>
    private static bool AreEqual(PackedTerms left, PackedTerms right) =>
        left.Coefficients.AsSpan().SequenceEqual(right.Coefficients)
        && (ReferenceEquals(left.Keys, right.Keys) || left.Keys.AsSpan().SequenceEqual(right.Keys));
}
