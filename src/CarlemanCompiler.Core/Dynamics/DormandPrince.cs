namespace CarlemanCompiler.Dynamics;

/// <summary>
/// The embedded Runge–Kutta pair of order 5(4) of Dormand and Prince (J. Comput. Appl. Math. 6, 1980): the solution of order 5 is carried on,
/// its difference to that of order 4 sets the step. Six evaluations a step, for systems that are not stiff.
/// </summary>
internal static class DormandPrince
{
    private const double Safety = 0.9;
    private const double LargestGrowth = 5;
    private const double LargestShrinking = 0.2;

    private static readonly double[] Nodes = [0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1];

    // The last row is the solution of order 5: its stage is the first one of the next step.
    private static readonly double[][] Weights =
    [
        [],
        [1.0 / 5],
        [3.0 / 40, 9.0 / 40],
        [44.0 / 45, -56.0 / 15, 32.0 / 9],
        [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
        [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ];

    // Order 5 minus order 4.
    private static readonly double[] ErrorWeights =
        [71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40];

    /// <summary>u at the given times.</summary>
    /// <param name="velocity">u'(t, u), a new array each time.</param>
    /// <param name="start">u(0).</param>
    /// <param name="times">Ascending, not negative.</param>
    /// <param name="relative">Relative tolerance of a step.</param>
    /// <param name="absolute">Absolute tolerance of a step.</param>
    public static double[][] Solve(
        Func<double, double[], double[]> velocity, double[] start, ReadOnlySpan<double> times, double relative, double absolute)
    {
        RequireTolerances(relative, absolute);
        var solution = new double[times.Length][];
        var u = start;
        double t = 0;
        var stages = new double[Weights.Length][];
        stages[0] = velocity(t, u);
        double step = times.IsEmpty ? 0 : FirstStep(u, stages[0], times[times.Length - 1], relative, absolute);
        for (int k = 0; k < times.Length; k++)
        {
            if (!(times[k] >= t) || double.IsInfinity(times[k]))
            {
                throw new ArgumentException($"Times ascend from 0; number {k} is {times[k]:R} after {t:R}.", nameof(times));
            }

            while (t < times[k])
            {
                // A step that would leave a sliver before the wanted time takes it along.
                double rest = times[k] - t;
                bool last = step >= rest * (1 - 1e-12);
                double h = last ? rest : step;
                if (!(t + h > t))
                {
                    throw new ArithmeticException($"The integration stops at t = {t:R}: the solution grows without limit or the system is stiff.");
                }

                var next = Advance(velocity, t, h, u, stages);
                double error = Error(h, u, next, stages, relative, absolute);
                double factor = error == 0 ? LargestGrowth : Safety * Math.Pow(error, -0.2);
                factor = double.IsNaN(factor) ? LargestShrinking : Math.Min(LargestGrowth, Math.Max(LargestShrinking, factor));
                if (error <= 1)
                {
                    t = last ? times[k] : t + h;
                    u = next;
                    stages[0] = stages[Weights.Length - 1];

                    // A step cut short says little about how long the next may be.
                    step = last ? Math.Max(step, h * factor) : h * factor;
                }
                else
                {
                    step = h * Math.Min(1, factor);
                }
            }

            solution[k] = (double[])u.Clone();
        }

        return solution;
    }

    /// <summary>All stages of a step of length h, stage 0 being there; returns the solution of order 5.</summary>
    private static double[] Advance(Func<double, double[], double[]> velocity, double t, double h, double[] u, double[][] stages)
    {
        var point = u;
        for (int s = 1; s < Weights.Length; s++)
        {
            point = (double[])u.Clone();
            for (int r = 0; r < s; r++)
            {
                double weight = h * Weights[s][r];
                for (int i = 0; i < point.Length; i++)
                {
                    point[i] += weight * stages[r][i];
                }
            }

            stages[s] = velocity(t + Nodes[s] * h, point);
        }

        return point;
    }

    /// <summary>The largest estimated error of a component over what is allowed; NaN where a stage left the finite numbers.</summary>
    private static double Error(double h, double[] u, double[] next, double[][] stages, double relative, double absolute)
    {
        double largest = 0;
        for (int i = 0; i < u.Length; i++)
        {
            double difference = 0;
            for (int s = 0; s < stages.Length; s++)
            {
                difference += ErrorWeights[s] * stages[s][i];
            }

            double allowed = absolute + relative * Math.Max(Math.Abs(u[i]), Math.Abs(next[i]));
            double error = difference == 0 ? 0 : Math.Abs(h * difference) / allowed;
            if (double.IsNaN(error))
            {
                return double.NaN;
            }

            largest = Math.Max(largest, error);
        }

        return largest;
    }

    /// <summary>A step in which u moves by about the fifth root of the tolerance, as a fraction of its size.</summary>
    private static double FirstStep(double[] u, double[] velocity, double end, double relative, double absolute)
    {
        double size = u.Max(Math.Abs);
        double speed = velocity.Max(Math.Abs);
        double tolerance = Math.Pow(relative + absolute, 0.2);
        double step = speed > 0 && size > 0 ? tolerance * size / speed : tolerance * end;
        return Math.Min(end, step);
    }

    private static void RequireTolerances(double relative, double absolute)
    {
        if (!(relative >= 1e-14 && relative < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(relative), relative, "The relative tolerance is at least 1e-14 and below 1.");
        }

        if (!(absolute >= 0) || double.IsInfinity(absolute))
        {
            throw new ArgumentOutOfRangeException(nameof(absolute), absolute, "The absolute tolerance is a finite number that is not negative.");
        }
    }
}
