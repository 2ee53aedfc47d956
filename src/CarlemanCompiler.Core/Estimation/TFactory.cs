using System.Collections.Immutable;
using MathNet.Numerics;

namespace CarlemanCompiler.Estimation;

/// <summary>
/// Rounds of distillation that turn physical T gates into T states of the wanted quality. Rounds follow one another on the same qubits: as many as
/// the largest round holds. Enough units stand side by side that at least <see cref="Outputs"/> states come out with probability 0.99.
/// Model: Beverland et al., arXiv:2211.07629, appendix C.
/// </summary>
public sealed record TFactory
{
    private const double FailureOfFactory = 0.01;
    private const double MaximumUnits = 1e15;

    private static readonly DistillationUnit[] Units = [DistillationUnit.Fast, DistillationUnit.Compact];

    private TFactory(ImmutableArray<DistillationRound> rounds, double outputs)
    {
        Rounds = rounds;
        Outputs = outputs;
        PhysicalQubits = rounds.Max(round => round.PhysicalQubits);
        Duration = rounds.Sum(round => round.Duration);
    }

    /// <summary>From the first to the last; one that only holds a state on a logical qubit where physical T gates are good enough.</summary>
    public ImmutableArray<DistillationRound> Rounds { get; }

    /// <summary>T states of one run.</summary>
    public double Outputs { get; }

    /// <summary>Physical qubits.</summary>
    public double PhysicalQubits { get; }

    /// <summary>Nanoseconds of one run.</summary>
    public double Duration { get; }

    /// <summary>Error of a T state that comes out.</summary>
    public double OutputError => Rounds[Rounds.Length - 1].OutputError;

    /// <summary>Physical qubits times nanoseconds for one T state: what is minimised.</summary>
    public double Volume => PhysicalQubits * Duration / Outputs;

    /// <summary>
    /// The factory of the least volume: over 1 to 3 rounds (4 where these do not reach the error), both layouts, and code distances that do not
    /// fall from one round to the next. O(distances² · layouts³) at three rounds, milliseconds.
    /// </summary>
    /// <param name="hardware">Physical qubits and code.</param>
    /// <param name="error">Largest error of a T state.</param>
    /// <param name="largestDistance">Largest code distance in the factory: that of the program's qubits.</param>
    /// <param name="longest">Largest duration in nanoseconds.</param>
    /// <returns>Null where none reaches the error in this time.</returns>
    public static TFactory? Smallest(HardwareModel hardware, double error, int largestDistance, double longest)
    {
        if (error > hardware.TError)
        {
            var holding = new DistillationRound(
                new DistillationUnit("none", 1, 1, 1, 1), largestDistance, 1, HardwareModel.PhysicalQubits(largestDistance), hardware.CycleTime(largestDistance),
                hardware.TError);
            return holding.Duration <= longest ? new TFactory([holding], 1) : null;
        }

        TFactory? best = null;
        for (int rounds = 1; rounds <= 4 && (rounds <= 3 || best is null); rounds++)
        {
            Search(hardware, error, largestDistance, longest, new Stage[rounds], 0, hardware.TError, ref best);
        }

        return best;
    }

    /// <summary>Extends the rounds by one more, depth first.</summary>
    private static void Search(
        HardwareModel hardware, double error, int largestDistance, double longest, Stage[] stages, int round, double inputError, ref TFactory? best)
    {
        bool isLast = round == stages.Length - 1;
        foreach (var unit in Units)
        {
            for (int d = round == 0 ? 1 : stages[round - 1].Distance; d <= largestDistance; d += 2)
            {
                bool isBare = round == 0 && d == 1;
                double clifford = isBare ? hardware.CliffordError : hardware.LogicalError(d);
                double output = DistillationUnit.Output(inputError, clifford);

                // The formulas hold where Clifford errors are small against those of T gates.
                if (clifford > 0.1 * hardware.TError || output > inputError || (isLast && output > error))
                {
                    continue;
                }

                stages[round] = isBare
                    ? new Stage(unit, 1, unit.BareQubits, unit.BareGates * hardware.TGateTime, DistillationUnit.Failure(inputError, clifford), output)
                    : new Stage(
                        unit, d, unit.LogicalQubits * HardwareModel.PhysicalQubits(d), unit.LogicalCycles * hardware.CycleTime(d),
                        DistillationUnit.Failure(inputError, clifford), output);
                if (!isLast)
                {
                    Search(hardware, error, largestDistance, longest, stages, round + 1, output, ref best);
                }
                else
                {
                    if (Build(stages, longest) is { } factory && (best is null || factory.Volume < best.Volume))
                    {
                        best = factory;
                    }

                    // A larger distance than needed in the last round costs more and gains nothing.
                    break;
                }
            }
        }
    }

    /// <summary>Counts the units from the last round back to the first.</summary>
    private static TFactory? Build(Stage[] stages, double longest)
    {
        if (stages.Sum(stage => stage.Duration) > longest || stages.Any(stage => stage.Failure >= 1))
        {
            return null;
        }

        double allowed = FailureOfFactory / stages.Length;
        var rounds = new DistillationRound[stages.Length];
        double needed = 1;
        for (int i = stages.Length - 1; i >= 0; i--)
        {
            var stage = stages[i];
            double units = UnitsFor(needed, stage.Failure, allowed);
            if (units > MaximumUnits)
            {
                return null;
            }

            rounds[i] = new DistillationRound(stage.Unit, stage.Distance, units, units * stage.QubitsPerUnit, stage.Duration, stage.Output);
            needed = DistillationUnit.Inputs * units;
        }

        double last = rounds[rounds.Length - 1].Units;
        double outputs = 1;
        while (outputs < last && AtMost(outputs, last, stages[stages.Length - 1].Failure) < allowed)
        {
            outputs++;
        }

        return new TFactory([.. rounds], outputs);
    }

    /// <summary>The least number of units of which fewer than <paramref name="needed"/> succeed with less than the allowed probability.</summary>
    private static double UnitsFor(double needed, double failure, double allowed)
    {
        double high = needed;
        while (high <= MaximumUnits && AtMost(needed - 1, high, failure) >= allowed)
        {
            high *= 2;
        }

        double low = needed;
        while (low < high)
        {
            double middle = Math.Floor((low + high) / 2);
            (low, high) = AtMost(needed - 1, middle, failure) < allowed ? (low, middle) : (middle + 1, high);
        }

        return high;
    }

    /// <summary>P(X ≤ k) of the successes X among n units: I_q(n − k, k + 1).</summary>
    private static double AtMost(double k, double n, double failure) => k >= n ? 1 : SpecialFunctions.BetaRegularized(n - k, k + 1, failure);

    private readonly record struct Stage(DistillationUnit Unit, int Distance, double QubitsPerUnit, double Duration, double Failure, double Output);
}
