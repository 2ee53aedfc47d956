using System.Collections.Immutable;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.LinearSystems;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// The algorithm of Harrow, Hassidim and Lloyd, PRL 103, 150502 (2009), for M Y = r on the qubits of a <see cref="HistoryLayout"/>:
/// prepare r, estimate the eigenvalues of the dilation of M, rotate an ancilla by their inverses, undo the estimation. The success qubit
/// then holds (ancilla = 1 and clock = 0…0 and flag = 1); given success, time, level and index hold Y/‖Y‖, a pure state with real
/// amplitudes and the signs of Y.
/// </summary>
public sealed class HhlProgram
{
    /// <summary>Most rows of M: its singular vectors are synthesised exactly, about 4 · rows² gates.</summary>
    public const int MaximumRows = 256;

    /// <summary>A larger κ of a history is refused: its least singular value drowns in rounding, and no clock is that long.</summary>
    public const double MaximumConditionNumber = 1e12;

    /// <summary>1 − fidelity that the clock is chosen for unless the caller says otherwise.</summary>
    public const double DefaultTolerance = 1e-5;

    private HhlProgram(Circuit circuit, InversionFilter filter, double evolutionTime)
    {
        Circuit = circuit;
        Filter = filter;
        EvolutionTime = evolutionTime;
    }

    /// <summary>
    /// Registers success, time, level, index, flag, clock, ancilla; measured are the first four, those of width 0 left out.
    /// </summary>
    public Circuit Circuit { get; }

    /// <summary>What the clock makes of 1/λ.</summary>
    public InversionFilter Filter { get; }

    /// <summary>m.</summary>
    public int ClockQubits => Filter.ClockQubits;

    /// <summary>t₀ of e^{iHt₀}.</summary>
    public double EvolutionTime { get; }

    /// <summary>κ = σ_max/σ_min of M.</summary>
    public double ConditionNumber => Filter.ConditionNumber;

    /// <summary>
    /// |⟨Y/‖Y‖ | output given success⟩|², from the spectrum and r: exact for exact synthesis, up to the error bound in
    /// <see cref="EvolutionCosts"/> for a product formula.
    /// </summary>
    public required double PredictedFidelity { get; init; }

    /// <summary>Probability that the success qubit is 1, from the spectrum and r, as exact as the fidelity.</summary>
    public required double PredictedSuccessProbability { get; init; }

    /// <summary>How the circuit runs e^{iHt}.</summary>
    public required EvolutionStrategy Strategy { get; init; }

    /// <summary>Both ways of running e^{iHt} within the tolerance, compared.</summary>
    public required ImmutableArray<EvolutionCost> EvolutionCosts { get; init; }

    /// <summary>Cost of the whole circuit.</summary>
    public OperationCost Cost => Circuit.Root.Cost;

    /// <summary>
    /// Builds the circuit. O(rows³) for the singular value decomposition; the clock's size follows from κ and the tolerance alone, not
    /// from r.
    /// </summary>
    /// <param name="m">M, square and nonsingular, one row for each row of the layout.</param>
    /// <param name="r">r, one number for each row, not all 0.</param>
    /// <param name="layout">Where rows sit on qubits.</param>
    /// <param name="clockQubits">m; null takes the smallest clock that meets the tolerance.</param>
    /// <param name="tolerance">1 − (least fidelity over all right-hand sides), 1e-6 to 0.5.</param>
    /// <param name="strategy">How e^{iHt} is run.</param>
    /// <exception cref="ArgumentException">Shapes do not match, r is 0, or M is singular.</exception>
    /// <exception cref="SizeLimitException">More rows than <see cref="MaximumRows"/>, or κ needs a longer clock than there is.</exception>
    public static HhlProgram Build(
        SparseMatrix m,
        ReadOnlySpan<double> r,
        HistoryLayout layout,
        int? clockQubits = null,
        double tolerance = DefaultTolerance,
        EvolutionStrategy strategy = EvolutionStrategy.Cheapest)
    {
        RequireRows(m.RowCount, layout);
        if (strategy == EvolutionStrategy.QubitizedWalk)
        {
            throw new ArgumentException($"A walk is no evolution in time: {nameof(HhlSystem)} runs it.", nameof(strategy));
        }

        if (r.Length != m.RowCount)
        {
            throw new ArgumentException($"r has {r.Length} entries; {m.RowCount} are needed.", nameof(r));
        }

        if (tolerance is not (>= 1e-6 and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance is between 1e-6 and 0.5.");
        }

        var dilation = Dilation.Of(m, layout);
        double largest = dilation.SingularValues[0];
        double smallest = dilation.SingularValues[m.RowCount - 1];
        if (!(smallest > 1e-13 * largest))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The matrix is singular: its singular values go from {largest:G4} to {smallest:G4}."),
                nameof(m));
        }

        double kappa = largest / smallest;
        var filter = clockQubits is { } fixedClock ? InversionFilter.Fit(fixedClock, kappa) : InversionFilter.Smallest(kappa, tolerance);
        return Build(dilation, r, filter, tolerance, strategy, compare: true);
    }

    /// <summary>
    /// Builds the circuit of a history system, whose rows and condition number are looked at before its matrix is spelled out.
    /// </summary>
    /// <param name="history">The system, r not all 0. Never singular, but a divergent descent can make κ larger than doubles resolve.</param>
    /// <param name="clockQubits">m; null takes the smallest clock that meets the tolerance.</param>
    /// <param name="tolerance">1 − (least fidelity over all right-hand sides), 1e-6 to 0.5.</param>
    /// <param name="strategy">How e^{iHt} is run.</param>
    /// <exception cref="ArgumentException">r is 0.</exception>
    /// <exception cref="SizeLimitException">More rows than <see cref="MaximumRows"/>, or κ over <see cref="MaximumConditionNumber"/> or needing a longer
    /// clock than there is.</exception>
    public static HhlProgram Build(
        HistorySystem history,
        int? clockQubits = null,
        double tolerance = DefaultTolerance,
        EvolutionStrategy strategy = EvolutionStrategy.Cheapest)
    {
        RequireRows(history.RowCount, history.Layout);
        double kappa = history.ConditionNumber;
        return kappa < MaximumConditionNumber
            ? Build(history.Matrix, history.RightHandSide, history.Layout, clockQubits, tolerance, strategy)
            : throw new SizeLimitException(FormattableString.Invariant(
                $"The history's condition number is {kappa:G4}, over {MaximumConditionNumber:G1}: the descent diverges. ")
                + "Lower the learning rate, the steps or the order, or start nearer to a minimum.");
    }

    /// <summary>
    /// The circuit for a filter that was chosen; the tolerance is the product formula's alone. Without <paramref name="compare"/> only the
    /// one strategy that is named is built.
    /// </summary>
    internal static HhlProgram Build(
        Dilation dilation, ReadOnlySpan<double> r, InversionFilter filter, double tolerance, EvolutionStrategy strategy, bool compare)
    {
        double time = 2 * Math.PI * filter.LargestBin / ((1 << filter.ClockQubits) * dilation.SingularValues[0]);
        var (fidelity, success) = Predict(dilation, filter, r);
        var (evolution, costs) = Choose(dilation, filter, time, tolerance, strategy, compare);
        var circuit = Assemble(evolution, filter, time, r, dilation.Layout);
        return new HhlProgram(circuit, filter, time)
        {
            PredictedFidelity = fidelity,
            PredictedSuccessProbability = success,
            Strategy = evolution is ExactEvolution ? EvolutionStrategy.ExactSynthesis : EvolutionStrategy.ProductFormula,
            EvolutionCosts = costs,
        };
    }

    private static void RequireRows(int rows, HistoryLayout layout)
    {
        if (rows > MaximumRows)
        {
            throw new SizeLimitException(
                $"A history of {rows} rows is too large for HHL by exact synthesis, which goes up to {MaximumRows} rows: "
                + $"with {layout.StateSize} entries a state at most {MaximumRows / layout.StateSize} states fit (steps + 1 + padding). "
                + "Lower the steps or the order, or use the history engine.");
        }
    }

    // The component of r along w_j comes out along z_j with amplitude g(σ_j); exactly it would be 1/σ_j.
    private static (double Fidelity, double Success) Predict(Dilation dilation, InversionFilter filter, ReadOnlySpan<double> r)
    {
        double norm = 0;
        double overlap = 0;
        double exact = 0;
        double obtained = 0;
        for (int j = 0; j < r.Length; j++)
        {
            norm += r[j] * r[j];
            double component = 0;
            for (int i = 0; i < r.Length; i++)
            {
                component += dilation.LeftVectors[i, j] * r[i];
            }

            double wanted = component / dilation.SingularValues[j];
            double got = component * filter.Response(dilation.SingularValues[j] / dilation.SingularValues[0]);
            overlap += wanted * got;
            exact += wanted * wanted;
            obtained += got * got;
        }

        return norm > 0
            ? (overlap * overlap / (exact * obtained), obtained / norm)
            : throw new ArgumentException("The right-hand side is 0: there is no state to prepare.", nameof(r));
    }

    private static (HamiltonianEvolution Evolution, ImmutableArray<EvolutionCost> Costs) Choose(
        Dilation dilation, InversionFilter filter, double time, double tolerance, EvolutionStrategy strategy, bool compare)
    {
        // The output given success is off by at most 2 · (error of all powers)/(least amplitude of success), and the fidelity by its
        // square.
        double leastAmplitude = filter.Scale * (1 - filter.Flatness) / filter.LargestBin;
        double budget = Math.Sqrt(tolerance) * Math.Max(leastAmplitude, 1e-6) / 2;
        (EvolutionStrategy Kind, Func<HamiltonianEvolution> Make)[] ways = [
            (EvolutionStrategy.ExactSynthesis, () => new ExactEvolution(dilation)),
            (EvolutionStrategy.ProductFormula, () => new ProductFormulaEvolution(dilation, budget / (2 * filter.ClockQubits)))];
        var candidates = ways
            .Where(way => compare || way.Kind == strategy)
            .Select(way => (way.Kind, Evolution: way.Make()))
            .ToArray();
        ImmutableArray<EvolutionCost> costs = [.. candidates.Select(c => CostOf(c.Evolution, c.Kind))];
        bool exact = strategy == EvolutionStrategy.ExactSynthesis
            || (strategy == EvolutionStrategy.Cheapest && costs[0].Cost.Gates <= costs[1].Cost.Gates);
        return (compare ? candidates[exact ? 0 : 1].Evolution : candidates[0].Evolution, costs);

        EvolutionCost CostOf(HamiltonianEvolution evolution, EvolutionStrategy kind)
        {
            double[] times = [.. PhaseEstimation.Times(filter.ClockQubits, time)];
            var total = evolution.Enter.Cost.Then(evolution.Leave.Cost);
            foreach (double power in times)
            {
                total = total.Then(evolution.Power(power).Cost.Times(2)).Then(evolution.Reversal.Cost.Times(4));
            }

            return new EvolutionCost(kind, total, 2 * times.Sum(evolution.ErrorBound));
        }
    }

    private static Circuit Assemble(
        HamiltonianEvolution evolution, InversionFilter filter, double time, ReadOnlySpan<double> r, HistoryLayout layout)
    {
        int system = layout.Qubits;
        int clockQubits = filter.ClockQubits;
        var success = new QubitRegister("success", 0, 1);
        var timeRegister = new QubitRegister("time", 1, layout.TimeQubits);
        var level = new QubitRegister("level", timeRegister.Start + timeRegister.Width, layout.LevelQubits);
        var index = new QubitRegister("index", level.Start + level.Width, layout.IndexQubits);
        var flag = new QubitRegister("flag", system + 1, 1);
        var clock = new QubitRegister("clock", system + 2, clockQubits);
        var ancilla = new QubitRegister("ancilla", system + 2 + clockQubits, 1);
        int qubits = ancilla.Start + 1;
        ImmutableArray<int> systemQubits = [.. Enumerable.Range(1, system)];
        ImmutableArray<int> systemAndFlag = [.. systemQubits, flag.Start];

        var support = ImmutableArray.CreateBuilder<int>();
        var values = ImmutableArray.CreateBuilder<double>();
        for (int row = 0; row < r.Length; row++)
        {
            if (r[row] != 0)
            {
                support.Add(evolution.InputStates[row]);
                values.Add(r[row]);
            }
        }

        var estimation = new PhaseEstimation(evolution, clockQubits, time);
        ImmutableArray<int> estimated = [.. systemAndFlag, .. clock.Qubits];
        var inversion = new EigenvalueInversion(filter);
        var inverted = new Conjugation(
            "invert eigenvalues",
            qubits,
            new Placement(estimation, estimated),
            new Placement(inversion, [.. clock.Qubits, ancilla.Start]));
        var root = new CompositeOperation("HHL", qubits, [
            new Placement(SparseStatePreparation.OrDense(system, support.ToImmutable(), values.ToImmutable()), systemQubits),
            new Placement(evolution.Enter, systemAndFlag),
            new Placement(inverted, [.. Enumerable.Range(0, qubits)]),
            new Placement(evolution.Leave, systemAndFlag),
            new Placement(SuccessFlag(system, clockQubits), [ancilla.Start, flag.Start, .. clock.Qubits, success.Start, .. systemQubits]),
        ]);
        return new Circuit(
            "hhl",
            root,
            [success, timeRegister, level, index, flag, clock, ancilla],
            [.. new[] { success, timeRegister, level, index }.Where(register => register.Width > 0)]);
    }

    // X on the target where ancilla and flag are 1 and the clock is 0…0; the system qubits are borrowed. Qubits: ancilla, flag, clock,
    // target, system.
    internal static Conjugation SuccessFlag(int system, int clockQubits)
    {
        var flips = new CompositeOperation("X", clockQubits, [.. Enumerable.Range(0, clockQubits).Select(q => Placement.On(Gate.X, q))]);
        var and = new MultiControlledX(clockQubits + 2, system);
        return new Conjugation(
            "mark success",
            and.QubitCount,
            new Placement(flips, [.. Enumerable.Range(2, clockQubits)]),
            new Placement(and, [.. Enumerable.Range(0, and.QubitCount)]));
    }
}
