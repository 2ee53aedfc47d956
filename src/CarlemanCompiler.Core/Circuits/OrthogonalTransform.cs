using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// Any real orthogonal matrix, synthesised exactly: recursive cosine-sine decompositions turn it into 2^k − 1 multiplexed RY (Möttönen,
/// Vartiainen, Bergholm, Salomaa, PRL 93, 130502 (2004)), about 4^k/2 rotations, the number of parameters of SO(2^k), and as many CX. A
/// matrix of determinant −1 has one multi-controlled Z more. Several matrices of one size can be chosen between by select qubits in front.
/// </summary>
/// <remarks>
/// Exact synthesis costs O(8^k) time and O(4^k) memory and gates: for small blocks, and as the reference for everything else.
/// </remarks>
public sealed class OrthogonalTransform : DerivedOperation
{
    /// <summary>Largest number of qubits: 4^10/2 rotations, minutes of synthesis.</summary>
    public const int MaximumQubits = 10;

    private const double OrthogonalityTolerance = 1e-10;

    // Columns of each block; the block is chosen by the select qubits.
    private readonly double[][][] blocks;
    private readonly int selectQubits;

    private OrthogonalTransform(double[][][] blocks)
        : base(
            blocks.Length == 1 ? "orthogonal" : "multiplexed orthogonal",
            Bits.Log2Exact(blocks.Length, nameof(blocks)) + Bits.Log2Exact(blocks[0].Length, nameof(blocks)))
    {
        this.blocks = blocks;
        selectQubits = Bits.QubitsFor(blocks.Length);
    }

    /// <summary>One matrix on k ≥ 1 qubits.</summary>
    /// <param name="matrix">2^k × 2^k, orthogonal to 1e-10.</param>
    public static OrthogonalTransform Of(double[,] matrix) => Multiplexed(matrix);

    /// <summary>Matrices of one size, chosen between by the select qubits that come first: the block-diagonal matrix of them.</summary>
    /// <param name="matrices">A power of two of 2^k × 2^k matrices, k ≥ 1, orthogonal to 1e-10.</param>
    /// <exception cref="ArgumentException">A matrix is not orthogonal, or the sizes do not match.</exception>
    /// <exception cref="SizeLimitException">More than <see cref="MaximumQubits"/> qubits.</exception>
    public static OrthogonalTransform Multiplexed(params double[][,] matrices)
    {
        int order = matrices[0].GetLength(0);
        int qubits = Bits.Log2Exact(order, nameof(matrices)) + Bits.Log2Exact(matrices.Length, nameof(matrices));
        if (order < 2 || matrices.Any(m => m.GetLength(0) != order || m.GetLength(1) != order))
        {
            throw new ArgumentException("The matrices are square, of one order, a power of two from 2 on.", nameof(matrices));
        }

        if (qubits > MaximumQubits)
        {
            throw new SizeLimitException(
                $"An orthogonal transform on {qubits} qubits takes about 4^{qubits} gates; "
                + $"exact synthesis goes up to {MaximumQubits} qubits.");
        }

        return new OrthogonalTransform([.. matrices.Select(m => Columns(m, nameof(matrices)))]);
    }

    /// <inheritdoc/>
    public override QubitAction Action
    {
        get
        {
            int order = blocks[0].Length;
            int size = order * blocks.Length;
            var matrix = new double[size * size];
            for (int b = 0; b < blocks.Length; b++)
            {
                for (int j = 0; j < order; j++)
                {
                    for (int i = 0; i < order; i++)
                    {
                        matrix[(b * order + i) * size + b * order + j] = blocks[b][j][i];
                    }
                }
            }

            return new OrthogonalAction(matrix);
        }
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => new OrthogonalTransform([.. blocks.Select(Transposed)]);

    /// <inheritdoc/>
    public override Operation Controlled()
    {
        int order = blocks[0].Length;
        var identity = Enumerable.Range(0, order).Select(j => Enumerable.Range(0, order).Select(i => i == j ? 1.0 : 0).ToArray()).ToArray();
        return new OrthogonalTransform([.. blocks.Select(_ => identity), .. blocks]);
    }

    private protected override ImmutableArray<Placement> Build()
    {
        var parts = ImmutableArray.CreateBuilder<Placement>();
        var rotations = new double[blocks.Length][][];
        var reflected = new List<int>();
        for (int b = 0; b < blocks.Length; b++)
        {
            rotations[b] = blocks[b];
            if (CosineSineDecomposition.DeterminantIsNegative(blocks[b]))
            {
                // Q = diag(1, …, 1, −1) · Q'.
                rotations[b] = [.. blocks[b].Select(column => WithNegatedLast(column))];
                reflected.Add(b);
            }
        }

        Synthesise(rotations, selectQubits, parts);
        AddReflections(reflected, parts);
        return parts.ToImmutable();
    }

    private static double[] WithNegatedLast(double[] column)
    {
        var copy = (double[])column.Clone();
        copy[copy.Length - 1] = -copy[copy.Length - 1];
        return copy;
    }

    // blocks[b] acts on the qubits from `qubit` on where those before it hold b; all have determinant 1.
    private void Synthesise(double[][][] level, int qubit, ImmutableArray<Placement>.Builder parts)
    {
        int half = level[0].Length / 2;
        var angles = new double[level.Length * half];
        if (half == 1)
        {
            for (int b = 0; b < level.Length; b++)
            {
                angles[b] = 2 * Math.Atan2(level[b][0][1], level[b][0][0]);
            }

            parts.Add(Rotations(angles, qubit));
            return;
        }

        var left = new double[2 * level.Length][][];
        var right = new double[2 * level.Length][][];
        for (int b = 0; b < level.Length; b++)
        {
            var csd = CosineSineDecomposition.Of(level[b]);
            left[2 * b] = csd.U0;
            left[2 * b + 1] = csd.U1;
            right[2 * b] = Transposed(csd.V0);
            right[2 * b + 1] = Transposed(csd.V1);
            for (int j = 0; j < half; j++)
            {
                angles[b * half + j] = 2 * csd.Angles[j];
            }
        }

        Synthesise(right, qubit + 1, parts);
        parts.Add(Rotations(angles, qubit));
        Synthesise(left, qubit + 1, parts);
    }

    private Placement Rotations(double[] angles, int target) => new(
        new MultiplexedRotation(RotationAxis.Y, [.. angles]), [.. Range(0, target), .. Range(target + 1, QubitCount - target - 1), target]);

    private void AddReflections(List<int> reflected, ImmutableArray<Placement>.Builder parts)
    {
        if (reflected.Count == blocks.Length)
        {
            parts.Add(new Placement(
                new MultiControlledPhase(QubitCount - selectQubits, Math.PI), Range(selectQubits, QubitCount - selectQubits)));
        }
        else if (reflected.Count > 0)
        {
            int last = blocks[0].Length - 1;
            var signs = new bool[blocks.Length * blocks[0].Length];
            foreach (int b in reflected)
            {
                signs[b * blocks[0].Length + last] = true;
            }

            parts.Add(new Placement(DiagonalPhase.OfSigns(signs), Range(0, QubitCount)));
        }
    }

    private static double[][] Transposed(double[][] columns) =>
        [.. Enumerable.Range(0, columns.Length).Select(i => columns.Select(column => column[i]).ToArray())];

    private static double[][] Columns(double[,] matrix, string name)
    {
        int order = matrix.GetLength(0);
        var columns = new double[order][];
        for (int j = 0; j < order; j++)
        {
            columns[j] = new double[order];
            for (int i = 0; i < order; i++)
            {
                columns[j][i] = matrix[i, j];
            }
        }

        for (int j = 0; j < order; j++)
        {
            for (int k = 0; k <= j; k++)
            {
                double dot = 0;
                for (int i = 0; i < order; i++)
                {
                    dot += columns[j][i] * columns[k][i];
                }

                if (!(Math.Abs(dot - (j == k ? 1 : 0)) <= OrthogonalityTolerance))
                {
                    throw new ArgumentException($"Columns {k} and {j} have the inner product {dot:R}: the matrix is not orthogonal.", name);
                }
            }
        }

        return columns;
    }
}
