using CarlemanCompiler.Engine;

namespace CarlemanCompiler.Training;

/// <summary>
/// The truncation order that a tolerance asks for by comparing runs: ‖θ̂_N(T) − θ̂_M(T)‖ with an order M of at least twice N. An estimate,
/// for where the certified bound is silent or too large: nothing is proven by two orders that agree.
/// </summary>
/// <param name="Tolerance">Wanted ‖θ(T) − θ̂(T)‖.</param>
/// <param name="Order">The smallest order whose estimate is within the tolerance; null where none that was looked at has one.</param>
/// <param name="Limit">The largest order that was looked at; 0 where not even the first pair of maps was affordable.</param>
/// <param name="Error">The estimate at <see cref="Order"/>, otherwise at <see cref="Limit"/>; infinite where a run overflowed or none was
/// made.</param>
public sealed record DoublingEstimate(double Tolerance, int? Order, int Limit, double Error)
{
    /// <summary>Orders beyond this are not looked at.</summary>
    public const int LargestOrder = 16;

    /// <summary>Numbers of lifted vectors, T · D, that one run may go through: some tenths of a second.</summary>
    public const double LargestRun = 2e6;

    /// <summary>
    /// Tries N = 1, 2, … against M = N + max(N, q − 1), the first order that F_q has acted in (odd losses have pairs of equal orders). Each
    /// order is run once.
    /// </summary>
    /// <param name="problem">Its order is not looked at; powers of η are kept or dropped as it says.</param>
    /// <param name="tolerance">A positive number.</param>
    public static DoublingEstimate Of(TrainingProblem problem, double tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
        var finals = new Dictionary<int, double[]?>();
        var (limit, error) = (0, double.PositiveInfinity);
        for (int order = 1; order <= LargestOrder; order++)
        {
            int higher = order + Math.Max(order, problem.Dynamics.Degree - 1);
            if (Final(order) is not { } theta || Final(higher) is not { } better)
            {
                break;
            }

            limit = order;
            double square = theta.Zip(better, (a, b) => (a - b) * (a - b)).Sum();
            error = double.IsFinite(square) ? Math.Sqrt(square) : double.PositiveInfinity;
            if (error <= tolerance)
            {
                return new DoublingEstimate(tolerance, order, limit, error);
            }
        }

        return new DoublingEstimate(tolerance, null, limit, error);

        double[]? Final(int order)
        {
            if (!finals.TryGetValue(order, out var theta))
            {
                finals.Add(order, theta = Run(problem, order));
            }

            return theta;
        }
    }

    /// <summary>θ̂(T) of one order; null where its map is too large.</summary>
    private static double[]? Run(TrainingProblem problem, int order)
    {
        var size = Linearization.CarlemanSize.Of(problem.Dynamics, order, problem.Basis, problem.EtaPowers);
        if ((double)size.Dimension * problem.Steps > LargestRun)
        {
            return null;
        }

        try
        {
            var map = CarlemanOperator.Build<double>(
                problem.Dynamics, order, problem.Basis, etaPowers: problem.EtaPowers, memoryBudgetBytes: problem.MemoryBudget);
            var run = HistoryRun.Start(map, problem.Start.AsSpan(), problem.Steps);
            run.Advance(problem.Steps);
            return run.Weights();
        }
        catch (SizeLimitException)
        {
            return null;
        }
    }
}
