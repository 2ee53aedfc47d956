namespace CarlemanCompiler.Analysis;

/// <summary>What the spectrum promises about the cost of a linearized descent.</summary>
public enum DissipationKind
{
    /// <summary>h_min &gt; 0, η(h_max + h_min) ≤ 2, R &lt; 1: errors stay bounded for all T, cost ∝ T (theorem 1 of the paper).</summary>
    FullyDissipative,

    /// <summary>Modes that grow do so little in T steps, N·T·(growth per step) ≤ 1: cost ∝ T² (theorem 2 of the paper).</summary>
    AlmostDissipative,

    /// <summary>Growing modes dominate before T: the bound is lost and the condition number grows like (growth)^{NT}.</summary>
    Divergent,
}

/// <summary>The regime of a descent around its centre. The split is this project's reading of the paper's theorems.</summary>
/// <param name="Kind">The regime.</param>
/// <param name="Growth">What the fastest mode gains per step, max |1 − ηh| − 1; 0 where none grows.</param>
/// <param name="Horizon">The largest T with N·T·growth ≤ 1; null where no mode grows.</param>
public sealed record DissipationRegime(DissipationKind Kind, double Growth, int? Horizon)
{
    /// <summary>Classifies.</summary>
    /// <param name="centre">The spectrum at the centre: F_1 = −η·Hessian there.</param>
    /// <param name="ratio">R, null where it is not defined.</param>
    /// <param name="order">N.</param>
    /// <param name="steps">T.</param>
    public static DissipationRegime Of(HessianSpectrum centre, double? ratio, int order, int steps)
    {
        double eta = centre.LearningRate;
        bool fully = centre.Smallest > centre.Tolerance && eta * (centre.Largest + centre.Smallest) <= 2 && ratio < 1;
        double growth = centre.IsStable ? 0 : centre.LargestMultiplier - 1;
        int? horizon = growth == 0 ? null : (int)Math.Min(int.MaxValue, Math.Floor(1 / (order * growth)));
        var kind = fully ? DissipationKind.FullyDissipative
            : horizon is null || steps <= horizon ? DissipationKind.AlmostDissipative
            : DissipationKind.Divergent;
        return new DissipationRegime(kind, growth, horizon);
    }
}
