using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |0…0⟩ ↦ Σ a_x |x⟩ for a real unit vector with k nonzeros, signs exact, in O(k · qubits) gates (Gleinig and Hoefler, DAC 2021). Read
/// backwards, one merge at a time rotates the amplitude of one basis state into another: CX gates make the two differ in one qubit, and
/// controls on at most 2 log₂ k qubits keep every other state of the support out.
/// </summary>
public sealed class SparseStatePreparation : DerivedOperation
{
    private readonly ImmutableArray<int> states;
    private readonly ImmutableArray<double> amplitudes;
    private readonly bool inverse;

    /// <summary>Prepares Σ values[i] |states[i]⟩, scaled to norm 1.</summary>
    /// <param name="qubitCount">Number of qubits, at most 30.</param>
    /// <param name="states">Distinct basis states.</param>
    /// <param name="values">Their amplitudes, real, not all 0.</param>
    public SparseStatePreparation(int qubitCount, ImmutableArray<int> states, ImmutableArray<double> values)
        : this(qubitCount, states, values, inverse: false)
    {
        if (qubitCount is < 0 or > 30)
        {
            throw new ArgumentOutOfRangeException(nameof(qubitCount), qubitCount, "Basis states are indexed on 0 to 30 qubits.");
        }

        if (states.Length != values.Length || states.Distinct().Count() != states.Length || states.Any(x => x >> qubitCount != 0))
        {
            throw new ArgumentException(
                $"{states.Length} states for {values.Length} amplitudes are not distinct basis states of {qubitCount} qubits.",
                nameof(states));
        }
    }

    private SparseStatePreparation(int qubitCount, ImmutableArray<int> states, ImmutableArray<double> values, bool inverse)
        : base(inverse ? "sparse prepare†" : "sparse prepare", qubitCount)
    {
        this.states = states;
        amplitudes = Normalised(values, nameof(values));
        this.inverse = inverse;
    }

    /// <summary>The support.</summary>
    public ImmutableArray<int> States => states;

    /// <summary>Amplitudes of <see cref="States"/>, of norm 1.</summary>
    public ImmutableArray<double> Amplitudes => amplitudes;

    /// <summary>
    /// The preparation of fewest gates, sparse or dense. The dense one is considered only where its 2^{n+1} gates could be fewer than the
    /// sparse one's.
    /// </summary>
    public static Operation OrDense(int qubitCount, ImmutableArray<int> states, ImmutableArray<double> values)
    {
        var sparse = new SparseStatePreparation(qubitCount, states, values);
        if (qubitCount > 24 || 2L << qubitCount > sparse.Cost.Gates * 4)
        {
            return sparse;
        }

        var vector = new double[1 << qubitCount];
        for (int i = 0; i < states.Length; i++)
        {
            vector[states[i]] = values[i];
        }

        var dense = new DenseStatePreparation([.. vector]);
        return dense.Cost.Gates < sparse.Cost.Gates ? dense : sparse;
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => new SparseStatePreparation(QubitCount, states, amplitudes, !inverse);

    internal static ImmutableArray<double> Normalised(ImmutableArray<double> values, string name)
    {
        double scale = values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (!(scale > 0) || double.IsInfinity(scale) || values.Any(double.IsNaN))
        {
            throw new ArgumentException("A state needs finite amplitudes, not all of them 0.", name);
        }

        double norm = scale * Math.Sqrt(values.Sum(v => v / scale * (v / scale)));
        return ImmutableArray.CreateRange(values, v => v / norm);
    }

    private protected override ImmutableArray<Placement> Build()
    {
        // The support in ascending order, so that the circuit does not depend on the order of the arguments.
        var support = new SortedDictionary<int, double>();
        for (int i = 0; i < states.Length; i++)
        {
            if (amplitudes[i] != 0)
            {
                support.Add(states[i], amplitudes[i]);
            }
        }

        var merges = ImmutableArray.CreateBuilder<Placement>();
        while (support.Count > 1)
        {
            support = Merge(support, merges);
        }

        var last = support.First();
        for (int q = 0; q < QubitCount; q++)
        {
            if (Bits.Of(last.Key, q, QubitCount) == 1)
            {
                merges.Add(Placement.On(Gate.X, q));
            }
        }

        if (last.Value < 0)
        {
            merges.Add(Placement.On(Gate.GlobalPhase(Math.PI)));
        }

        return inverse ? merges.ToImmutable() : AdjointParts(merges);
    }

    // One merge: appends its gates and returns the support after it, one state smaller.
    private SortedDictionary<int, double> Merge(SortedDictionary<int, double> support, ImmutableArray<Placement>.Builder gates)
    {
        var conditions = new List<(int Qubit, int Value)>();
        var alone = Narrow([.. support.Keys], conditions);
        var (pivot, pivotValue) = conditions[conditions.Count - 1];
        conditions.RemoveAt(conditions.Count - 1);
        int[] partners = [.. support.Keys.Where(x => x != alone && conditions.All(c => Bits.Of(x, c.Qubit, QubitCount) == c.Value))];
        int partner = Narrow([.. partners], conditions);

        // Every state that meets the first conditions, other than `alone`, has the other value of the pivot: the CX gates below, which
        // the pivot controls, leave those as they are, and leave the others outside the conditions.
        int flips = 0;
        if (pivotValue == 0)
        {
            gates.Add(Placement.On(Gate.X, pivot));
            flips |= 1 << (QubitCount - 1 - pivot);
        }

        int spread = (alone ^ partner) & ~(1 << (QubitCount - 1 - pivot));
        for (int q = 0; q < QubitCount; q++)
        {
            if (Bits.Of(spread, q, QubitCount) == 1)
            {
                gates.Add(Placement.On(Gate.CX, pivot, q));
            }
        }

        foreach (var (qubit, value) in conditions)
        {
            if (value == 0)
            {
                gates.Add(Placement.On(Gate.X, qubit));
                flips |= 1 << (QubitCount - 1 - qubit);
            }
        }

        // On the pivot the pair is (amplitude of partner, amplitude of alone) = r (cos, sin): rotate it to (r, 0).
        double angle = -2 * Math.Atan2(support[alone], support[partner]);
        ImmutableArray<int> qubits = [.. conditions.Select(c => c.Qubit), pivot];
        gates.Add(new Placement(new MultiControlledRotation(conditions.Count, RotationAxis.Y, angle), qubits));

        var merged = new SortedDictionary<int, double>();
        foreach (var (state, amplitude) in support.Select(pair => (pair.Key, pair.Value)))
        {
            if (state == alone)
            {
                continue;
            }

            bool controlsFire = Bits.Of(state, pivot, QubitCount) == pivotValue;
            int image = (controlsFire ? state ^ spread : state) ^ flips;
            double norm = Math.Sqrt(support[alone] * support[alone] + amplitude * amplitude);
            merged.Add(image, state == partner ? norm : amplitude);
        }

        return merged;
    }

    // Splits by the qubit that divides the set most unevenly and keeps the smaller part, until one state is left; notes the conditions.
    private int Narrow(List<int> set, List<(int Qubit, int Value)> conditions)
    {
        while (set.Count > 1)
        {
            int best = -1;
            int bestOnes = 0;
            for (int q = 0; q < QubitCount; q++)
            {
                int ones = set.Count(x => Bits.Of(x, q, QubitCount) == 1);
                int smaller = Math.Min(ones, set.Count - ones);
                if (smaller > 0 && (best < 0 || smaller < Math.Min(bestOnes, set.Count - bestOnes)))
                {
                    (best, bestOnes) = (q, ones);
                }
            }

            int value = bestOnes <= set.Count - bestOnes ? 1 : 0;
            set = set.FindAll(x => Bits.Of(x, best, QubitCount) == value);
            conditions.Add((best, value));
        }

        return set[0];
    }
}
