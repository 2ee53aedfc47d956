using System.Collections.Immutable;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Dynamics;

/// <summary>
/// A polynomial system in continuous time, u' = F_0(t) + Σ_{ℓ≥1} F_ℓ u^{⊗ℓ}. Its truncated linear system is
/// <see cref="Linearization.CarlemanFlow"/>; a step of forward Euler makes a <see cref="GradientDynamics"/> of it.
/// </summary>
public sealed class PolynomialFlow
{
    private PolynomialFlow(GradientDynamics unitStep, Forcing? forcing)
    {
        UnitStep = unitStep;
        Forcing = forcing;
        if (forcing is not null && forcing.Amplitude.Length != VariableCount)
        {
            throw new ArgumentException($"The forcing has {forcing.Amplitude.Length} components for {VariableCount} variables.", nameof(forcing));
        }
    }

    /// <summary>(Σ_{ℓ≥0} F_ℓ u^{⊗ℓ})_i, i = 0..n−1, without the forcing: polynomials in u_0..u_{n−1}.</summary>
    public ImmutableArray<Polynomial> Velocities => UnitStep.Increments;

    /// <summary>What is added to F_0 and depends on time; null where nothing does.</summary>
    public Forcing? Forcing { get; }

    /// <summary>n.</summary>
    public int VariableCount => UnitStep.WeightCount;

    /// <summary>q, the largest ℓ, at least 1.</summary>
    public int Degree => UnitStep.Degree;

    /// <summary>The map u ↦ u + Σ F_ℓ u^{⊗ℓ}, which has the tensors of this flow.</summary>
    internal GradientDynamics UnitStep { get; }

    /// <summary>A system given by its tensors. O(nonzeros · n).</summary>
    /// <param name="tensors">F_ℓ by ℓ, each n × n^ℓ with columns in <c>numpy.kron</c> order, at least one; a degree that is missing is zero.
    /// They need not be symmetrised.</param>
    /// <param name="forcing">The part of F_0 that depends on time, n components.</param>
    /// <exception cref="ArgumentException">No tensor, a shape that is not n × n^ℓ, an entry that is not finite, or another n.</exception>
    public static PolynomialFlow FromTensors(IReadOnlyDictionary<int, SparseMatrix> tensors, Forcing? forcing = null) =>
        new(GradientDynamics.FromTensors(tensors), forcing);

    /// <summary>A system given by its right-hand sides.</summary>
    /// <param name="velocities">n ≥ 1 polynomials in n variables each.</param>
    /// <param name="forcing">What is added to them and depends on time, n components.</param>
    public static PolynomialFlow FromVelocities(ImmutableArray<Polynomial> velocities, Forcing? forcing = null) =>
        new(GradientDynamics.FromMap(velocities), forcing);

    /// <summary>F_ℓ, n × n^ℓ, as it was given or symmetrised (<see cref="GradientDynamics.Tensor"/>); F_0 without the forcing.</summary>
    /// <exception cref="SizeLimitException">n^ℓ is over the 2³¹−1 columns that a matrix holds.</exception>
    public SparseMatrix Tensor(int degree) => UnitStep.Tensor(degree);

    /// <summary>F_0(<paramref name="time"/>) with the forcing, n numbers.</summary>
    public double[] Drive(double time)
    {
        var drive = new double[VariableCount];
        double factor = Forcing?.Profile(time) ?? 0;
        for (int i = 0; i < drive.Length; i++)
        {
            drive[i] = Velocities[i].ConstantTerm + (Forcing is null ? 0 : factor * Forcing.Amplitude[i]);
        }

        return drive;
    }

    /// <summary>u' at a time and a point, n numbers. O(terms · degree).</summary>
    /// <param name="time">t.</param>
    /// <param name="u">n numbers.</param>
    public double[] Velocity(double time, ReadOnlySpan<double> u)
    {
        RequireLength(u, nameof(u));
        var velocity = new double[VariableCount];
        double factor = Forcing?.Profile(time) ?? 0;
        for (int i = 0; i < velocity.Length; i++)
        {
            velocity[i] = Velocities[i].Evaluate(u) + (Forcing is null ? 0 : factor * Forcing.Amplitude[i]);
        }

        return velocity;
    }

    /// <summary>
    /// The map of forward Euler, u(t+1) = u(t) + dt · u'. The Carleman map of it that keeps p = 1 is forward Euler on the truncated linear
    /// system; the one that keeps all p follows the Euler steps of the nonlinear system exactly up to truncation.
    /// </summary>
    /// <param name="step">dt, positive and finite.</param>
    /// <exception cref="InvalidOperationException">A forcing makes every step another map.</exception>
    public GradientDynamics EulerMap(double step)
    {
        RequireStep(step);
        return Forcing is null ? UnitStep.Times(step) : throw new InvalidOperationException(
            "With a forcing every Euler step is another map. Run Euler of the flow, or of its CarlemanFlow.");
    }

    /// <summary>Forward Euler on the nonlinear system: u(0), u(dt), …, u(T·dt), n numbers a row. F_0 is taken at the start of a step.</summary>
    /// <param name="start">u(0), n numbers.</param>
    /// <param name="step">dt, positive and finite.</param>
    /// <param name="steps">T ≥ 0.</param>
    public double[][] Euler(ReadOnlySpan<double> start, double step, int steps)
    {
        RequireLength(start, nameof(start));
        RequireSteps(step, steps);
        var trajectory = new double[steps + 1][];
        trajectory[0] = start.ToArray();
        for (int t = 1; t <= steps; t++)
        {
            var next = (double[])trajectory[t - 1].Clone();
            var velocity = Velocity((t - 1) * step, next);
            for (int i = 0; i < next.Length; i++)
            {
                next[i] += step * velocity[i];
            }

            trajectory[t] = next;
        }

        return trajectory;
    }

    /// <summary>
    /// The solution of the nonlinear system at the given times, n numbers a row, by Dormand and Prince's method of order 5(4). A step is
    /// accepted when its estimated error in every component is at most absolute + relative · |u_i|; the error at the end adds the errors of
    /// the steps up, as the system carries them on.
    /// </summary>
    /// <param name="start">u(0), n numbers.</param>
    /// <param name="times">Ascending, the first not negative; every one is stepped on exactly.</param>
    /// <param name="relative">Relative tolerance of a step, at least 1e-14.</param>
    /// <param name="absolute">Absolute tolerance of a step, not negative.</param>
    /// <exception cref="ArithmeticException">The solution leaves the finite numbers, or is so stiff that a step no longer moves the time.</exception>
    public double[][] Solve(ReadOnlySpan<double> start, ReadOnlySpan<double> times, double relative = 1e-12, double absolute = 1e-14)
    {
        RequireLength(start, nameof(start));
        return DormandPrince.Solve((t, u) => Velocity(t, u), start.ToArray(), times, relative, absolute);
    }

    internal static void RequireSteps(double step, int steps)
    {
        RequireStep(step);
        if (steps < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "The number of steps is 0 or more.");
        }
    }

    private static void RequireStep(double step)
    {
        if (!(step > 0) || double.IsInfinity(step))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, "The time step is a positive finite number.");
        }
    }

    private void RequireLength(ReadOnlySpan<double> u, string name)
    {
        if (u.Length != VariableCount)
        {
            throw new ArgumentException($"The point has {u.Length} coordinates; the system has {VariableCount}.", name);
        }
    }
}
