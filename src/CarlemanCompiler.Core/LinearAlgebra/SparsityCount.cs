namespace CarlemanCompiler.LinearAlgebra;

/// <summary>How sparse a matrix is, entries below 1e-12 of the largest left out.</summary>
/// <param name="RowCount">Number of rows.</param>
/// <param name="ColumnCount">Number of columns.</param>
/// <param name="NonzeroCount">Entries that count.</param>
/// <param name="LargestRow">The most of them in one row.</param>
/// <param name="LargestColumn">The most of them in one column.</param>
public sealed record SparsityCount(int RowCount, long ColumnCount, long NonzeroCount, int LargestRow, int LargestColumn)
{
    /// <summary>s, the sparsity that costs of quantum algorithms are stated in: the larger of the two counts.</summary>
    public int Sparsity => Math.Max(LargestRow, LargestColumn);
}
