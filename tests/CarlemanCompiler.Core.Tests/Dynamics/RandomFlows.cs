using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CsCheck;

namespace CarlemanCompiler.Core.Tests.Dynamics;

/// <summary>Random polynomial systems given by tensors, placed on words as they come.</summary>
internal static class RandomFlows
{
    /// <summary>F_0 .. F_q for n = 1..3 and q = 1..3, up to 6 entries each in [−0.5, 0.5]; words of one monomial may cancel.</summary>
    public static readonly Gen<Dictionary<int, SparseMatrix>> Tensors =
        from n in Gen.Int[1, 3]
        from degree in Gen.Int[1, 3]
        from entries in Gen.Select(Gen.Int[0, n - 1], Gen.Int[0, 26], Gen.Double[-0.5, 0.5]).Array[0, 6].Array[degree + 1]
        select Enumerable.Range(0, degree + 1).ToDictionary(l => l, l => Matrix(n, (int)Math.Pow(n, l), entries[l]));

    /// <summary>Tensors with a point in [−size, size]ⁿ.</summary>
    public static Gen<(Dictionary<int, SparseMatrix> Tensors, double[] Start)> WithStart(double size) =>
        from tensors in Tensors
        from start in Gen.Double[-size, size].Array[tensors[0].RowCount]
        select (tensors, start);

    /// <summary>A quadratic system with eigenvalues of (F_1 + F_1ᵀ)/2 shifted below −0.5.</summary>
    public static readonly Gen<Dictionary<int, SparseMatrix>> Dissipative =
        from n in Gen.Int[1, 3]
        from linear in Gen.Double[-0.5, 0.5].Array[n * n]
        from shift in Gen.Double[0.5, 2]
        from quadratic in Gen.Double[-0.5, 0.5].Array[n * n * n]
        select new Dictionary<int, SparseMatrix>
        {
            [1] = Dense(n, n, [.. linear.Select((x, k) => k % (n + 1) == 0 ? x - shift - (n - 1) * 0.5 : x)]),
            [2] = Dense(n, n * n, quadratic),
        };

    public static SparseMatrix Dense(int rows, int columns, double[] values) => SparseMatrix.FromCoordinates(
        rows, columns, [.. values.Select((_, k) => k / columns)], [.. values.Select((_, k) => k % columns)], values);

    private static SparseMatrix Matrix(int rows, int columns, (int Row, int Column, double Value)[] entries) => SparseMatrix.FromCoordinates(
        rows, columns, [.. entries.Select(e => e.Row)], [.. entries.Select(e => e.Column % columns)], [.. entries.Select(e => e.Value)]);
}
