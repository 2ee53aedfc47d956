using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>What every operation promises: its three statements about itself agree.</summary>
internal static class OperationContract
{
    public const double Tolerance = 1e-10;

    /// <summary>Decomposition = action, adjoint ∘ itself = 1, controlled form, cost = counted gates.</summary>
    public static void Holds(Operation operation, bool controlled = true)
    {
        int n = operation.QubitCount;
        SameUnitary(n, v => DenseModel.RunAction(operation, v), v => DenseModel.RunGates(operation, v));
        var adjoint = operation.Adjoint();
        SameUnitary(n, v => v, v => DenseModel.RunGates(adjoint, DenseModel.RunGates(operation, v)));
        SameUnitary(n, v => DenseModel.RunAction(adjoint, v), v => DenseModel.RunGates(adjoint, v));
        CostIsCounted(operation);
        CostIsCounted(adjoint);
        if (controlled)
        {
            int half = 1 << n;
            SameUnitary(
                n + 1,
                v => [.. v.Take(half), .. DenseModel.RunAction(operation, [.. v.Skip(half)])],
                v => DenseModel.RunGates(operation.Controlled(), v));
            Holds(operation.Controlled(), controlled: false);
        }
    }

    /// <summary>Entry by entry up to 10 qubits, on random vectors beyond.</summary>
    public static void SameUnitary(int qubits, Func<Complex[], Complex[]> expected, Func<Complex[], Complex[]> actual)
    {
        var vectors = qubits <= 10
            ? Enumerable.Range(0, 1 << qubits).Select(i => DenseModel.Basis(qubits, i))
            : Enumerable.Range(0, 3).Select(seed => DenseModel.Random(qubits, seed));
        foreach (var vector in vectors)
        {
            Assert.InRange(DenseModel.Distance(expected(vector), actual(vector)), 0, Tolerance);
        }
    }

    private static void CostIsCounted(Operation operation) => Assert.Equal(CountedCost.Of(operation), operation.Cost);
}
