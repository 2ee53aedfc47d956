using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Simulation;
using MathNet.Numerics;

namespace CarlemanCompiler.Readout;

/// <summary>
/// x from measured shots. Half of them count how often success comes with each row: √(count/shots) is the modulus of its amplitude,
/// and the known factor of <see cref="HhlSystem.NormPerAmplitude"/> makes it |x_i|. The other half interferes rows in pairs, all rows i
/// and i ⊕ d at once by CX gates and one H: p₊ − p₋ has the sign of x_i x_{i⊕d}. Differences d are the powers of two, and those from
/// the largest entry to entries that these leave badly connected. The overall sign, which no measurement of a state shows, is that of
/// bᵀA x̂ &gt; 0.
/// </summary>
public sealed class SampledSolution
{
    // e^{−7} < 0.1%: the chance that the squared error of k counts is over k + 2√(7k) + 14 quarters.
    private const double Confidence = 7;

    // √count has variance ¼ where it is large, up to 1.6 times that where it is small or 0.
    private const long ManyCounts = 16;
    private const double FewCountsVariance = 1.6;

    // Deviations that the overall sign has to be sure by.
    private const double SignScore = 5;

    private SampledSolution(double[] x, double successProbability, double relativeError)
    {
        X = x;
        SuccessProbability = successProbability;
        RelativeError = relativeError;
    }

    /// <summary>x.</summary>
    public double[] X { get; }

    /// <summary>The fraction of successful shots.</summary>
    public double SuccessProbability { get; }

    /// <summary>Bound of the sampling error in ‖x̂ − x‖/‖x‖ at 99.9%: counts and the risk of wrong signs.</summary>
    public double RelativeError { get; }

    /// <summary>Reads x. O(2^index · differences · log), one small state for each difference.</summary>
    /// <param name="system">The system.</param>
    /// <param name="amplitudes">Amplitudes of (success = 1, index = i), what the circuit ends in.</param>
    /// <param name="shots">At least 2.</param>
    /// <param name="seed">Of the shots' random numbers.</param>
    /// <param name="tolerance">Largest <see cref="RelativeError"/>.</param>
    /// <exception cref="SolutionRefusedException">The shots do not fix x to the tolerance; the exception says how many would.</exception>
    public static SampledSolution Read(HhlSystem system, ReadOnlySpan<double> amplitudes, long shots, int seed, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 2);
        int rows = amplitudes.Length;
        var state = Reduced(amplitudes);
        var random = new Xoshiro256((uint)seed);
        long magnitudeShots = shots - shots / 2;
        var counts = Count(state, magnitudeShots, random);
        long successes = counts.Sum();
        double success = successes / (double)magnitudeShots;
        double rowsInDoubt = Enumerable.Range(0, rows).Sum(i => counts[i] >= ManyCounts ? 1 : FewCountsVariance);
        double squares = rowsInDoubt + 2 * Math.Sqrt(Confidence * rowsInDoubt) + 2 * Confidence;
        double wouldDo = Wanted(rows, state.QubitCount, tolerance) / AtLeast(successes, magnitudeShots);
        if (successes == 0 || Math.Sqrt(squares / (4 * successes)) > tolerance)
        {
            throw TooFew(shots, wouldDo, successes, tolerance);
        }

        var signs = Signs(state, counts, shots / 2, random);
        double scale = system.NormPerAmplitude;
        var x = new double[rows];
        double wrong = 0;
        for (int i = 0; i < rows; i++)
        {
            x[i] = counts[i] == 0 ? 0 : signs[i].Sign * scale * Math.Sqrt(counts[i] / (double)magnitudeShots);
            wrong += 4 * counts[i] / (double)successes * signs[i].Risk;
        }

        double known = OrientBySystem(system, x, scale / (2 * Math.Sqrt(magnitudeShots)));
        if (known < SignScore)
        {
            throw TooFew(shots, 1.2 * shots * SignScore * SignScore / (known * known), successes, tolerance);
        }

        double error = Math.Sqrt(squares / (4 * successes) + 4 * wrong);
        return error <= tolerance
            ? new SampledSolution(x, success, error)
            : throw TooFew(shots, Math.Max(2.0 * shots, wouldDo), successes, tolerance);
    }

    // A state does not show its overall sign; bᵀA x̂ does, which is ‖b‖² and the noise of the counts, one deviation of each entry. How
    // many of its deviations ‖b‖² is.
    private static double OrientBySystem(HhlSystem system, double[] x, double deviation)
    {
        double[] b = [.. system.RightHandSide];
        double[] pulled = system.Matrix.Transpose().Multiply(b);
        double along = 0;
        double noise = 0;
        double square = 0;
        for (int i = 0; i < x.Length; i++)
        {
            along += pulled[i] * x[i];
            noise += pulled[i] * pulled[i];
            square += b[i] * b[i];
        }

        for (int i = 0; along < 0 && i < x.Length; i++)
        {
            x[i] = 0 - x[i];
        }

        return square / (Math.Sqrt(noise) * deviation);
    }

    // Successes for which the bound is met whatever their rows: in one half counts, in the other, shared by the differences, signs sure
    // by three and a half deviations for entries as large as the tolerance; and half as much again for what smaller entries add.
    private static double Wanted(int rows, int differences, double tolerance)
    {
        double squares = FewCountsVariance * rows + 2 * Math.Sqrt(Confidence * FewCountsVariance * rows) + 2 * Confidence;
        return tolerance > 0
            ? 3 * Math.Max(squares / (4 * tolerance * tolerance), differences * 3.5 * 3.5 / (4 * tolerance * tolerance))
            : double.PositiveInfinity;
    }

    // The probability of success that two deviations of the count leave.
    private static double AtLeast(long successes, long shots) => Math.Max(0.5, successes - 2 * Math.Sqrt(successes)) / shots;

    private static SolutionRefusedException TooFew(long shots, double wouldDo, long successes, double tolerance)
    {
        double? advised = double.IsInfinity(wouldDo) ? null : Math.Ceiling(wouldDo);
        string way = advised is { } more ? FormattableString.Invariant($"About {more:0} shots would do.") : "Allow a larger tolerance.";
        return new SolutionRefusedException(
            SolutionLimit.Shots,
            shots,
            advised,
            FormattableString.Invariant(
                $"{shots} shots, {successes} of those for magnitudes successful, do not fix the solution to a sampling error ")
                + FormattableString.Invariant($"of {tolerance:G3}. ") + way);
    }

    // Success and index alone, which is all that is measured: failures share one outcome.
    private static StateVector Reduced(ReadOnlySpan<double> amplitudes)
    {
        int qubits = Math.Max(1, BitOperations.Log2((uint)Math.Max(1, amplitudes.Length - 1)) + (amplitudes.Length > 1 ? 1 : 0));
        var all = new Complex[2 << qubits];
        double success = 0;
        for (int i = 0; i < amplitudes.Length; i++)
        {
            all[(1 << qubits) + i] = amplitudes[i];
            success += amplitudes[i] * amplitudes[i];
        }

        all[0] = Math.Sqrt(Math.Max(0, 1 - success));
        return StateVector.FromAmplitudes(all);
    }

    private static long[] Count(StateVector state, long shots, Xoshiro256 random)
    {
        int[] qubits = [.. Enumerable.Range(0, state.QubitCount)];
        var sample = state.Sample(shots, random, qubits);
        int half = state.Length / 2;
        var counts = new long[half];
        foreach (int outcome in sample.Outcomes)
        {
            if (outcome >= half)
            {
                counts[outcome - half] = sample[outcome];
            }
        }

        return counts;
    }

    /// <summary>The sign of every row relative to the most frequent one, and the probability that it is wrong.</summary>
    private static (int Sign, double Risk)[] Signs(StateVector state, long[] counts, long shots, Xoshiro256 random)
    {
        int anchor = Array.IndexOf(counts, counts.Max());
        List<int> differences = [.. Enumerable.Range(0, state.QubitCount - 1).Select(bit => 1 << bit)];

        // Expected scores: that of a pair is about that of its rarer end.
        var expected = Tree(counts, anchor, differences, (i, j) => Math.Sqrt(Math.Min(counts[i], counts[j])));
        for (int i = 0; i < counts.Length; i++)
        {
            bool isBadlyConnected = counts[i] > 0 && expected[i].Weakest < 0.5 * Math.Min(8, Math.Sqrt(counts[i]));
            if (isBadlyConnected && !differences.Contains(anchor ^ i))
            {
                differences.Add(anchor ^ i);
            }
        }

        var scores = new Dictionary<(int, int), double>();
        foreach (int difference in differences)
        {
            Interfere(state, difference, shots / differences.Count, random, scores);
        }

        var tree = Tree(counts, anchor, differences, (i, j) => Math.Abs(scores[Pair(i, j)]));
        var signs = new (int Sign, double Risk)[counts.Length];
        signs[anchor] = (1, 0);
        foreach (int i in tree.Order)
        {
            int parent = tree[i].Parent;
            double score = scores[Pair(i, parent)];
            double risk = SpecialFunctions.Erfc(Math.Abs(score) / Constants.Sqrt2) / 2;
            signs[i] = (score < 0 ? -signs[parent].Sign : signs[parent].Sign, Math.Min(0.5, risk + signs[parent].Risk));
        }

        return signs;
    }

    private static (int, int) Pair(int i, int j) => (Math.Min(i, j), Math.Max(i, j));

    // H between the rows i and i ⊕ difference: CX gates make them differ in one qubit.
    private static void Interfere(StateVector state, int difference, long shots, Xoshiro256 random, Dictionary<(int, int), double> scores)
    {
        var turned = state.Copy();
        int width = state.QubitCount - 1;
        int pivot = BitOperations.Log2((uint)difference);
        for (int bit = 0; bit < pivot; bit++)
        {
            if ((difference >> bit & 1) != 0)
            {
                turned.Apply(Gate.CX, width - pivot, width - bit);
            }
        }

        turned.Apply(Gate.H, width - pivot);
        var counts = Count(turned, shots, random);
        for (int i = 0; i < counts.Length; i++)
        {
            if ((i >> pivot & 1) == 0)
            {
                long plus = counts[i];
                long minus = counts[i | 1 << pivot];
                scores[Pair(i, i ^ difference)] = plus + minus == 0 ? 0 : (plus - minus) / Math.Sqrt(plus + minus);
            }
        }
    }

    /// <summary>The tree from the anchor along which the least score is as large as can be (Prim).</summary>
    private static SignTree Tree(long[] counts, int anchor, List<int> differences, Func<int, int, double> score)
    {
        var tree = new SignTree(counts.Length);
        var queue = new PriorityQueue<(int Row, int Parent, double Score), double>();
        var done = new bool[counts.Length];
        tree[anchor] = (anchor, double.PositiveInfinity);
        Reach(anchor);
        while (queue.TryDequeue(out var next, out _))
        {
            if (!done[next.Row])
            {
                tree[next.Row] = (next.Parent, Math.Min(next.Score, tree[next.Parent].Weakest));
                tree.Order.Add(next.Row);
                Reach(next.Row);
            }
        }

        return tree;

        void Reach(int row)
        {
            done[row] = true;
            foreach (int difference in differences)
            {
                int other = row ^ difference;
                if (!done[other])
                {
                    double value = score(row, other);
                    queue.Enqueue((other, row, value), -value);
                }
            }
        }
    }

    private sealed class SignTree(int rows)
    {
        private readonly (int Parent, double Weakest)[] nodes = new (int, double)[rows];

        public List<int> Order { get; } = [];

        public (int Parent, double Weakest) this[int row]
        {
            get => nodes[row];
            set => nodes[row] = value;
        }
    }
}
