namespace CarlemanCompiler.LinearAlgebra;

/// <content>Sums, norms and counts.</content>
public sealed partial class SparseMatrix
{
    // Up to this many rows or columns the Gram matrix of the short side is dense: its largest eigenvalue is accurate to rounding.
    private const int DenseGramSize = 120;

    /// <summary>Entries count when they are larger than this times the largest: what cancellation left behind is not structure.</summary>
    public const double NegligibleRatio = 1e-12;

    /// <summary>√Σ a², 0 for an empty matrix.</summary>
    public double FrobeniusNorm
    {
        get
        {
            double largest = LargestMagnitude;
            if (largest == 0 || double.IsInfinity(largest))
            {
                return largest;
            }

            double sum = 0;
            for (int i = 0; i < RowCount; i++)
            {
                double row = 0;
                for (int k = RowStarts[i]; k < RowStarts[i + 1]; k++)
                {
                    row += Values[k] / largest * (Values[k] / largest);
                }

                sum += row;
            }

            return largest * Math.Sqrt(sum);
        }
    }

    /// <summary>Largest column sum of magnitudes.</summary>
    public double OneNorm
    {
        get
        {
            var sums = new double[ColumnCount];
            for (int k = 0; k < Values.Length; k++)
            {
                sums[Columns[k]] += Math.Abs(Values[k]);
            }

            return sums.Length == 0 ? 0 : sums.Max();
        }
    }

    /// <summary>Largest row sum of magnitudes.</summary>
    public double InfinityNorm
    {
        get
        {
            double largest = 0;
            for (int i = 0; i < RowCount; i++)
            {
                double row = 0;
                for (int k = RowStarts[i]; k < RowStarts[i + 1]; k++)
                {
                    row += Math.Abs(Values[k]);
                }

                largest = Math.Max(largest, row);
            }

            return largest;
        }
    }

    /// <summary>
    /// Largest singular value to 1e-12 relative: from the dense Gram matrix where the short side has at most 120 rows, by Lanczos on AᵀA otherwise.
    /// </summary>
    public double SpectralNorm()
    {
        double largest = LargestMagnitude;
        if (largest == 0)
        {
            return 0;
        }

        // Entries are scaled by the largest, so that squares of very small or large ones neither vanish nor overflow.
        if (Math.Min(RowCount, ColumnCount) <= DenseGramSize)
        {
            var eigenvalues = DenseAlgebra.SymmetricEigenvalues(RowCount < ColumnCount ? Transpose().Gram(largest) : Gram(largest));
            return largest * Math.Sqrt(eigenvalues[eigenvalues.Length - 1]);
        }

        var transpose = Transpose();
        var image = new double[RowCount];
        return largest * Math.Sqrt(ThickRestartLanczos.LargestEigenvalue(ColumnCount, (vector, product) =>
        {
            Multiply(vector, image);
            Divide(image, largest);
            transpose.Multiply(image, product);
            Divide(product, largest);
        }));

        static void Divide(double[] vector, double divisor)
        {
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] /= divisor;
            }
        }
    }

    /// <summary>The largest |entry|, 0 for an empty matrix.</summary>
    public double LargestMagnitude
    {
        get
        {
            double largest = 0;
            foreach (double value in Values)
            {
                largest = Math.Max(largest, Math.Abs(value));
            }

            return largest;
        }
    }

    /// <summary>
    /// Entries above <see cref="NegligibleRatio"/> of the largest: their number, and the most in one row and in one column.
    /// </summary>
    public SparsityCount CountSignificant()
    {
        double threshold = NegligibleRatio * LargestMagnitude;
        var columnCounts = new int[ColumnCount];
        int total = 0;
        int largestRow = 0;
        for (int i = 0; i < RowCount; i++)
        {
            int row = 0;
            for (int k = RowStarts[i]; k < RowStarts[i + 1]; k++)
            {
                if (Math.Abs(Values[k]) > threshold)
                {
                    row++;
                    columnCounts[Columns[k]]++;
                }
            }

            total += row;
            largestRow = Math.Max(largestRow, row);
        }

        return new SparsityCount(RowCount, ColumnCount, total, largestRow, columnCounts.Length == 0 ? 0 : columnCounts.Max());
    }

    /// <summary>this + <paramref name="other"/>, exact zeros dropped. O(entries of both).</summary>
    public SparseMatrix Add(SparseMatrix other)
    {
        if (other.RowCount != RowCount || other.ColumnCount != ColumnCount)
        {
            throw new ArgumentException(
                $"A {other.RowCount} × {other.ColumnCount} matrix does not add to a {RowCount} × {ColumnCount} one.", nameof(other));
        }

        var starts = new int[RowCount + 1];
        var columns = new int[checked(NonzeroCount + other.NonzeroCount)];
        var values = new double[columns.Length];
        int count = 0;
        for (int i = 0; i < RowCount; i++)
        {
            int a = RowStarts[i];
            int b = other.RowStarts[i];
            while (a < RowStarts[i + 1] || b < other.RowStarts[i + 1])
            {
                int columnA = a < RowStarts[i + 1] ? Columns[a] : int.MaxValue;
                int columnB = b < other.RowStarts[i + 1] ? other.Columns[b] : int.MaxValue;
                int column = Math.Min(columnA, columnB);
                double sum = (column == columnA ? Values[a++] : 0) + (column == columnB ? other.Values[b++] : 0);
                if (sum != 0)
                {
                    columns[count] = column;
                    values[count++] = sum;
                }
            }

            starts[i + 1] = count;
        }

        Array.Resize(ref columns, count);
        Array.Resize(ref values, count);
        return new SparseMatrix(RowCount, ColumnCount, starts, columns, values);
    }

    /// <summary>AᵀA / scale², dense.</summary>
    private double[,] Gram(double scale)
    {
        var gram = new double[ColumnCount, ColumnCount];
        for (int i = 0; i < RowCount; i++)
        {
            for (int a = RowStarts[i]; a < RowStarts[i + 1]; a++)
            {
                for (int b = RowStarts[i]; b < RowStarts[i + 1]; b++)
                {
                    gram[Columns[a], Columns[b]] += Values[a] / scale * (Values[b] / scale);
                }
            }
        }

        return gram;
    }
}
