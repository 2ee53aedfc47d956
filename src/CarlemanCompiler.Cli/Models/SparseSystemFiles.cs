using System.Globalization;
using CarlemanCompiler.Data;
using CarlemanCompiler.Export;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Cli.Models;

/// <summary>A x = b in two Matrix Market files.</summary>
internal static class SparseSystemFiles
{
    /// <summary>Whether a model's argument is a matrix file.</summary>
    public static bool IsMatrix(string? argument) => argument?.EndsWith(".mtx", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Both of them; b = (1, 0, …, 0) where no file is named.</summary>
    /// <exception cref="InputException">A file is no Matrix Market file, A is not square, or b does not fit or is 0.</exception>
    public static (SparseMatrix A, double[] B) Read(string matrixFile, string? vectorFile)
    {
        try
        {
            SparseMatrix a;
            using (var reader = new StreamReader(matrixFile))
            {
                a = MatrixMarketReader.ReadMatrix(reader, matrixFile);
            }

            if (a.RowCount != a.ColumnCount || a.RowCount == 0)
            {
                throw new InputException($"{matrixFile}: the matrix is {a.RowCount} × {a.ColumnCount}; a square one is needed.");
            }

            if (vectorFile is null)
            {
                return (a, [1, .. new double[a.RowCount - 1]]);
            }

            double[] b = ReadVector(vectorFile);
            if (b.Length != a.RowCount)
            {
                throw new InputException($"{vectorFile}: the right-hand side has {b.Length} entries; {matrixFile} has {a.RowCount} rows.");
            }

            return Array.TrueForAll(b, value => value == 0)
                ? throw new InputException($"{vectorFile}: the right-hand side is 0: so is the solution, and there is no state to prepare.")
                : (a, b);
        }
        catch (DataFormatException error)
        {
            throw new InputException(error.Message, error);
        }
    }

    // An array, or coordinates with one column; the first line says which.
    private static double[] ReadVector(string file)
    {
        string text = File.ReadAllText(file);
        string head = text.AsSpan(0, Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal))).ToString();
        if (!head.Contains("coordinate", StringComparison.OrdinalIgnoreCase))
        {
            return MatrixMarketReader.ReadVector(new StringReader(text), file);
        }

        var column = MatrixMarketReader.ReadMatrix(new StringReader(text), file);
        if (column.ColumnCount != 1)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"{file}: a right-hand side has 1 column, not {column.ColumnCount}."));
        }

        return [.. Enumerable.Range(0, column.RowCount).Select(i => column[i, 0])];
    }
}
