namespace CarlemanCompiler;

/// <summary>A view of numbers as a matrix, row by row: entry (i, j) is number i · Columns + j. How a loss reads <c>[Weights(4, 3)]</c>.</summary>
public readonly ref struct Matrix
{
    /// <summary>The matrix whose rows stand one after the other in <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="values"/> does not hold rows · columns numbers.</exception>
    public Matrix(ReadOnlySpan<double> values, int rows, int columns)
    {
        if (rows < 1 || columns < 1 || values.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{values.Length} numbers are not {rows} rows of {columns} columns.", nameof(values));
        }

        Values = values;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>All numbers, row by row.</summary>
    public ReadOnlySpan<double> Values { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Entry (row, column).</summary>
    public double this[int row, int column] => (uint)row < (uint)Rows && (uint)column < (uint)Columns
        ? Values[row * Columns + column]
        : throw new ArgumentOutOfRangeException(nameof(row), $"({row}, {column}) is outside a matrix of {Rows} × {Columns}.");

    /// <summary>One row, <see cref="Columns"/> numbers.</summary>
    public ReadOnlySpan<double> Row(int row) => Values.Slice(row * Columns, Columns);
}
