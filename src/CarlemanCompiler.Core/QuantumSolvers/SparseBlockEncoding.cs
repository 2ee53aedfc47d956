using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// A Hermitian unitary U with ⟨0|U|0⟩ = H/α on the colour qubits, H = [[0, M], [Mᵀ, 0]] the dilation of any sparse real square
/// matrix. Qubits: index, flag, colour, and work qubits that start and end in 0.
/// </summary>
/// <remarks>
/// The nonzeros are coloured so that a colour is a partial matching of rows and columns (<see cref="EdgeColouring"/>). T spreads a row
/// over the colours of its entries with amplitudes √(|M_ij|/‖M‖_∞), a column with √(|M_ij|/‖M‖₁) and the sign of the entry; P exchanges
/// the two ends of the coupling that has the colour (<see cref="PatternInvolution"/>). Then T†PT has M_ij/√(‖M‖_∞‖M‖₁) between row i
/// and column j: α is Schur's bound on ‖M‖₂, never more than sparsity · max|M_ij|. What a short row lacks is shared by two further
/// colours on which P is +1 and −1, so that it cancels. Square roots on either side as in Berry and Childs (arXiv:0910.4157); one index
/// register in place of two, because P is an involution (ours). The rotations grow as 2^index · sparsity, the rest with the nonzeros.
/// </remarks>
public sealed class SparseBlockEncoding : DerivedOperation
{
    /// <summary>Most qubits of index, flag and colour together: the angles of T are one table on them.</summary>
    public const int MaximumTableQubits = 23;

    private readonly Operation spread;
    private readonly PatternInvolution follow;
    private readonly bool cancels;

    private SparseBlockEncoding(int indexQubits, int colourQubits, double alpha, Operation spread, PatternInvolution follow, bool cancels)
        : base("block encoding", follow.QubitCount)
    {
        IndexQubits = indexQubits;
        ColourQubits = colourQubits;
        Alpha = alpha;
        this.spread = spread;
        this.follow = follow;
        this.cancels = cancels;
    }

    /// <summary>α = √(‖M‖_∞ ‖M‖₁) of H/α.</summary>
    public double Alpha { get; }

    /// <summary>Qubits that number the rows, at least 1.</summary>
    public int IndexQubits { get; }

    /// <summary>Qubits that number the colours, at least 1: the encoding is read where they are 0.</summary>
    public int ColourQubits { get; }

    /// <summary>Clean qubits that looking up takes.</summary>
    public int WorkQubits => QubitCount - IndexQubits - 1 - ColourQubits;

    /// <summary>
    /// The encoding of a square matrix with at least one nonzero, rows at the basis states of their numbers. O(2^index · sparsity), and
    /// the colouring.
    /// </summary>
    /// <param name="matrix">M, n × n; stored zeros are left out.</param>
    /// <param name="byTable">Whether nonzeros are looked up in a table with work qubits, in fewer gates, or followed in place.</param>
    /// <exception cref="ArgumentException">The matrix is not square, is 0 or has entries that are not finite.</exception>
    /// <exception cref="SizeLimitException">Index, flag and colours take more than <see cref="MaximumTableQubits"/> qubits.</exception>
    public static SparseBlockEncoding Of(SparseMatrix matrix, bool byTable = false)
    {
        double rows = matrix.InfinityNorm;
        double columns = matrix.OneNorm;
        if (matrix.RowCount != matrix.ColumnCount || !(rows > 0) || double.IsInfinity(rows) || double.IsInfinity(columns))
        {
            throw new ArgumentException("A block encoding is made of a finite square matrix that is not 0.", nameof(matrix));
        }

        int sparsity = Sparsity(matrix);
        int index = Math.Max(1, Bits.QubitsFor(matrix.RowCount));
        bool cancels = !IsBalanced(matrix, rows, columns);
        int colour = Math.Max(1, Bits.QubitsFor(sparsity + (cancels ? 2 : 0)));
        if (index + 1 + colour > MaximumTableQubits)
        {
            throw new SizeLimitException(
                $"A block encoding of {matrix.RowCount} rows with up to {sparsity} nonzeros takes {index + 1 + colour} qubits for index, "
                + $"flag and colour; its table of angles goes up to {MaximumTableQubits}. Take fewer rows or a sparser matrix.");
        }

        var leaves = new double[1 << (index + 1 + colour)];
        var couplings = Couplings(matrix, sparsity, colour, rows, columns, leaves);
        if (cancels)
        {
            ShareTheRest(leaves, matrix.RowCount, colour);
        }

        var spread = Spread(index, colour, leaves);
        return new SparseBlockEncoding(
            index, colour, Math.Sqrt(rows) * Math.Sqrt(columns), spread, new PatternInvolution(index, colour, couplings, byTable), cancels);
    }

    /// <summary>U is its own inverse.</summary>
    public override Operation Adjoint() => this;

    private protected override ImmutableArray<Placement> Build()
    {
        int state = IndexQubits + 1 + ColourQubits;
        var parts = ImmutableArray.CreateBuilder<Placement>();
        parts.Add(new Placement(follow, Range(0, QubitCount)));
        if (cancels)
        {
            parts.Add(new Placement(new MultiControlledPhase(ColourQubits, Math.PI), Range(IndexQubits + 1, ColourQubits)));
        }

        return [new Placement(
            new Conjugation(
                "spread over nonzeros",
                QubitCount,
                new Placement(spread, Range(0, state)),
                new Placement(new CompositeOperation("P", QubitCount, parts.ToImmutable()), Range(0, QubitCount))),
            Range(0, QubitCount))];
    }

    /// <summary>The part of U that a control has to reach is P.</summary>
    public override Operation Controlled() => Decompose()[0].Operation.Controlled();

    /// <summary>Most nonzeros of a row or a column.</summary>
    internal static int Sparsity(SparseMatrix matrix)
    {
        var counts = new int[matrix.ColumnCount];
        int most = 0;
        for (int i = 0; i < matrix.RowCount; i++)
        {
            most = Math.Max(most, matrix.RowStarts[i + 1] - matrix.RowStarts[i]);
            for (int e = matrix.RowStarts[i]; e < matrix.RowStarts[i + 1]; e++)
            {
                most = Math.Max(most, ++counts[matrix.Columns[e]]);
            }
        }

        return most;
    }

    // Whether all rows have the same sum of magnitudes and all columns too: nothing is left to cancel.
    private static bool IsBalanced(SparseMatrix matrix, double rows, double columns)
    {
        var rowSums = new double[matrix.RowCount];
        var columnSums = new double[matrix.ColumnCount];
        for (int i = 0; i < matrix.RowCount; i++)
        {
            for (int e = matrix.RowStarts[i]; e < matrix.RowStarts[i + 1]; e++)
            {
                rowSums[i] += Math.Abs(matrix.Values[e]);
                columnSums[matrix.Columns[e]] += Math.Abs(matrix.Values[e]);
            }
        }

        return rowSums.All(sum => sum == rows) && columnSums.All(sum => sum == columns);
    }

    private static (int Row, int Column, int Colour)[] Couplings(
        SparseMatrix matrix, int sparsity, int colourQubits, double rows, double columns, double[] leaves)
    {
        int[] colours = EdgeColouring.Of(matrix, sparsity);
        var couplings = new List<(int, int, int)>(matrix.NonzeroCount);
        for (int i = 0; i < matrix.RowCount; i++)
        {
            for (int e = matrix.RowStarts[i]; e < matrix.RowStarts[i + 1]; e++)
            {
                double value = matrix.Values[e];
                int j = matrix.Columns[e];
                if (value != 0)
                {
                    couplings.Add((i, j, colours[e]));
                    leaves[(2 * i << colourQubits) | colours[e]] = Math.Sqrt(Math.Abs(value) / rows);
                    leaves[((2 * j + 1) << colourQubits) | colours[e]] = Math.Sign(value) * Math.Sqrt(Math.Abs(value) / columns);
                }
            }
        }

        return [.. couplings];
    }

    // What a row or a column lacks to norm 1 goes half to the last colour but one, half to the last.
    private static void ShareTheRest(double[] leaves, int rowCount, int colourQubits)
    {
        int colours = 1 << colourQubits;
        for (int vertex = 0; vertex < 2 * rowCount; vertex++)
        {
            double rest = 1;
            for (int c = 0; c < colours; c++)
            {
                rest -= leaves[vertex * colours + c] * leaves[vertex * colours + c];
            }

            double share = Math.Sqrt(Math.Max(0, rest) / 2);
            leaves[vertex * colours + colours - 2] = share;
            leaves[vertex * colours + colours - 1] = share;
        }
    }

    // One multiplexed RY for each colour qubit, as in dense state preparation, for all rows and columns side by side.
    private static CompositeOperation Spread(int indexQubits, int colourQubits, double[] leaves)
    {
        var parts = new List<Placement>();
        double[] parents = leaves;
        for (int k = colourQubits - 1; k >= 0; k--)
        {
            var norms = new double[parents.Length / 2];
            var angles = new double[norms.Length];
            for (int c = 0; c < norms.Length; c++)
            {
                angles[c] = 2 * Math.Atan2(parents[2 * c + 1], parents[2 * c]);
                norms[c] = Math.Sqrt(parents[2 * c] * parents[2 * c] + parents[2 * c + 1] * parents[2 * c + 1]);
            }

            parts.Add(new Placement(new MultiplexedRotation(RotationAxis.Y, [.. angles]), [.. Enumerable.Range(0, indexQubits + 2 + k)]));
            parents = norms;
        }

        parts.Reverse();
        return new CompositeOperation("T", indexQubits + 1 + colourQubits, [.. parts]);
    }
}
