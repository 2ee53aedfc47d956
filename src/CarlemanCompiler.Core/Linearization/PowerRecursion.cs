namespace CarlemanCompiler.Linearization;

/// <summary>
/// The rows of B = I + A, one degree after the other, split by how many factors F a term holds (its power of η).
/// </summary>
/// <remarks>
/// Row i·w of the lifted step is (u_i + g_i(u)) · row w, so with part p of a row meaning its terms with exactly p factors,
/// <code>part_p(i·w) = u_i · part_p(w) + g_i · part_{p−1}(w),   part_0(w) = u^w,</code>
/// which is B[j][k][p] = I ⊗ B[j−1][k−1][p] + Σ_ℓ F_ℓ ⊗ B[j−1][k−ℓ][p−1] read by rows. It holds for words and for monomials alike; only the
/// indexing of products differs. Where nobody asks for the split, all p ≥ 1 run as one part: rest(i·w) = u_i·rest(w) + g_i·(u^w + rest(w)).
/// The identity is kept apart in either case, so that small entries of A do not drown in the 1 of the diagonal.
/// Cost: one multiplication and one table look-up per product of terms; memory: the rows of one degree beside the result.
/// </remarks>
internal static class PowerRecursion
{
    /// <summary>Receives the parts p = 1.. of one row, in this order; columns index [1; u; …].</summary>
    internal interface ISink
    {
        void Part(int power, int[] columns, double[] values, int count);

        void EndRow();
    }

    /// <summary>Feeds all rows of degree 1..rowOrder to <paramref name="sink"/> in index order.</summary>
    /// <param name="index">The basis; its Order is the truncation of columns.</param>
    /// <param name="increments">Terms of g_i, degree ascending.</param>
    /// <param name="rowOrder">N.</param>
    /// <param name="powers">Parts p = 1..powers are kept apart, higher ones dropped; 0 runs all of them as one.</param>
    /// <param name="sink">Where the rows go.</param>
    /// <param name="cancellation">Looked at once per row.</param>
    public static void Run(
        LiftedIndex index, MapFactor[][] increments, int rowOrder, int powers, ISink sink, CancellationToken cancellation)
    {
        int parts = powers == 0 ? 1 : Math.Min(powers, rowOrder);
        var row = new RowAccumulator(index.Count);
        var products = new int[64];
        var monomial = new int[1];
        double[] one = [1];
        var variables = Enumerable.Range(0, index.VariableCount).Select(MapFactor.Variable).ToArray();
        var previous = NewStores(parts, 1);
        foreach (var store in previous)
        {
            store.AddRow([], [], 0);
        }

        for (int degree = 1; degree <= rowOrder; degree++)
        {
            int restOffset = index.Offset(degree - 1);
            var current = NewStores(parts, degree < rowOrder ? index.Size(degree) : 0);
            for (int letter = 0; letter < index.VariableCount; letter++)
            {
                for (int rest = index.FirstRest(degree - 1, letter); rest < index.Offset(degree); rest++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    for (int p = 0; p < parts; p++)
                    {
                        AddProduct(variables[letter], previous[p], rest - restOffset);
                        if (p == 0)
                        {
                            AddMonomial(increments[letter], rest, degree - 1);
                        }

                        if (powers == 0 || p > 0)
                        {
                            var lower = previous[powers == 0 ? 0 : p - 1];
                            foreach (var factor in increments[letter])
                            {
                                AddProduct(factor, lower, rest - restOffset);
                            }
                        }

                        row.Flush();
                        if (degree < rowOrder)
                        {
                            current[p].AddRow(row.Columns, row.Values, row.Count);
                        }

                        sink.Part(p + 1, row.Columns, row.Values, row.Count);
                    }

                    sink.EndRow();
                }
            }

            previous = current;
        }

        // factor · (a stored row), cut where the degree would exceed the columns' order. Columns ascend, so the cut is a prefix.
        void AddProduct(MapFactor factor, RowStore store, int storedRow)
        {
            int start = store.Start(storedRow);
            int end = store.Start(storedRow + 1);
            int limit = factor.Degree > index.Order ? 0 : index.Offset(index.Order - factor.Degree + 1);
            if (end > start && store.Columns[end - 1] >= limit)
            {
                int cut = Array.BinarySearch(store.Columns, start, end - start, limit);
                end = cut < 0 ? ~cut : cut;
            }

            if (end - start > products.Length)
            {
                products = new int[Math.Max(end - start, 2 * products.Length)];
            }

            index.Multiply(factor, store.Columns, start, end - start, products);
            row.Add(products, store.Values, start, end - start, factor.Coefficient);
        }

        // g_i · u^w, the part with the first F.
        void AddMonomial(MapFactor[] factors, int rest, int restDegree)
        {
            monomial[0] = rest;
            foreach (var factor in factors)
            {
                if (restDegree + factor.Degree <= index.Order)
                {
                    index.Multiply(factor, monomial, 0, 1, products);
                    row.Add(products, one, 0, 1, factor.Coefficient);
                }
            }
        }
    }

    private static RowStore[] NewStores(int count, int rowCapacity)
    {
        var stores = new RowStore[count];
        for (int p = 0; p < count; p++)
        {
            stores[p] = new RowStore(rowCapacity);
        }

        return stores;
    }
}
