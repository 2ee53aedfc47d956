using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>What every operation promises: its three statements about itself agree.</summary>
internal static class OperationContract
{
    public const double Tolerance = 1e-10;

    /// <summary>
    /// Decomposition = action, adjoint ∘ itself = 1, controlled form, cost = counted gates; on states whose clean ancillas are 0, which
    /// they are again afterwards.
    /// </summary>
    public static void Holds(Operation operation, bool controlled = true)
    {
        int n = operation.QubitCount;
        int clean = operation.CleanAncillaCount;
        SameUnitary(n, v => DenseModel.RunAction(operation, v), v => DenseModel.RunGates(operation, v), clean);
        var adjoint = operation.Adjoint();
        Assert.Equal((n, clean), (adjoint.QubitCount, adjoint.CleanAncillaCount));
        SameUnitary(n, v => v, v => DenseModel.RunGates(adjoint, DenseModel.RunGates(operation, v)), clean);
        SameUnitary(n, v => DenseModel.RunAction(adjoint, v), v => DenseModel.RunGates(adjoint, v), clean);
        CostIsCounted(operation);
        CostIsCounted(adjoint);
        if (controlled)
        {
            int half = 1 << n;
            Assert.Equal((n + 1, clean), (operation.Controlled().QubitCount, operation.Controlled().CleanAncillaCount));
            SameUnitary(
                n + 1,
                v => [.. v.Take(half), .. DenseModel.RunAction(operation, [.. v.Skip(half)])],
                v => DenseModel.RunGates(operation.Controlled(), v),
                clean);
            Holds(operation.Controlled(), controlled: false);
        }
    }

    /// <summary>Entry by entry up to 10 qubits, on random vectors beyond; the last <paramref name="clean"/> qubits in |0⟩.</summary>
    public static void SameUnitary(
        int qubits, Func<Complex[], Complex[]> expected, Func<Complex[], Complex[]> actual, int clean = 0, double tolerance = Tolerance)
    {
        int free = qubits - clean;
        var vectors = free <= 10
            ? Enumerable.Range(0, 1 << free).Select(i => DenseModel.Basis(free, i))
            : Enumerable.Range(0, 3).Select(seed => DenseModel.Random(free, seed));
        foreach (var vector in vectors)
        {
            var state = new Complex[1 << qubits];
            for (int i = 0; i < vector.Length; i++)
            {
                state[i << clean] = vector[i];
            }

            var result = actual(state);
            Assert.InRange(DenseModel.Distance(expected(state), result), 0, tolerance);
            Assert.All(result.Where((_, i) => (i & ((1 << clean) - 1)) != 0), z => Assert.InRange(z.Magnitude, 0, tolerance));
        }
    }

    private static void CostIsCounted(Operation operation) => Assert.Equal(CountedCost.Of(operation), operation.Cost);
}
