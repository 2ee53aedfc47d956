using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// Amplitude amplification that cannot overshoot (Yoder, Low and Chuang, PRL 113, 210501 (2014)): with L = 2l + 1 uses of A a good state of
/// probability λ in A|0…0⟩ comes out with P = 1 − δ² T_L(T_{1/L}(1/δ) √(1 − λ))², which is at least 1 − δ² for every
/// λ ≥ 1 − T_{1/L}(1/δ)^{−2}, about (ln(2/δ)/L)².
/// </summary>
public sealed class FixedPointAmplification : DerivedOperation
{
    /// <summary>Amplifies the states of <paramref name="prepare"/>|0…0⟩ in which the qubits <paramref name="good"/> are all 1.</summary>
    /// <param name="prepare">A; its clean ancillas are used again by each A.</param>
    /// <param name="good">One qubit of A or more, no ancillas.</param>
    /// <param name="iterations">l, 0 or more; with their phases they are all different, so that the tree grows with l.</param>
    /// <param name="delta">δ in (0, 1], the amplitude of failure that is put up with.</param>
    public FixedPointAmplification(Operation prepare, ImmutableArray<int> good, int iterations, double delta)
        : base("fixed-point amplification", prepare.QubitCount)
    {
        Amplification.RequireGood(prepare, good);
        if (iterations < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(iterations), iterations, "A number of iterations is not negative.");
        }

        if (!(delta is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "The amplitude of failure is in (0, 1].");
        }

        Prepare = prepare;
        Good = good;
        Iterations = iterations;
        Delta = delta;
    }

    /// <summary>A.</summary>
    public Operation Prepare { get; }

    /// <summary>The qubits that are 1 in good states.</summary>
    public ImmutableArray<int> Good { get; }

    /// <summary>l.</summary>
    public int Iterations { get; }

    /// <summary>δ.</summary>
    public double Delta { get; }

    /// <inheritdoc/>
    public override int CleanAncillaCount => Prepare.CleanAncillaCount;

    /// <summary>The least l that brings every probability from <paramref name="leastProbability"/> on to 1 − δ² or more.</summary>
    public static int IterationsFor(double leastProbability, double delta)
    {
        if (!(leastProbability is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(leastProbability), leastProbability, "Only what has a probability in (0, 1] can be amplified.");
        }

        // T_{1/L}(1/δ) = cosh(arcosh(1/δ)/L) ≥ 1/√(1 − λ).
        double wanted = leastProbability == 1 ? double.PositiveInfinity : Arcosh(1 / Math.Sqrt(1 - leastProbability));
        double uses = Math.Ceiling(Arcosh(1 / delta) / wanted);
        return (int)Math.Max(0, Math.Ceiling((uses - 1) / 2));
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => new CompositeOperation(
        CompositeOperation.AdjointName(Name), QubitCount, AdjointParts(Decompose()), CleanAncillaCount);

    private protected override ImmutableArray<Placement> Build()
    {
        int uses = 2 * Iterations + 1;
        double gamma = 1 / Math.Cosh(Arcosh(1 / Delta) / uses);
        double slope = Math.Sqrt(1 - gamma * gamma);

        // α_j = −β_{l−j+1} = 2 arccot(tan(2πj/L) √(1 − γ²)), equations 11 and 12.
        double Alpha(int j) => 2 * Math.Atan2(1, Math.Tan(2 * Math.PI * j / uses) * slope);

        var parts = ImmutableArray.CreateBuilder<Placement>();
        parts.Add(new Placement(Prepare, Range(0, QubitCount)));
        for (int j = 1; j <= Iterations; j++)
        {
            parts.Add(Amplification.OfGood(Good, -Alpha(Iterations - j + 1)));
            parts.Add(Amplification.AboutPrepared(Prepare, -Alpha(j)));
            parts.Add(Placement.On(Gate.GlobalPhase(Math.PI)));
        }

        return parts.ToImmutable();
    }

    private static double Arcosh(double x) => Math.Log(x + Math.Sqrt(x * x - 1));
}
