using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Linearization;

/// <summary>
/// A polynomial flow of degree q as a quadratic one, without error: y holds the monomials u^α, |α| = 1..q−1, and
/// y' = F_0 + F_1 y + F_2 y^{⊗2} (the standard reduction before bounds that are known for q = 2; Forets and Pouly, arXiv 1711.02552).
/// </summary>
/// <remarks>
/// Row α of the untruncated Carleman matrix reaches degree |α| + q − 1 ≤ 2(q − 1). A monomial of a degree k ≥ q is the product of two
/// variables: its sorted word is cut before the last q − 1 letters.
/// </remarks>
public sealed class QuadraticLift
{
    private QuadraticLift(int variableCount, int order, IReadOnlyDictionary<int, SparseMatrix> tensors)
    {
        VariableCount = variableCount;
        Order = order;
        Flow = PolynomialFlow.FromTensors(tensors);
    }

    /// <summary>n, the variables of the flow that was lifted: the first n of <see cref="Flow"/>.</summary>
    public int VariableCount { get; }

    /// <summary>q − 1, the largest degree of a monomial that is a variable; at least 1.</summary>
    public int Order { get; }

    /// <summary>The quadratic flow of D = C(n+q−1, n) − 1 variables; its F_2 is not symmetrised.</summary>
    public PolynomialFlow Flow { get; }

    /// <summary>Lifts a flow without forcing. Work and memory are those of a Carleman map of order 2(q − 1) in the symmetric basis.</summary>
    /// <param name="flow">A system of n variables and any degree; one of degree 1 or 2 comes back with the same right-hand sides.</param>
    /// <exception cref="InvalidOperationException">The flow has a forcing.</exception>
    /// <exception cref="SizeLimitException">D² is over the 2³¹−1 columns that a matrix holds, or the map is over its budget.</exception>
    public static QuadraticLift Of(PolynomialFlow flow)
    {
        if (flow.Forcing is not null)
        {
            throw new InvalidOperationException("A flow with a forcing is not lifted: F_1 would depend on time.");
        }

        int n = flow.VariableCount;
        int order = Math.Max(1, flow.Degree - 1);
        long dimension = Combinations.Choose((long)n + order, order) - 1;
        if (dimension > 46340)
        {
            throw new SizeLimitException(
                $"The quadratic form of {n} variables and degree {flow.Degree} has {dimension} variables; F_2 holds at most 46340² columns. "
                + "Lower the degree.");
        }

        int size = (int)dimension;
        var system = CarlemanFlow.Build(flow, 2 * order, CarlemanBasis.Symmetric);
        var index = new MonomialIndex(n, order);
        var words = SortedWords(n, 2 * order);
        var constant = new Coordinates();
        var linear = new Coordinates();
        var quadratic = new Coordinates();
        for (int row = 0; row < size; row++)
        {
            constant.Add(row, 0, system.Constant[row]);
            for (int k = system.Generator.RowStarts[row]; k < system.Generator.RowStarts[row + 1]; k++)
            {
                int[] word = words[system.Generator.Columns[k]];
                double value = system.Generator.Values[k];
                if (word.Length <= order)
                {
                    linear.Add(row, system.Generator.Columns[k], value);
                }
                else
                {
                    int cut = word.Length - order;
                    quadratic.Add(row, Entry(word.AsSpan(0, cut)) * size + Entry(word.AsSpan(cut)), value);
                }
            }
        }

        return new QuadraticLift(n, order, new Dictionary<int, SparseMatrix>
        {
            [0] = constant.ToMatrix(size, 1),
            [1] = linear.ToMatrix(size, size),
            [2] = quadratic.ToMatrix(size, size * size),
        });

        // The variable that a sorted word spells; index 0 of the monomials is the constant 1.
        int Entry(ReadOnlySpan<int> word)
        {
            var monomial = new int[1];
            foreach (int letter in word)
            {
                index.Multiply(MapFactor.Variable(letter), monomial, 0, 1, monomial);
            }

            return monomial[0] - 1;
        }
    }

    /// <summary>y of a state: its monomials of degree 1..q−1, degree ascending, inside a degree in descending lexicographic order.</summary>
    /// <param name="u">n numbers.</param>
    public double[] Lift(ReadOnlySpan<double> u)
    {
        if (u.Length != VariableCount)
        {
            throw new ArgumentException($"The point has {u.Length} coordinates; the system has {VariableCount}.", nameof(u));
        }

        return new MonomialIndex(VariableCount, Order).Lift(u).AsSpan(1).ToArray();
    }

    /// <summary>The ascending words of degree 1..<paramref name="order"/> over n letters, in the order of the symmetric basis.</summary>
    private static List<int[]> SortedWords(int n, int order)
    {
        var words = new List<int[]>();
        List<int[]> rests = [[]];
        for (int degree = 1; degree <= order; degree++)
        {
            rests =
            [
                .. Enumerable.Range(0, n).SelectMany(letter => rests
                    .Where(rest => rest.Length == 0 || rest[0] >= letter)
                    .Select(rest => (int[])[letter, .. rest])),
            ];
            words.AddRange(rests);
        }

        return words;
    }

    /// <summary>Entries of a matrix as they come.</summary>
    private sealed class Coordinates
    {
        private readonly List<int> rows = [];
        private readonly List<int> columns = [];
        private readonly List<double> values = [];

        public void Add(int row, int column, double value)
        {
            rows.Add(row);
            columns.Add(column);
            values.Add(value);
        }

        public SparseMatrix ToMatrix(int rowCount, int columnCount) => SparseMatrix.FromCoordinates(rowCount, columnCount, rows, columns, values);
    }
}
