using System.Globalization;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Simulation;
using MathNet.Numerics;

namespace CarlemanCompiler.Readout;

/// <summary>
/// θ(T) as an experiment finds it, from measured shots. Half of the shots measure the registers as they are: how often a row of the history
/// is seen gives its magnitude, and how often the known state is seen gives the norm. The other half, shared by the weights, turns the
/// plane of a weight's row w and the anchor row a (the largest entry of <see cref="KnownState"/>) by 45°: p₊ − p₋ = 2 Re(a*w) has the
/// weight's sign. The error of a weight falls as 1/√shots.
/// </summary>
public sealed class SampledReadout
{
    /// <summary>Fewer sightings of the known state than this fix the norm to worse than 12% and are refused.</summary>
    public const int LeastSightings = 16;

    private SampledReadout(double[] weights, double[] standardErrors, long shots, double successProbability)
    {
        Weights = weights;
        StandardErrors = standardErrors;
        Shots = shots;
        SuccessProbability = successProbability;
    }

    /// <summary>θ(T), n numbers.</summary>
    public double[] Weights { get; }

    /// <summary>
    /// One standard deviation of each weight: the counting error of its row and of the norm, and the risk of a wrong sign. First order in 1/√shots.
    /// </summary>
    public double[] StandardErrors { get; }

    /// <summary>Shots used, the unsuccessful ones included.</summary>
    public long Shots { get; }

    /// <summary>The fraction of successful shots.</summary>
    public double SuccessProbability { get; }

    /// <summary>Reads a history state with a number of shots. O(weights · 2^qubits + shots).</summary>
    /// <param name="state">What is measured; each measurement takes a fresh copy.</param>
    /// <param name="shots">At least two per weight.</param>
    /// <param name="seed">Of the shots' random numbers; the same seed gives the same weights.</param>
    /// <exception cref="ReadoutException">The known state was seen fewer than <see cref="LeastSightings"/> times.</exception>
    public static SampledReadout Read(HistoryState state, long shots, int seed)
    {
        ArgumentNullException.ThrowIfNull(state);
        int weightCount = state.System.Layout.BlockSizes[0];
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 2L * weightCount);
        long signShots = shots / 2 / weightCount;
        long magnitudeShots = shots - signShots * weightCount;

        var random = new Xoshiro256((uint)seed);
        int[] basis = state.System.Layout.BasisStates();
        var seen = new RowCounts(state, state.State.Sample(magnitudeShots, random, Measured(state.Registers)), basis);
        long sightings = seen.OfKnownState();
        if (sightings < LeastSightings)
        {
            throw TooFew(state, shots, magnitudeShots, seen.Successes, sightings);
        }

        // Amplitude per square root of a count; the known state's norm over the root of its count.
        double unit = Math.Sqrt(state.Known.SquaredNorm / sightings);
        int[][] copies = state.FinalRows();
        var u = new double[weightCount];
        var errors = new double[weightCount];
        for (int i = 0; i < weightCount; i++)
        {
            double count = copies.Average(copy => (double)seen.OfRow(copy[i]));
            double magnitude = unit * Math.Sqrt(count);
            double z = SignScore(state, basis, copies[0][i], signShots, random);
            u[i] = Math.Sign(z) * magnitude;

            // √count has variance 1/4, shared by the copies; a wrong sign, of probability Φ(−|z|), is off by twice the magnitude.
            double wrong = SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2) / 2;
            errors[i] = Math.Sqrt(unit * unit / (4 * copies.Length) + magnitude * magnitude * (1 / (4.0 * sightings) + 4 * wrong));
        }

        double scale = state.System.Map.Scale;
        return new SampledReadout(
            state.WeightsOf(u), [.. errors.Select(e => e * scale)], shots, seen.Successes / (double)magnitudeShots);
    }

    /// <summary>
    /// How many standard deviations p₊ − p₋ lies from 0, with the sign of the row; 0 when neither was seen.
    /// </summary>
    private static double SignScore(HistoryState state, int[] basis, int row, long shots, Xoshiro256 random)
    {
        var known = state.Known;
        int anchorRow = known.Time * known.Values.Length + known.Anchor;
        double anchorSign = Math.Sign(known.Values[known.Anchor]);
        if (row == anchorRow)
        {
            return anchorSign * double.PositiveInfinity;
        }

        var turned = state.State.Copy();
        var turn = new TwoLevelRotation(state.Registers.Position.Length, basis[anchorRow], basis[row], RotationAxis.Y, Math.PI / 2);
        turned.Apply(turn, state.Registers.Position.AsSpan());
        var counts = new RowCounts(state, turned.Sample(shots, random, Measured(state.Registers)), basis);
        long minus = counts.OfRow(anchorRow);
        long plus = counts.OfRow(row);
        return plus + minus == 0 ? 0 : anchorSign * (plus - minus) / Math.Sqrt(plus + minus);
    }

    /// <summary>Success flag first, then the position: the outcome of success at a basis state is 2^position bits more than it.</summary>
    private static int[] Measured(HistoryRegisters registers) => [registers.Success, .. registers.Position];

    private static ReadoutException TooFew(HistoryState state, long shots, long magnitudeShots, long successes, long sightings)
    {
        double advised = Math.Ceiling(shots * 2.0 * LeastSightings / Math.Max(1, sightings));
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"Of {magnitudeShots} shots {successes} succeeded and {sightings} showed the known state y({state.Known.Time}); ");
        string advice = string.Create(
            CultureInfo.InvariantCulture,
            $"{LeastSightings} are needed to fix the norm. Take {advised:0} shots or more, or raise the success probability.");
        return new ReadoutException(found + advice);
    }

    /// <summary>Counts by row of the history, successes only.</summary>
    private sealed class RowCounts
    {
        private readonly HistoryState state;
        private readonly SampleCounts counts;
        private readonly int[] basis;
        private readonly int flag;

        public RowCounts(HistoryState state, SampleCounts counts, int[] basis)
        {
            this.state = state;
            this.counts = counts;
            this.basis = basis;
            flag = 1 << state.Registers.Position.Length;
            Successes = counts.Outcomes.Where(outcome => outcome >= flag).Sum(outcome => counts[outcome]);
        }

        public long Successes { get; }

        public long OfRow(int row) => counts[flag | basis[row]];

        public long OfKnownState()
        {
            int size = state.Known.Values.Length;
            return Enumerable.Range(state.Known.Time * size, size).Sum(OfRow);
        }
    }
}
