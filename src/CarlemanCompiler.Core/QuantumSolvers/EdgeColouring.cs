using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// The nonzeros of a matrix in as few colours as its fullest row or column has entries, no colour twice in a row or a column (König's
/// theorem): the entries of one colour couple rows and columns one to one.
/// </summary>
internal static class EdgeColouring
{
    /// <summary>
    /// The colour of every stored entry, 0..sparsity−1. An entry takes a colour free at both ends, or one that a chain of two alternating
    /// colours is turned over for: O(entries · (sparsity + rows)) at worst, near O(entries · sparsity) on irregular patterns.
    /// </summary>
    public static int[] Of(SparseMatrix matrix, int sparsity)
    {
        // The entry that has a colour at a row or a column, −1 for none.
        int[] atRow = Filled(matrix.RowCount * sparsity);
        int[] atColumn = Filled(matrix.ColumnCount * sparsity);
        var colours = new int[matrix.NonzeroCount];
        var rowOf = new int[matrix.NonzeroCount];
        for (int i = 0; i < matrix.RowCount; i++)
        {
            for (int e = matrix.RowStarts[i]; e < matrix.RowStarts[i + 1]; e++)
            {
                rowOf[e] = i;
                int j = matrix.Columns[e];
                int free = Free(atRow, i);
                int freeAtColumn = Free(atColumn, j);
                if (atColumn[j * sparsity + free] >= 0)
                {
                    TurnOver(j, free, freeAtColumn);
                }

                Put(e, free);
            }
        }

        return colours;

        int Free(int[] at, int vertex)
        {
            int colour = 0;
            while (at[vertex * sparsity + colour] >= 0)
            {
                colour++;
            }

            return colour;
        }

        void Put(int entry, int colour)
        {
            colours[entry] = colour;
            atRow[rowOf[entry] * sparsity + colour] = entry;
            atColumn[matrix.Columns[entry] * sparsity + colour] = entry;
        }

        // The chain from a column that begins with `first` and alternates with `second`, which is free there. It cannot reach the row in
        // hand: it enters rows by `first`, which is free at that row.
        void TurnOver(int column, int first, int second)
        {
            var chain = new List<int>();
            int colour = first;
            bool atAColumn = true;
            int vertex = column;
            for (int entry = atColumn[vertex * sparsity + colour]; entry >= 0;)
            {
                chain.Add(entry);
                vertex = atAColumn ? rowOf[entry] : matrix.Columns[entry];
                atAColumn = !atAColumn;
                colour = colour == first ? second : first;
                entry = (atAColumn ? atColumn : atRow)[vertex * sparsity + colour];
            }

            foreach (int entry in chain)
            {
                atRow[rowOf[entry] * sparsity + colours[entry]] = -1;
                atColumn[matrix.Columns[entry] * sparsity + colours[entry]] = -1;
            }

            foreach (int entry in chain)
            {
                Put(entry, colours[entry] == first ? second : first);
            }
        }

        static int[] Filled(int length)
        {
            var array = new int[length];
            for (int i = 0; i < length; i++)
            {
                array[i] = -1;
            }

            return array;
        }
    }
}
