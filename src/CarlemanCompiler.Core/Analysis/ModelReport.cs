using System.Collections.Immutable;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.LinearAlgebra;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// What is worth knowing about a model before running it: how sparse it is, whether it dissipates, how large it gets. The same report
/// serves build diagnostics and the command line; it is a pure function of its arguments.
/// </summary>
/// <param name="Sparsity">Counts of F_ℓ and of A.</param>
/// <param name="Dissipation">Spectra, stability, R, regime, bound.</param>
/// <param name="Size">Dimension, rows, qubits, memory.</param>
public sealed record ModelReport(SparsityReport Sparsity, DissipationReport Dissipation, SizeReport Size)
{
    /// <summary>
    /// Reports on a descent. The map is built for its counts where it fits in the budget; everything else is O(terms) and dense eigenvalue
    /// problems of order n.
    /// </summary>
    /// <param name="dynamics">Gradient descent on n weights around its centre.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="order">N, 1..255.</param>
    /// <param name="steps">T ≥ 1.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="etaPowers">The largest power of η kept; 0 keeps all.</param>
    /// <param name="padding">Copies of the last state, 0 or more.</param>
    /// <param name="memoryBudgetBytes">Limit on the memory that the map may take.</param>
    /// <param name="cancellation">Looked at once per row of the map.</param>
    public static ModelReport Create(
        GradientDynamics dynamics, ReadOnlySpan<double> start, int order, int steps, CarlemanBasis basis, int etaPowers, int padding,
        long memoryBudgetBytes, CancellationToken cancellation = default)
    {
        var size = SizeReport.Of(dynamics, order, steps, basis, etaPowers, padding, memoryBudgetBytes);
        var tensors = FoldedTensor.AllOf(dynamics);
        var map = size.Fits
            ? CarlemanMap.Build(dynamics, order, basis, etaPowers, memoryBudgetBytes, cancellation).Increment.CountSignificant()
            : null;
        return new ModelReport(
            new SparsityReport([.. tensors.Select(TensorProfile.Of)], map),
            DissipationReport.Of(
                dynamics, start, tensors, order, steps, padding, bounded: size.Fits && (etaPowers == 0 || etaPowers >= order)),
            size);
    }
}

/// <summary>How sparse the linear maps are.</summary>
/// <param name="Tensors">F_0 .. F_q.</param>
/// <param name="Map">A; null where it is over the memory budget.</param>
public sealed record SparsityReport(ImmutableArray<TensorProfile> Tensors, SparsityCount? Map);

/// <summary>Whether descent contracts, at the start and at the centre of the expansion.</summary>
/// <param name="Start">Hessian spectrum at θ(0).</param>
/// <param name="Centre">Hessian spectrum at the centre, which decides about F_1.</param>
/// <param name="Ratio">R and its parts.</param>
/// <param name="Regime">The regime and its horizon.</param>
/// <param name="Bound">The truncation bound at T; null where powers of η are dropped, which it does not cover, or the map is over the
/// budget.</param>
/// <param name="Condition">The bound on κ of the history system, isometric basis, u scaled by its γ; null where no ball contracts, and
/// where
/// <paramref name="Bound"/> is.</param>
public sealed record DissipationReport(
    HessianSpectrum Start,
    HessianSpectrum Centre,
    DissipationRatio Ratio,
    DissipationRegime Regime,
    TruncationBound? Bound,
    ConditionBound? Condition)
{
    internal static DissipationReport Of(
        GradientDynamics dynamics, ReadOnlySpan<double> start, FoldedTensor[] tensors, int order, int steps, int padding, bool bounded)
    {
        ImmutableArray<double> norms = [.. tensors.Select(t => t.SpectralNorm)];
        var centre = HessianSpectrum.At(dynamics, dynamics.Centre.AsSpan());
        var ratio = DissipationRatio.Of(dynamics, start, norms);
        var majorant = bounded ? StepMajorant.Of(dynamics, tensors) : null;
        return new DissipationReport(
            HessianSpectrum.At(dynamics, start),
            centre,
            ratio,
            DissipationRegime.Of(centre, ratio.Value, order, steps),
            majorant is null ? null : new TruncationAnalysis(dynamics, majorant, start, steps, TruncationBound.DefaultWork).At(order),
            majorant is null ? null : ConditionBound.Of(majorant, ratio.StartNorm, order, steps, padding));
    }
}

/// <summary>How large a linearized descent gets. Numbers saturate at <see cref="long.MaxValue"/>.</summary>
/// <param name="Dimension">D, the entries of one lifted state.</param>
/// <param name="HistoryRows">(T + 1 + padding) · D.</param>
/// <param name="Qubits">Qubits of the registers that hold the history: time, level, index.</param>
/// <param name="BytesNeeded">Memory that building the map and one history vector may take.</param>
/// <param name="MemoryBudget">The limit that it was compared with.</param>
/// <param name="Fits">Whether both fit.</param>
/// <param name="LargestOrder">The largest order up to the wanted one that fits; 0 if none does.</param>
public sealed record SizeReport(
    long Dimension, long HistoryRows, int Qubits, long BytesNeeded, long MemoryBudget, bool Fits, int LargestOrder)
{
    /// <summary>Sizes without building anything.</summary>
    /// <param name="dynamics">Gradient descent on n weights.</param>
    /// <param name="order">N, 1..255.</param>
    /// <param name="steps">T ≥ 1.</param>
    /// <param name="basis">The basis.</param>
    /// <param name="etaPowers">The largest power of η kept; 0 keeps all.</param>
    /// <param name="padding">Copies of the last state, 0 or more.</param>
    /// <param name="memoryBudgetBytes">The limit.</param>
    public static SizeReport Of(
        GradientDynamics dynamics, int order, int steps, CarlemanBasis basis, int etaPowers, int padding, long memoryBudgetBytes)
    {
        if (steps < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "A history has 1 or more steps.");
        }

        if (padding < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(padding), padding, "The padding is 0 or more copies.");
        }

        var map = CarlemanSize.Of(dynamics, order, basis, etaPowers);
        long times = (long)steps + 1 + padding;
        bool fits = Fits(map);
        int largest = fits ? order : CarlemanSize.LargestOrderWithin(dynamics, order, basis, etaPowers, memoryBudgetBytes);
        while (largest > 0 && !fits && !Fits(CarlemanSize.Of(dynamics, largest, basis, etaPowers)))
        {
            largest--;
        }

        int n = dynamics.WeightCount;
        long largestBlock = basis == CarlemanBasis.Kronecker
            ? Combinations.Power(n, order)
            : Combinations.Choose((long)n + order - 1, order);
        return new SizeReport(
            map.Dimension,
            Combinations.Multiply(times, map.Dimension),
            HistoryLayout.QubitsFor(times) + HistoryLayout.QubitsFor(order) + HistoryLayout.QubitsFor(largestBlock),
            BytesOf(map),
            memoryBudgetBytes,
            fits,
            largest);

        long BytesOf(CarlemanSize size) =>
            Combinations.Add(size.BytesBound, Combinations.Multiply(Combinations.Multiply(times, size.Dimension), sizeof(double)));

        bool Fits(CarlemanSize size) => size.FitsIn(memoryBudgetBytes)
            && BytesOf(size) <= memoryBudgetBytes
            && Combinations.Multiply(times, size.Dimension) < int.MaxValue;
    }
}
