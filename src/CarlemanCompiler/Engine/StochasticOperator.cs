using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The affine step y ↦ (I + A(t)) y + b(t) of stochastic descent: one operator for all steps, which is given the moments of each. The stage after
/// <see cref="MomentDynamics"/>. Indices are made once; a step costs what its coefficients do, and the product.
/// </summary>
/// <typeparam name="T">double or float.</typeparam>
public sealed class StochasticOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] coefficients;

    /// <summary>Builds the operator; its coefficients are those of no step until <see cref="Load"/> was called.</summary>
    /// <param name="dynamics">The descent.</param>
    /// <param name="order">N.</param>
    /// <param name="basis">The basis of y.</param>
    /// <param name="scale">γ: y holds powers of the state over γ.</param>
    /// <param name="threads">Threads at most; 0 for one a processor. Results do not depend on it.</param>
    /// <param name="etaPowers">The largest power of η to keep; 0 keeps all.</param>
    /// <param name="memoryBudgetBytes">Limit on what the operator takes, checked before it is taken.</param>
    /// <exception cref="SizeLimitException">It does not fit in the budget.</exception>
    public StochasticOperator(
        MomentDynamics dynamics, int order, CarlemanBasis basis = CarlemanBasis.Isometric, double scale = 1, int threads = 0, int etaPowers = 0,
        long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget)
    {
        // Entries of A would have to be made anew in every step; factors and rows are made of the coefficients themselves.
        bool keepsAll = etaPowers == 0 || etaPowers >= order;
        var realisation = keepsAll ? OperatorRealisation.MatrixFree : OperatorRealisation.Rows;
        Dynamics = dynamics;
        Operator = CarlemanOperator.Build<T>(
            dynamics.Structure, order, basis, scale, threads, keepsAll ? 0 : etaPowers, realisation, memoryBudgetBytes);
        coefficients = new double[dynamics.CoefficientCount];
    }

    /// <summary>The step that was loaded last. Its own <see cref="CarlemanOperator{T}.Dynamics"/> names the monomials and the centre at first.</summary>
    public CarlemanOperator<T> Operator { get; }

    /// <summary>The descent, around its present centre.</summary>
    public MomentDynamics Dynamics { get; private set; }

    /// <summary>The coefficients of the loaded step.</summary>
    public ReadOnlySpan<double> Coefficients => coefficients;

    /// <summary>Takes the moments of a step. O(entries of <see cref="MomentDynamics"/> + terms).</summary>
    /// <param name="moments">Of the step's mini-batch.</param>
    /// <param name="noise">ξ, n numbers; empty for none.</param>
    public void Load(ReadOnlySpan<double> moments, ReadOnlySpan<double> noise = default)
    {
        Dynamics.Coefficients(moments, coefficients, noise);
        Operator.Load(coefficients);
    }

    /// <summary>
    /// Goes on around another centre, from the next <see cref="Load"/> on; lifted vectors are to be made anew. Nothing is rebuilt.
    /// </summary>
    /// <param name="centre">c, n numbers.</param>
    public void Recentre(ReadOnlySpan<double> centre) => Dynamics = Dynamics.Recentre(centre);

    /// <summary>y of a state around the present centre.</summary>
    /// <param name="state">θ, or (θ, v) with momentum.</param>
    /// <param name="y">D numbers, overwritten.</param>
    public void Lift(ReadOnlySpan<double> state, Span<T> y)
    {
        // The operator measures from the centre that it was built around.
        var (built, present) = (Operator.Dynamics.Centre, Dynamics.Structure.Centre);
        var point = state.ToArray();
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = built[i] == present[i] ? point[i] : built[i] + (point[i] - present[i]);
        }

        Operator.Lift(point, y);
    }

    /// <summary>The state of a lifted vector: θ, or (θ, v) with momentum.</summary>
    /// <param name="y">D numbers, or only the first block.</param>
    /// <param name="state">n or 2n numbers, overwritten.</param>
    public void StateOf(ReadOnlySpan<T> y, Span<double> state)
    {
        var centre = Dynamics.Structure.Centre;
        for (int i = 0; i < centre.Length; i++)
        {
            state[i] = centre[i] + Operator.Scale * double.CreateChecked(y[i]);
        }
    }
}
