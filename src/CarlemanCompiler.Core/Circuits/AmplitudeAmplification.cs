using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// A, then m times Q = −A S₀ A† S_good, on |0…0⟩: a good state of amplitude sin θ in A|0…0⟩ has sin((2m + 1)θ) in the end (Brassard, Høyer,
/// Mosca and Tapp, quant-ph/0005055). 2m + 1 uses of A; the iterations are a <see cref="Repetition"/>.
/// </summary>
public sealed class AmplitudeAmplification : DerivedOperation
{
    /// <summary>Amplifies the states of <paramref name="prepare"/>|0…0⟩ in which the qubits <paramref name="good"/> are all 1.</summary>
    /// <param name="prepare">A; its clean ancillas are used again by each A.</param>
    /// <param name="good">One qubit of A or more, no ancillas.</param>
    /// <param name="iterations">m, 0 or more.</param>
    public AmplitudeAmplification(Operation prepare, ImmutableArray<int> good, long iterations)
        : base("amplitude amplification", prepare.QubitCount)
    {
        Amplification.RequireGood(prepare, good);
        if (iterations < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(iterations), iterations, "A number of iterations is not negative.");
        }

        Prepare = prepare;
        Good = good;
        Iterations = iterations;
    }

    /// <summary>A.</summary>
    public Operation Prepare { get; }

    /// <summary>The qubits that are 1 in good states.</summary>
    public ImmutableArray<int> Good { get; }

    /// <summary>m.</summary>
    public long Iterations { get; }

    /// <inheritdoc/>
    public override int CleanAncillaCount => Prepare.CleanAncillaCount;

    /// <summary>The m that brings sin((2m + 1)θ) nearest to 1 for a success probability sin² θ of A.</summary>
    public static long BestIterations(double probability) => probability is > 0 and <= 1
        ? (long)Math.Round(Math.PI / (4 * Math.Asin(Math.Sqrt(probability))) - 0.5)
        : throw new ArgumentOutOfRangeException(nameof(probability), probability,
            "Only what has a probability in (0, 1] can be amplified.");

    /// <inheritdoc/>
    public override Operation Adjoint() => new CompositeOperation(
        CompositeOperation.AdjointName(Name), QubitCount, AdjointParts(Decompose()), CleanAncillaCount);

    private protected override ImmutableArray<Placement> Build()
    {
        var all = Range(0, QubitCount);
        var iteration = new CompositeOperation(
            "Grover iteration",
            QubitCount,
            [
                Amplification.OfGood(Good, Math.PI),
                Amplification.AboutPrepared(Prepare, Math.PI),
                Placement.On(Gate.GlobalPhase(Math.PI)),
            ],
            CleanAncillaCount);
        return [new Placement(Prepare, all), new Placement(new Repetition(iteration, Iterations), all)];
    }
}
