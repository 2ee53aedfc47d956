using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// Bounds on the truncation error of u' = F_1 u + F_2 u^{⊗2}, linearized to order N in continuous time. With f = ‖F_2‖ and a rate μ at which
/// ‖e^{F_1 t}‖ ≤ e^{μt}, the error of û is at most that of the scalar v' = μ v + f v², v(0) = ‖u(0)‖, which is known:
/// v(t) κ(t)^N with κ(t) = f ‖u(0)‖ (e^{μt} − 1)/μ and v(t) = ‖u(0)‖ e^{μt}/(1 − κ(t)), as long as κ &lt; 1.
/// </summary>
/// <remarks>
/// Three published bounds are this one with three rates: the power series of Forets and Pouly (arXiv 1711.02552) with ‖F_1‖, their a-priori
/// bound with the logarithmic norm of F_1, both in the maximum norm, and that of Liu et al. (PNAS 118, 2021) with Re λ₁(F_1) in the Euclidean
/// norm, which is a rate where F_1 is normal. That the scalar system majorizes every block of the lifted one is this project's way to see it:
/// block j of the lifted generator has at most the rate jμ and block (j, j+1) at most the norm jf.
/// </remarks>
public sealed record QuadraticFlowBound
{
    private QuadraticFlowBound(double rate, double quadraticNorm, double startNorm)
    {
        Rate = rate;
        QuadraticNorm = quadraticNorm;
        StartNorm = startNorm >= 0 && !double.IsInfinity(startNorm)
            ? startNorm
            : throw new ArgumentOutOfRangeException(nameof(startNorm), startNorm, "A norm is a finite number that is not negative.");
    }

    /// <summary>μ.</summary>
    public double Rate { get; }

    /// <summary>f = ‖F_2‖, of the matrix as it was given: how a coefficient is placed on the words of its monomial changes it.</summary>
    public double QuadraticNorm { get; }

    /// <summary>‖u(0)‖.</summary>
    public double StartNorm { get; }

    /// <summary>R = f ‖u(0)‖/|μ|, the nonlinearity against the rate; infinite for μ = 0.</summary>
    public double Ratio => QuadraticNorm * StartNorm / Math.Abs(Rate);

    /// <summary>The time up to which κ &lt; 1: the radius of convergence of the bound. Infinite where μ &lt; 0 and R ≤ 1.</summary>
    public double Horizon
    {
        get
        {
            double drive = QuadraticNorm * StartNorm;
            double argument = 1 + Rate / drive;
            return drive == 0 || argument <= 0 ? double.PositiveInfinity
                : Rate == 0 ? 1 / drive
                : Math.Log(argument) / Rate;
        }
    }

    /// <summary>The bound of the power series: μ = ‖F_1‖, maximum norms. O(entries).</summary>
    /// <param name="linear">F_1, n × n.</param>
    /// <param name="quadratic">F_2, n × n².</param>
    /// <param name="startNorm">max |u_i(0)|.</param>
    public static QuadraticFlowBound PowerSeries(SparseMatrix linear, SparseMatrix quadratic, double startNorm)
    {
        RequireShapes(linear, quadratic);
        return new QuadraticFlowBound(linear.InfinityNorm, quadratic.InfinityNorm, startNorm);
    }

    /// <summary>The a-priori bound: μ = max_i (F_1,ii + Σ_{j≠i} |F_1,ij|), the logarithmic norm that goes with the maximum norm. O(entries).</summary>
    /// <param name="linear">F_1, n × n.</param>
    /// <param name="quadratic">F_2, n × n².</param>
    /// <param name="startNorm">max |u_i(0)|.</param>
    public static QuadraticFlowBound LogarithmicNorm(SparseMatrix linear, SparseMatrix quadratic, double startNorm)
    {
        RequireShapes(linear, quadratic);
        double rate = double.NegativeInfinity;
        for (int i = 0; i < linear.RowCount; i++)
        {
            double row = 0;
            for (int k = linear.RowStarts[i]; k < linear.RowStarts[i + 1]; k++)
            {
                row += linear.Columns[k] == i ? linear.Values[k] : Math.Abs(linear.Values[k]);
            }

            rate = Math.Max(rate, row);
        }

        return new QuadraticFlowBound(rate, quadratic.InfinityNorm, startNorm);
    }

    /// <summary>
    /// The bound with μ = Re λ₁, the largest real part of the eigenvalues of F_1, Euclidean norms. A bound where F_1 is normal (then μ is its
    /// logarithmic norm), an estimate elsewhere. O(n³).
    /// </summary>
    /// <param name="linear">F_1, n × n.</param>
    /// <param name="quadratic">F_2, n × n².</param>
    /// <param name="startNorm">‖u(0)‖.</param>
    public static QuadraticFlowBound SpectralAbscissa(SparseMatrix linear, SparseMatrix quadratic, double startNorm)
    {
        RequireShapes(linear, quadratic);
        return new QuadraticFlowBound(DenseAlgebra.SpectralAbscissa(linear.ToDense()), quadratic.SpectralNorm(), startNorm);
    }

    /// <summary>v(t) κ(t)^N; infinite from <see cref="Horizon"/> on.</summary>
    /// <param name="order">N ≥ 1.</param>
    /// <param name="time">t ≥ 0.</param>
    public double Value(int order, double time)
    {
        double kappa = Growth(order, time);
        return kappa < 1 ? StartNorm * Math.Exp(Rate * time) / (1 - kappa) * Math.Pow(kappa, order) : double.PositiveInfinity;
    }

    /// <summary>
    /// ‖u(0)‖ κ(t)^N = ‖u(0)‖ R^N (1 − e^{μt})^N, the coarser form that Liu et al. state for a dissipative system: v does not grow there.
    /// </summary>
    /// <param name="order">N ≥ 1.</param>
    /// <param name="time">t ≥ 0.</param>
    /// <exception cref="InvalidOperationException">μ ≥ 0 or R ≥ 1: the form is no bound there.</exception>
    public double Dissipative(int order, double time)
    {
        double kappa = Growth(order, time);
        return Rate < 0 && Ratio < 1 ? StartNorm * Math.Pow(kappa, order) : throw new InvalidOperationException(
            $"R >= 1 or no dissipation: the rate is {Rate:R} and R = {Ratio:R}; the form needs a negative rate and R < 1. Use Value.");
    }

    /// <summary>κ(t).</summary>
    private double Growth(int order, double time)
    {
        if (order < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(order), order, "The truncation order is 1 or more.");
        }

        if (!(time >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "The time is not negative.");
        }

        // (e^{μt} − 1)/μ without cancellation: e^x − 1 = 2 e^{x/2} sinh(x/2).
        double half = Rate * time / 2;
        double integral = Rate == 0 ? time : 2 * Math.Exp(half) * Math.Sinh(half) / Rate;
        return QuadraticNorm * StartNorm * integral;
    }

    private static void RequireShapes(SparseMatrix linear, SparseMatrix quadratic)
    {
        long n = linear.RowCount;
        if (n < 1 || linear.ColumnCount != n || quadratic.RowCount != n || quadratic.ColumnCount != n * n)
        {
            throw new ArgumentException(
                $"F_1 is {linear.RowCount} × {linear.ColumnCount} and F_2 {quadratic.RowCount} × {quadratic.ColumnCount}; "
                + "they are n × n and n × n² with n ≥ 1.",
                nameof(quadratic));
        }
    }
}
