using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |0…0⟩ ↦ Σ a_x |x⟩ for a real or complex unit vector with k nonzeros, phases exact, in O(k · qubits) gates (Gleinig and Hoefler, DAC
/// 2021). Read backwards, one merge at a time rotates the amplitude of one basis state into another: CX gates make the two differ in one
/// qubit, and controls on at most 2 log₂ k qubits keep every other state of the support out; the remaining qubits are borrowed. A complex
/// pair takes the same controlled rotation, about another axis, as a real one.
/// </summary>
public sealed class SparseStatePreparation : DerivedOperation
{
    private readonly ImmutableArray<int> states;
    private readonly ImmutableArray<Complex> amplitudes;
    private readonly bool inverse;

    /// <summary>Prepares Σ values[i] |states[i]⟩, scaled to norm 1.</summary>
    /// <param name="qubitCount">Number of qubits, at most 30.</param>
    /// <param name="states">Distinct basis states.</param>
    /// <param name="values">Their amplitudes, real, not all 0.</param>
    public SparseStatePreparation(int qubitCount, ImmutableArray<int> states, ImmutableArray<double> values)
        : this(qubitCount, states, ImmutableArray.CreateRange(values, v => new Complex(v, 0)), inverse: false)
    {
    }

    private SparseStatePreparation(int qubitCount, ImmutableArray<int> states, ImmutableArray<Complex> values, bool inverse)
        : base(inverse ? "sparse prepare†" : "sparse prepare", qubitCount)
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

        this.states = states;
        amplitudes = Normalised(values, nameof(values));
        this.inverse = inverse;
    }

    /// <summary>Prepares Σ values[i] |states[i]⟩ with complex amplitudes, scaled to norm 1.</summary>
    /// <param name="qubitCount">Number of qubits, at most 30.</param>
    /// <param name="states">Distinct basis states.</param>
    /// <param name="values">Their amplitudes, not all 0.</param>
    public static SparseStatePreparation OfComplex(int qubitCount, ImmutableArray<int> states, ImmutableArray<Complex> values) =>
        new(qubitCount, states, values, inverse: false);

    /// <summary>The support.</summary>
    public ImmutableArray<int> States => states;

    /// <summary>Amplitudes of <see cref="States"/>, of norm 1.</summary>
    public ImmutableArray<Complex> Amplitudes => amplitudes;

    /// <summary>
    /// The preparation of fewest gates, sparse or dense. The dense one is considered only where its 2^{n+1} gates could be fewer than the
    /// sparse one's.
    /// </summary>
    public static Operation OrDense(int qubitCount, ImmutableArray<int> states, ImmutableArray<double> values) =>
        ComplexOrDense(qubitCount, states, ImmutableArray.CreateRange(values, v => new Complex(v, 0)));

    /// <summary>The same for complex amplitudes.</summary>
    public static Operation ComplexOrDense(int qubitCount, ImmutableArray<int> states, ImmutableArray<Complex> values)
    {
        var sparse = OfComplex(qubitCount, states, values);
        if (qubitCount > 24 || 2L << qubitCount > sparse.Counts.Gates * 4)
        {
            return sparse;
        }

        var vector = new Complex[1 << qubitCount];
        for (int i = 0; i < states.Length; i++)
        {
            vector[states[i]] = values[i];
        }

        var dense = DenseStatePreparation.OfComplex([.. vector]);
        return dense.Counts.Gates < sparse.Counts.Gates ? dense : sparse;
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => new SparseStatePreparation(QubitCount, states, amplitudes, !inverse);

    internal static ImmutableArray<Complex> Normalised(ImmutableArray<Complex> values, string name)
    {
        double scale = values.Select(v => Math.Max(Math.Abs(v.Real), Math.Abs(v.Imaginary))).DefaultIfEmpty(0).Max();
        if (!(scale > 0) || double.IsInfinity(scale) || values.Any(v => double.IsNaN(v.Real) || double.IsNaN(v.Imaginary)))
        {
            throw new ArgumentException("A state needs finite amplitudes, not all of them 0.", name);
        }

        double norm = Math.Sqrt(values.Sum(v => v.Real / scale * (v.Real / scale) + v.Imaginary / scale * (v.Imaginary / scale)));
        return ImmutableArray.CreateRange(values, v => new Complex(v.Real / scale / norm, v.Imaginary / scale / norm));
    }

    private protected override ImmutableArray<Placement> Build()
    {
        // The support in ascending order, so that the circuit does not depend on the order of the arguments.
        var support = new SortedDictionary<int, Complex>();
        for (int i = 0; i < states.Length; i++)
        {
            if (amplitudes[i] != Complex.Zero)
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

        if (last.Value.Phase != 0)
        {
            merges.Add(Placement.On(Gate.GlobalPhase(-last.Value.Phase)));
        }

        return inverse ? merges.ToImmutable() : AdjointParts(merges);
    }

    // One merge: appends its gates and returns the support after it, one state smaller.
    private SortedDictionary<int, Complex> Merge(SortedDictionary<int, Complex> support, ImmutableArray<Placement>.Builder gates)
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

        ImmutableArray<int> qubits = [.. conditions.Select(c => c.Qubit), pivot];
        var image = Rotate(support[partner], support[alone], qubits, gates);
        var merged = new SortedDictionary<int, Complex>();
        foreach (var pair in support)
        {
            if (pair.Key != alone)
            {
                bool controlsFire = Bits.Of(pair.Key, pivot, QubitCount) == pivotValue;
                int moved = (controlsFire ? pair.Key ^ spread : pair.Key) ^ flips;
                merged.Add(moved, pair.Key == partner ? image : pair.Value);
            }
        }

        return merged;
    }

    // Appends the rotation of the last qubit, under all the others, that takes (zero, one) to (image, 0), and returns image.
    private Complex Rotate(Complex zero, Complex one, ImmutableArray<int> qubits, ImmutableArray<Placement>.Builder gates)
    {
        int controls = qubits.Length - 1;
        ImmutableArray<int> all = [.. qubits, .. Enumerable.Range(0, QubitCount).Except(qubits)];
        int borrowed = all.Length - qubits.Length;
        double norm = Math.Sqrt(
            zero.Real * zero.Real + zero.Imaginary * zero.Imaginary + one.Real * one.Real + one.Imaginary * one.Imaginary);
        if (zero.Imaginary == 0 && one.Imaginary == 0)
        {
            double turn = -2 * Math.Atan2(one.Real, zero.Real);
            gates.Add(new Placement(new MultiControlledRotation(controls, RotationAxis.Y, turn, borrowed), all));
            return norm;
        }

        // RY(2t) RZ(2a) takes out the difference 2a of the phases, then the smaller angle. It is RZ(−a) [RZ(a) RY(2t) RZ(a)] RZ(a), and
        // what stands in brackets turns about an axis between Y and Z, to which RX takes Z: only one rotation is controlled.
        double a = zero == Complex.Zero || one == Complex.Zero ? 0 : (zero.Phase - one.Phase) / 2;
        double t = -Math.Atan2(one.Magnitude, zero.Magnitude);
        double y = Math.Sin(t);
        double z = Math.Cos(t) * Math.Sin(a);
        double angle = 2 * Math.Atan2(Math.Sqrt(y * y + z * z), Math.Cos(t) * Math.Cos(a));
        double tilt = Math.Atan2(-y, z);
        var axis = new CompositeOperation("to the axis", 1, [Placement.On(Gate.RZ(a), 0), Placement.On(Gate.RX(-tilt), 0)]);
        gates.Add(new Placement(
            new Conjugation(
                "controlled rotation",
                QubitCount,
                Placement.On(axis, controls),
                new Placement(
                    new MultiControlledRotation(controls, RotationAxis.Z, angle, borrowed), [.. Enumerable.Range(0, QubitCount)])),
            all));
        double phase = zero == Complex.Zero ? one.Phase : one == Complex.Zero ? zero.Phase : (zero.Phase + one.Phase) / 2;
        return Complex.FromPolarCoordinates(norm, phase);
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
