using System.Collections.Immutable;

namespace CarlemanCompiler.Estimation;

/// <summary>
/// Physical qubits and the surface code on them: a logical qubit of distance d takes 2d² physical qubits, d rounds of syndrome measurement a
/// logical cycle, and fails with probability a (p/p*)^{(d+1)/2} in one.
/// Presets and assumptions: Beverland et al., arXiv:2211.07629, table V and appendices B to E.
/// </summary>
/// <param name="Name">The preset's name.</param>
/// <param name="RoundTime">Time of one round of syndrome measurement, in nanoseconds: the logical cycle takes d of them.</param>
/// <param name="TGateTime">Time of a physical T gate, in nanoseconds.</param>
/// <param name="CliffordError">Largest error rate of a physical Clifford gate, a measurement or an idle qubit.</param>
/// <param name="ReadoutError">Error rate of a physical measurement's outcome.</param>
/// <param name="TError">Error rate of a physical T gate.</param>
/// <param name="Prefactor">a.</param>
/// <param name="Threshold">p*.</param>
public sealed record HardwareModel(
    string Name, double RoundTime, double TGateTime, double CliffordError, double ReadoutError, double TError, double Prefactor, double Threshold)
{
    /// <summary>Largest distance that is considered.</summary>
    public const int MaximumDistance = 99;

    // Gates: 4 two-qubit gates and 2 measurements a round; Fowler et al., arXiv:1208.0928, (11) and (13).
    // Majorana: 20 measurements a round; Chao et al., arXiv:2007.00307, (1).

    /// <summary>Superconducting-like: gates of 50 ns, errors of 10⁻³.</summary>
    public static HardwareModel GateNanosecondE3 { get; } = new("gate-ns-e3", 400, 50, 1e-3, 1e-3, 1e-3, 0.03, 0.01);

    /// <summary>Superconducting-like: gates of 50 ns, errors of 10⁻⁴.</summary>
    public static HardwareModel GateNanosecondE4 { get; } = new("gate-ns-e4", 400, 50, 1e-4, 1e-4, 1e-4, 0.03, 0.01);

    /// <summary>Trapped-ion-like: gates of 100 µs, errors of 10⁻³, T gates of 10⁻⁶.</summary>
    public static HardwareModel GateMicrosecondE3 { get; } = new("gate-us-e3", 600_000, 100_000, 1e-3, 1e-3, 1e-6, 0.03, 0.01);

    /// <summary>Trapped-ion-like: gates of 100 µs, errors of 10⁻⁴, T gates of 10⁻⁶.</summary>
    public static HardwareModel GateMicrosecondE4 { get; } = new("gate-us-e4", 600_000, 100_000, 1e-4, 1e-4, 1e-6, 0.03, 0.01);

    /// <summary>Majorana-like: measurements of 100 ns, errors of 10⁻⁴, T gates of 5·10⁻².</summary>
    public static HardwareModel MajoranaNanosecondE4 { get; } = new("majorana-ns-e4", 2_000, 100, 1e-4, 1e-4, 0.05, 0.08, 0.0015);

    /// <summary>Majorana-like: measurements of 100 ns, errors of 10⁻⁶, T gates of 10⁻².</summary>
    public static HardwareModel MajoranaNanosecondE6 { get; } = new("majorana-ns-e6", 2_000, 100, 1e-6, 1e-6, 0.01, 0.08, 0.0015);

    /// <summary>All presets.</summary>
    public static ImmutableArray<HardwareModel> Presets { get; } = [
        GateNanosecondE3, GateNanosecondE4, GateMicrosecondE3, GateMicrosecondE4, MajoranaNanosecondE4, MajoranaNanosecondE6];

    /// <summary>2d².</summary>
    public static double PhysicalQubits(int distance) => 2.0 * distance * distance;

    /// <summary>Nanoseconds of a logical cycle.</summary>
    public double CycleTime(int distance) => RoundTime * distance;

    /// <summary>Probability that one logical qubit fails in one logical cycle.</summary>
    public double LogicalError(int distance) =>
        Prefactor * Math.Pow(Math.Max(CliffordError, ReadoutError) / Threshold, (distance + 1) / 2);

    /// <summary>The least odd distance with at most this error for one logical qubit and cycle.</summary>
    /// <exception cref="SizeLimitException">It is over <see cref="MaximumDistance"/>.</exception>
    public int DistanceFor(double error)
    {
        for (int d = 1; d <= MaximumDistance; d += 2)
        {
            if (LogicalError(d) <= error)
            {
                return d;
            }
        }

        throw new SizeLimitException(FormattableString.Invariant(
            $"An error of {error:G3} for each logical qubit and cycle is out of reach on {Name}: distance {MaximumDistance} has {LogicalError(MaximumDistance):G3}. ")
            + "Raise the error budget, shorten the program, or name hardware with smaller errors.");
    }
}
