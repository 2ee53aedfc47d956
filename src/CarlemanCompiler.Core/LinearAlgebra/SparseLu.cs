using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.LinearAlgebra;

/// <summary>
/// P·M = L·U of any square sparse matrix by left-looking elimination with partial pivoting (Gilbert and Peierls, SIAM J. Sci. Stat. Comput.
/// 9, 1988): the direct solver that knows nothing about the structure of a system.
/// </summary>
/// <remarks>
/// Columns are taken in their natural order; the diagonal is preferred where it is at least a tenth of the column's largest, so that
/// matrices which need no exchanges get no fill from them. Time is proportional to the multiplications that the fill makes necessary,
/// memory to the fill.
/// </remarks>
public sealed class SparseLu
{
    private const double DiagonalPreference = 0.1;

    private readonly SparseMatrix matrix;
    private readonly ColumnStore lower;
    private readonly ColumnStore upper;
    private readonly double[] pivots;
    private readonly int[] pivotRows;

    private SparseLu(SparseMatrix matrix, ColumnStore lower, ColumnStore upper, double[] pivots, int[] pivotRows)
    {
        this.matrix = matrix;
        this.lower = lower;
        this.upper = upper;
        this.pivots = pivots;
        this.pivotRows = pivotRows;
    }

    /// <summary>Entries of L and U together, the unit diagonal left out.</summary>
    public long NonzeroCount => (long)lower.Count + upper.Count + pivots.Length;

    /// <summary>Factors a square matrix.</summary>
    /// <param name="matrix">n × n, numerically nonsingular.</param>
    /// <param name="memoryBudgetBytes">Limit on the memory of the factors, looked at before each growth.</param>
    /// <param name="cancellation">Looked at once per column.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or a column has no pivot: it is singular.</exception>
    /// <exception cref="SizeLimitException">The fill is over the budget.</exception>
    public static SparseLu Factor(
        SparseMatrix matrix, long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget, CancellationToken cancellation = default)
    {
        if (matrix.RowCount != matrix.ColumnCount)
        {
            throw new ArgumentException($"A {matrix.RowCount} × {matrix.ColumnCount} matrix is not square.", nameof(matrix));
        }

        int n = matrix.RowCount;
        var columns = matrix.Transpose();
        var lower = new ColumnStore(n, columns.NonzeroCount, memoryBudgetBytes / 2);
        var upper = new ColumnStore(n, columns.NonzeroCount, memoryBudgetBytes / 2);
        var pivots = new double[n];
        var pivotRows = new int[n];
        var columnOfRow = new int[n];
        for (int i = 0; i < n; i++)
        {
            columnOfRow[i] = -1;
        }

        var x = new double[n];
        var reach = new Reach(n);
        for (int k = 0; k < n; k++)
        {
            cancellation.ThrowIfCancellationRequested();

            // Solve L x = column k; only rows that column k reaches through L can be nonzero, and reach lists them in elimination order.
            int first = reach.Find(columns, k, lower, columnOfRow);
            for (int e = columns.RowStarts[k]; e < columns.RowStarts[k + 1]; e++)
            {
                x[columns.Columns[e]] = columns.Values[e];
            }

            double largest = 0;
            int pivotRow = -1;
            for (int r = first; r < n; r++)
            {
                int row = reach.Rows[r];
                int column = columnOfRow[row];
                if (column < 0)
                {
                    if (Math.Abs(x[row]) > largest)
                    {
                        largest = Math.Abs(x[row]);
                        pivotRow = row;
                    }

                    continue;
                }

                double u = x[row];
                upper.Add(column, u);
                for (int e = lower.Start(column); e < lower.Start(column + 1); e++)
                {
                    x[lower.Indices[e]] -= u * lower.Values[e];
                }
            }

            if (pivotRow < 0 || double.IsNaN(largest) || double.IsInfinity(largest))
            {
                throw new ArgumentException($"Column {k} has no pivot: the matrix is singular or not finite.", nameof(matrix));
            }

            if (columnOfRow[k] < 0 && Math.Abs(x[k]) >= DiagonalPreference * largest)
            {
                pivotRow = k;
            }

            double pivot = x[pivotRow];
            for (int r = first; r < n; r++)
            {
                int row = reach.Rows[r];
                if (columnOfRow[row] < 0 && row != pivotRow && x[row] != 0)
                {
                    lower.Add(row, x[row] / pivot);
                }

                x[row] = 0;
            }

            columnOfRow[pivotRow] = k;
            pivotRows[k] = pivotRow;
            pivots[k] = pivot;
            lower.EndColumn();
            upper.EndColumn();
        }

        return new SparseLu(matrix, lower, upper, pivots, pivotRows);
    }

    /// <summary>M⁻¹ <paramref name="rightHandSide"/>, with one step of iterative refinement. O(entries of L and U).</summary>
    public double[] Solve(ReadOnlySpan<double> rightHandSide)
    {
        if (rightHandSide.Length != pivots.Length)
        {
            throw new ArgumentException(
                $"The right-hand side has {rightHandSide.Length} entries; {pivots.Length} are needed.", nameof(rightHandSide));
        }

        var solution = Substitute(rightHandSide.ToArray());
        var residual = matrix.Multiply(solution);
        for (int i = 0; i < residual.Length; i++)
        {
            residual[i] = rightHandSide[i] - residual[i];
        }

        var correction = Substitute(residual);
        for (int i = 0; i < solution.Length; i++)
        {
            solution[i] += correction[i];
        }

        return solution;
    }

    private double[] Substitute(double[] remaining)
    {
        int n = pivots.Length;
        var y = new double[n];
        for (int k = 0; k < n; k++)
        {
            double value = y[k] = remaining[pivotRows[k]];
            for (int e = lower.Start(k); e < lower.Start(k + 1); e++)
            {
                remaining[lower.Indices[e]] -= value * lower.Values[e];
            }
        }

        for (int k = n - 1; k >= 0; k--)
        {
            double value = y[k] /= pivots[k];
            for (int e = upper.Start(k); e < upper.Start(k + 1); e++)
            {
                y[upper.Indices[e]] -= value * upper.Values[e];
            }
        }

        return y;
    }

    /// <summary>Compressed columns that grow at the end; L is indexed by rows of M, U by pivot positions.</summary>
    private sealed class ColumnStore(int columnCount, int capacity, long memoryBudgetBytes)
    {
        private readonly int[] starts = new int[columnCount + 1];
        private int column;

        public int Count { get; private set; }

        public int[] Indices { get; private set; } = new int[Math.Max(16, capacity)];

        public double[] Values { get; private set; } = new double[Math.Max(16, capacity)];

        public int Start(int column) => starts[column];

        public void Add(int index, double value)
        {
            if (Count == Indices.Length)
            {
                Grow();
            }

            Indices[Count] = index;
            Values[Count++] = value;
        }

        public void EndColumn() => starts[++column] = Count;

        private void Grow()
        {
            long wanted = Math.Min(2L * Indices.Length, int.MaxValue - 64);
            if (wanted <= Indices.Length || wanted * 12 > memoryBudgetBytes)
            {
                throw new SizeLimitException(
                    $"Factoring needs {wanted * 12} bytes for {wanted} entries after {column} of {columnCount} columns; "
                    + $"the limit is {memoryBudgetBytes} bytes.");
            }

            var indices = Indices;
            var values = Values;
            Array.Resize(ref indices, (int)wanted);
            Array.Resize(ref values, (int)wanted);
            Indices = indices;
            Values = values;
        }
    }

    /// <summary>
    /// Depth-first search through the columns of L: which rows of a sparse triangular solution can be nonzero, in elimination order.
    /// </summary>
    private sealed class Reach(int size)
    {
        private readonly int[] stack = new int[size];
        private readonly int[] position = new int[size];
        private readonly int[] visitedBy = new int[size];

        /// <summary>
        /// The last entries, from the index that <see cref="Find"/> returned, are the reach; earlier ones are meaningless.
        /// </summary>
        public int[] Rows { get; } = new int[size];

        public int Find(SparseMatrix columns, int k, ColumnStore lower, int[] columnOfRow)
        {
            int top = size;
            for (int e = columns.RowStarts[k]; e < columns.RowStarts[k + 1]; e++)
            {
                if (visitedBy[columns.Columns[e]] != k + 1)
                {
                    top = Visit(columns.Columns[e], k + 1, top, lower, columnOfRow);
                }
            }

            return top;
        }

        private int Visit(int start, int mark, int top, ColumnStore lower, int[] columnOfRow)
        {
            int depth = 0;
            stack[0] = start;
            visitedBy[start] = mark;
            position[0] = FirstEntry(start);
            while (depth >= 0)
            {
                int row = stack[depth];
                int column = columnOfRow[row];
                int end = column < 0 ? 0 : lower.Start(column + 1);
                bool descended = false;
                while (position[depth] < end)
                {
                    int next = lower.Indices[position[depth]++];
                    if (visitedBy[next] != mark)
                    {
                        visitedBy[next] = mark;
                        stack[++depth] = next;
                        position[depth] = FirstEntry(next);
                        descended = true;
                        break;
                    }
                }

                if (!descended)
                {
                    depth--;
                    Rows[--top] = row;
                }
            }

            return top;

            int FirstEntry(int row) => columnOfRow[row] < 0 ? 0 : lower.Start(columnOfRow[row]);
        }
    }
}
