using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Linearization;

/// <summary>
/// The truncated linear system y' = A_c(t) y + b(t) of a polynomial flow, y = [u; u^{⊗2}; …; u^{⊗N}]: row block j of A_c is
/// Σ_ℓ Σ_{k&lt;j} I^{⊗k} ⊗ F_ℓ ⊗ I^{⊗(j−1−k)} in column block j − 1 + ℓ, and b = [F_0(t); 0; …; 0] (Carleman 1932; Liu et al., PNAS 118, 2021).
/// </summary>
/// <remarks>
/// It is the part of the discrete map with one factor F (p = 1) for η = 1, and is built as that. A forcing c(t) a enters block (j, j − 1) and
/// b in proportion to c: one more sparse matrix.
/// </remarks>
public sealed class CarlemanFlow
{
    /// <summary>The largest D for which <see cref="Propagate"/> forms the dense exponential.</summary>
    public const int LargestExponential = 512;

    private readonly CarlemanMap map;
    private readonly CarlemanMap? forced;

    private CarlemanFlow(PolynomialFlow flow, CarlemanMap map, CarlemanMap? forced)
    {
        Flow = flow;
        this.map = map;
        this.forced = forced;
    }

    /// <summary>The flow that is linearized.</summary>
    public PolynomialFlow Flow { get; }

    /// <summary>N.</summary>
    public int Order => map.Order;

    /// <summary>The basis of y.</summary>
    public CarlemanBasis Basis => map.Basis;

    /// <summary>D, the entries of y.</summary>
    public int Dimension => map.Dimension;

    /// <summary>A_c without the forcing, D × D.</summary>
    public SparseMatrix Generator => map.Increment;

    /// <summary>b without the forcing, D numbers: [F_0; 0; …; 0]. Not to be written to.</summary>
    public double[] Constant => map.Constant;

    /// <summary>Builds the linear system. Work and memory are those of <see cref="CarlemanMap.Build"/> for p = 1.</summary>
    /// <param name="flow">A system of n variables.</param>
    /// <param name="order">N, 1..255.</param>
    /// <param name="basis">The basis of y.</param>
    /// <param name="memoryBudgetBytes">Limit on the memory that building may take, checked before it is taken.</param>
    /// <param name="cancellation">Looked at once per row.</param>
    /// <exception cref="SizeLimitException">The matrices are over the budget together; the message names the largest N that fits.</exception>
    public static CarlemanFlow Build(
        PolynomialFlow flow, int order, CarlemanBasis basis = CarlemanBasis.Isometric,
        long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget, CancellationToken cancellation = default)
    {
        if (flow.Forcing is not { } forcing)
        {
            return new CarlemanFlow(flow, CarlemanMap.Build(flow.UnitStep, order, basis, 1, memoryBudgetBytes, cancellation), null);
        }

        var direction = GradientDynamics.FromTensors(new Dictionary<int, SparseMatrix> { [0] = Column(forcing.Amplitude) });
        var forced = CarlemanMap.Build(direction, order, basis, 1, memoryBudgetBytes, cancellation);
        long rest = memoryBudgetBytes - CarlemanSize.Of(direction, order, basis, 1).BytesBound;
        return new CarlemanFlow(flow, CarlemanMap.Build(flow.UnitStep, order, basis, 1, rest, cancellation), forced);
    }

    /// <summary>y of a state: its powers, D numbers.</summary>
    /// <param name="u">n numbers.</param>
    public double[] Lift(ReadOnlySpan<double> u) => map.Lift(u);

    /// <summary>derivative = A_c(t) y + b(t). O(entries); allocates D numbers where there is a forcing and nothing elsewhere.</summary>
    /// <param name="time">t.</param>
    /// <param name="y">D numbers.</param>
    /// <param name="derivative">D numbers, overwritten; must not overlap <paramref name="y"/>.</param>
    public void Derivative(double time, ReadOnlySpan<double> y, Span<double> derivative)
    {
        Generator.Multiply(y, derivative);
        for (int k = 0; k < derivative.Length; k++)
        {
            derivative[k] += Constant[k];
        }

        if (forced is null)
        {
            return;
        }

        double factor = Flow.Forcing!.Profile(time);
        var part = forced.Increment.Multiply(y);
        for (int k = 0; k < part.Length; k++)
        {
            derivative[k] += factor * (part[k] + forced.Constant[k]);
        }
    }

    /// <summary>
    /// Forward Euler on the linear system, y(t + dt) = y(t) + dt (A_c(t) y(t) + b(t)): the first blocks û(0), û(dt), …, û(T·dt), n numbers a
    /// row. O(T · entries).
    /// </summary>
    /// <param name="start">u(0), n numbers.</param>
    /// <param name="step">dt, positive and finite.</param>
    /// <param name="steps">T ≥ 0.</param>
    public double[][] Euler(ReadOnlySpan<double> start, double step, int steps)
    {
        PolynomialFlow.RequireSteps(step, steps);
        var trajectory = new double[steps + 1][];
        var y = Lift(start);
        var derivative = new double[Dimension];
        trajectory[0] = start.ToArray();
        for (int t = 1; t <= steps; t++)
        {
            Derivative((t - 1) * step, y, derivative);
            for (int k = 0; k < y.Length; k++)
            {
                y[k] += step * derivative[k];
            }

            trajectory[t] = y.AsSpan(0, Flow.VariableCount).ToArray();
        }

        return trajectory;
    }

    /// <summary>
    /// û(t) of the linear system without any error in time, n numbers, from the exponential of [[A_c, b], [0, 0]]·t. O(D³): for small systems.
    /// </summary>
    /// <param name="start">u(0), n numbers.</param>
    /// <param name="time">t, finite, not negative.</param>
    /// <exception cref="SizeLimitException">D is over <see cref="LargestExponential"/>.</exception>
    /// <exception cref="InvalidOperationException">A forcing leaves no single exponential.</exception>
    public double[] Propagate(ReadOnlySpan<double> start, double time)
    {
        if (!(time >= 0) || double.IsInfinity(time))
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "The time is a finite number that is not negative.");
        }

        if (Flow.Forcing is not null)
        {
            throw new InvalidOperationException("With a forcing the solution is no exponential of one matrix. Use Euler.");
        }

        if (Dimension > LargestExponential)
        {
            throw new SizeLimitException(
                $"The dense exponential of a system of dimension {Dimension} is over the limit of {LargestExponential}. "
                + "Lower the order, use the isometric basis, or run Euler.");
        }

        var generator = new double[Dimension + 1, Dimension + 1];
        for (int i = 0; i < Dimension; i++)
        {
            for (int k = Generator.RowStarts[i]; k < Generator.RowStarts[i + 1]; k++)
            {
                generator[i, Generator.Columns[k]] = time * Generator.Values[k];
            }

            generator[i, Dimension] = time * Constant[i];
        }

        var exponential = DenseAlgebra.Exponential(generator);
        double[] y = [.. Lift(start), 1];
        var state = new double[Flow.VariableCount];
        for (int i = 0; i < state.Length; i++)
        {
            for (int k = 0; k < y.Length; k++)
            {
                state[i] += exponential[i, k] * y[k];
            }
        }

        return state;
    }

    private static SparseMatrix Column(ImmutableArray<double> values) =>
        SparseMatrix.FromCoordinates(values.Length, 1, [.. Enumerable.Range(0, values.Length)], new int[values.Length], values);
}
