namespace CarlemanCompiler.Engine;

/// <summary>The condition number of a history and the two singular values that it is made of.</summary>
/// <param name="Largest">σ_max of M.</param>
/// <param name="Smallest">σ_min of M.</param>
public readonly record struct HistoryCondition(SingularValue Largest, SingularValue Smallest)
{
    /// <summary>κ(M) = σ_max/σ_min.</summary>
    public double ConditionNumber => Largest.Value / Smallest.Value;

    /// <summary>Relative error of κ that the bounds of the two admit.</summary>
    public double RelativeBound => Smallest.RelativeBound < 1
        ? (1 + Largest.RelativeBound) / (1 - Smallest.RelativeBound) - 1
        : double.PositiveInfinity;

    /// <summary>Whether both meet the tolerance.</summary>
    public bool Converged => Largest.Converged && Smallest.Converged;
}
