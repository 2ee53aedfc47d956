using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Linearization;

/// <content>The map of a system that is given by its tensors.</content>
public sealed partial class CarlemanMap
{
    /// <summary>
    /// Builds the discrete map of u(t+1) = u(t) + Σ_ℓ F_ℓ u(t)^{⊗ℓ} straight from its tensors: <see cref="Build"/> after
    /// <see cref="GradientDynamics.FromTensors"/>.
    /// </summary>
    /// <param name="tensors">F_ℓ by ℓ, each n × n^ℓ with columns in <c>numpy.kron</c> order; increments, not necessarily symmetrised.</param>
    /// <param name="order">N, 1..255.</param>
    /// <param name="basis">The basis of y.</param>
    /// <param name="powers">The most factors F that a kept term may hold (<see cref="EtaPowers"/>); 0 keeps all.</param>
    /// <param name="memoryBudgetBytes">Limit on the memory that building may take, checked before it is taken.</param>
    /// <param name="cancellation">Looked at once per row.</param>
    /// <exception cref="ArgumentException">No tensor, a shape that is not n × n^ℓ, an entry that is not finite.</exception>
    /// <exception cref="SizeLimitException">The estimate of <see cref="CarlemanSize"/> is over the budget; the message names the largest N
    /// that fits.</exception>
    public static CarlemanMap FromTensors(
        IReadOnlyDictionary<int, SparseMatrix> tensors, int order, CarlemanBasis basis = CarlemanBasis.Isometric, int powers = 0,
        long memoryBudgetBytes = DefaultMemoryBudget, CancellationToken cancellation = default) =>
        Build(GradientDynamics.FromTensors(tensors), order, basis, powers, memoryBudgetBytes, cancellation);
}
