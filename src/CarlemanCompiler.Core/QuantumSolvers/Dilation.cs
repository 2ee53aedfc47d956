using System.Collections.Immutable;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.LinearSystems;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// The Hermitian matrix H = [[0, M], [Mᵀ, 0]] of a linear system M Y = r on system qubits and one flag qubit: H⁻¹ (r; 0) = (0; M⁻¹ r),
/// flag 0 holding the first half. Rows sit where a <see cref="HistoryLayout"/> puts them; on the basis states that it leaves unused M is
/// the identity.
/// </summary>
/// <remarks>
/// The eigenvalues are ±σ for every singular triplet (σ, w, z) of M, with eigenvectors (w; ±z)/√2. Z on the flag anticommutes with H, so
/// that it turns e^{iHt} into e^{−iHt}: no evolution ever needs a controlled form.
/// </remarks>
public sealed class Dilation
{
    private readonly Lazy<(double[,] Left, double[] Values, double[,] Right)> singularSystem;

    private Dilation(SparseMatrix matrix, HistoryLayout layout)
    {
        Matrix = matrix;
        Layout = layout;
        RowStates = [.. layout.BasisStates()];
        singularSystem = new(() => DenseAlgebra.SingularSystem(matrix.ToDense()));
    }

    /// <summary>M, rows and columns in the order of the history.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>Where the rows sit.</summary>
    public HistoryLayout Layout { get; }

    /// <summary>The system basis state of every row.</summary>
    public ImmutableArray<int> RowStates { get; }

    /// <summary>Qubits without the flag.</summary>
    public int SystemQubits => Layout.Qubits;

    /// <summary>Singular values of M, descending.</summary>
    public ReadOnlySpan<double> SingularValues => singularSystem.Value.Values;

    /// <summary>w_j in column j. Not to be written to.</summary>
    internal double[,] LeftVectors => singularSystem.Value.Left;

    /// <summary>z_j in column j. Not to be written to.</summary>
    internal double[,] RightVectors => singularSystem.Value.Right;

    /// <summary>The dilation of a square matrix with one row for each row of the layout, of which there are at least two.</summary>
    public static Dilation Of(SparseMatrix matrix, HistoryLayout layout)
    {
        if (matrix.RowCount != matrix.ColumnCount || matrix.RowCount != layout.RowCount || matrix.RowCount < 2)
        {
            throw new ArgumentException(
                $"A {matrix.RowCount} × {matrix.ColumnCount} matrix does not fit a layout of {layout.RowCount} rows (two or more, square).",
                nameof(matrix));
        }

        return new Dilation(matrix, layout);
    }

    /// <summary>The entries of M between system basis states, ones on the unused states included.</summary>
    internal IEnumerable<(int Row, int Column, double Value)> Entries()
    {
        var used = new bool[1 << SystemQubits];
        for (int i = 0; i < Matrix.RowCount; i++)
        {
            used[RowStates[i]] = true;
            for (int k = Matrix.RowStarts[i]; k < Matrix.RowStarts[i + 1]; k++)
            {
                yield return (RowStates[i], RowStates[Matrix.Columns[k]], Matrix.Values[k]);
            }
        }

        for (int state = 0; state < used.Length; state++)
        {
            if (!used[state])
            {
                yield return (state, state, 1);
            }
        }
    }
}
