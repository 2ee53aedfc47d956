namespace CarlemanCompiler.Polynomials;

/// <summary>
/// Products whose exponents fill a small box, as those of few variables do: one cell per possible monomial of the result, numbered in mixed
/// radix, so that numbers add when monomials multiply. About 1 ns a pair and 3 ns a cell; no keys are compared and nothing is sorted but
/// the degrees.
/// </summary>
internal static class DenseProduct
{
    /// <summary>Cells of 8 bytes that stay in a second- or third-level cache.</summary>
    private const int CellLimit = 1 << 21;

    /// <summary>The product, or null where the box is too large for the number of pairs to pay.</summary>
    public static PackedTerms? TryMultiply(PackedTerms left, PackedTerms right, int termLimit, CancellationToken cancellation)
    {
        long pairs = (long)left.Count * right.Count;
        int n = left.VariableCount;
        if (!left.Layout.IsSingleSum || n == 0 || pairs < 64)
        {
            return null;
        }

        var sizes = new int[n];
        AddLargestExponents(left, sizes);
        AddLargestExponents(right, sizes);
        long cells = 1;
        for (int v = n - 1; v >= 0; v--)
        {
            cells *= ++sizes[v];
            if (cells > CellLimit || cells > pairs)
            {
                return null;
            }
        }

        var rows = CellsOf(left, sizes);
        var columns = CellsOf(right, sizes);
        var box = new double[cells];
        for (int i = 0; i < rows.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int row = rows[i];
            double coefficient = left.Coefficients[i];
            var columnCoefficients = right.Coefficients;
            for (int j = 0; j < columns.Length; j++)
            {
                box[row + columns[j]] += coefficient * columnCoefficients[j];
            }
        }

        return Gather(left.Layout, box, sizes, termLimit);
    }

    private static void AddLargestExponents(PackedTerms terms, int[] largest)
    {
        for (int v = 0; v < largest.Length; v++)
        {
            int exponent = 0;
            for (int t = 0; t < terms.Count; t++)
            {
                exponent = Math.Max(exponent, terms.Exponent(t, v));
            }

            largest[v] += exponent;
        }
    }

    /// <summary>The cell of each term; variable 0 is the most significant digit.</summary>
    private static int[] CellsOf(PackedTerms terms, int[] sizes)
    {
        var cells = new int[terms.Count];
        for (int t = 0; t < cells.Length; t++)
        {
            for (int v = 0; v < sizes.Length; v++)
            {
                cells[t] = cells[t] * sizes[v] + terms.Exponent(t, v);
            }
        }

        return cells;
    }

    /// <summary>Descending cells are descending exponents; counting by degree brings them into canonical order.</summary>
    private static PackedTerms Gather(MonomialLayout layout, double[] box, int[] sizes, int termLimit)
    {
        int n = sizes.Length;
        int width = sizes[n - 1];
        ulong lastUnit = layout.Unit(n - 1, 0);
        var starts = new int[sizes.Sum() - n + 2];
        ForEachRow((cell, degree, _) =>
        {
            for (int e = 0; e < width; e++)
            {
                starts[degree + e + 1] += box[cell + e] != 0 ? 1 : 0;
            }
        });

        for (int d = 0; d < starts.Length - 1; d++)
        {
            starts[d + 1] += starts[d];
        }

        int count = starts[starts.Length - 1];
        if (count > termLimit)
        {
            throw new SizeLimitException(
                $"The product has {count} terms, more than {termLimit}, the limit of this computation: "
                + "use fewer variables or a lower degree.");
        }

        var keys = new ulong[count];
        var coefficients = new double[count];
        ForEachRow((cell, degree, key) =>
        {
            for (int e = width - 1; e >= 0; e--)
            {
                if (box[cell + e] != 0)
                {
                    int at = starts[degree + e]++;
                    keys[at] = key + (ulong)e * lastUnit;
                    coefficients[at] = box[cell + e];
                }
            }
        });
        return new PackedTerms(layout, keys, coefficients).Normalized();

        // Rows of cells that differ in the last variable only, from the last row to the first.
        void ForEachRow(Action<int, int, ulong> visit)
        {
            var exponents = new int[n];
            var units = new ulong[n];
            int degree = 0;
            ulong key = 0;
            for (int v = 0; v < n - 1; v++)
            {
                exponents[v] = sizes[v] - 1;
                units[v] = layout.Unit(v, 0);
                degree += exponents[v];
                key += (ulong)exponents[v] * units[v];
            }

            for (int cell = box.Length - width; cell >= 0; cell -= width)
            {
                visit(cell, degree, key);
                for (int v = n - 2; v >= 0; v--)
                {
                    if (exponents[v] > 0)
                    {
                        exponents[v]--;
                        degree--;
                        key -= units[v];
                        break;
                    }

                    exponents[v] = sizes[v] - 1;
                    degree += exponents[v];
                    key += (ulong)exponents[v] * units[v];
                }
            }
        }
    }
}
