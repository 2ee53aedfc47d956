using System.Collections.Immutable;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Dynamics;

/// <summary>The n polynomials Σ_ℓ (F_ℓ u^{⊗ℓ})_i that tensors stand for; entries on words of one monomial add up.</summary>
internal static class TensorPolynomials
{
    /// <summary>Reads tensors row by row. O(nonzeros · n).</summary>
    /// <param name="tensors">F_ℓ by ℓ, each n × n^ℓ; at least one.</param>
    /// <exception cref="ArgumentException">No tensor, a shape that is not n × n^ℓ, an entry that is not finite.</exception>
    public static ImmutableArray<Polynomial> Of(IReadOnlyDictionary<int, SparseMatrix> tensors)
    {
        if (tensors.Count == 0)
        {
            throw new ArgumentException("A polynomial map needs at least one tensor F_ℓ.", nameof(tensors));
        }

        var byDegree = tensors.OrderBy(pair => pair.Key).ToArray();
        int n = byDegree[0].Value.RowCount;
        foreach (var pair in byDegree)
        {
            Require(n, pair.Key, pair.Value);
        }

        return [.. Enumerable.Range(0, n).Select(row => Polynomial.FromTerms(n, byDegree.SelectMany(pair => Terms(n, row, pair.Key, pair.Value))))];
    }

    private static void Require(int n, int degree, SparseMatrix tensor)
    {
        if (degree is < 0 or > Polynomial.MaximumDegree)
        {
            throw new ArgumentException($"F_{degree}: a degree is 0..{Polynomial.MaximumDegree}.", nameof(tensor));
        }

        double columns = Math.Pow(n, degree);
        if (n < 1 || tensor.RowCount != n || tensor.ColumnCount != columns)
        {
            throw new ArgumentException(
                $"F_{degree} is {tensor.RowCount} × {tensor.ColumnCount}; in {n} variables it is {n} × {n}^{degree} = {columns:R}.",
                nameof(tensor));
        }

        if (tensor.Values.Any(value => double.IsNaN(value) || double.IsInfinity(value)))
        {
            throw new ArgumentException($"F_{degree} has an entry that is not a finite number.", nameof(tensor));
        }
    }

    private static IEnumerable<(int[] Exponents, double Coefficient)> Terms(int n, int row, int degree, SparseMatrix tensor)
    {
        for (int k = tensor.RowStarts[row]; k < tensor.RowStarts[row + 1]; k++)
        {
            var exponents = new int[n];
            int word = tensor.Columns[k];
            for (int letter = 0; letter < degree; letter++)
            {
                exponents[word % n]++;
                word /= n;
            }

            yield return (exponents, tensor.Values[k]);
        }
    }
}
