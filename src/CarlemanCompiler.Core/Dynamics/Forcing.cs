using System.Collections.Immutable;

namespace CarlemanCompiler.Dynamics;

/// <summary>
/// The part of F_0 that depends on time, c(t) a: one direction, switched by a number. The truncated linear system then needs one more matrix,
/// made once, and one number in every step.
/// </summary>
public sealed class Forcing
{
    private readonly Func<double, double> profile;

    /// <summary>The forcing t ↦ c(t) a.</summary>
    /// <param name="amplitude">a, n ≥ 1 finite numbers.</param>
    /// <param name="profile">c, a pure function of the time.</param>
    /// <exception cref="ArgumentException">No number, or one that is not finite.</exception>
    public Forcing(ReadOnlySpan<double> amplitude, Func<double, double> profile)
    {
        if (amplitude.IsEmpty)
        {
            throw new ArgumentException("A forcing has at least one component.", nameof(amplitude));
        }

        foreach (double a in amplitude)
        {
            if (double.IsNaN(a) || double.IsInfinity(a))
            {
                throw new ArgumentException($"The amplitude of a forcing consists of finite numbers, not {a:R}.", nameof(amplitude));
            }
        }

        Amplitude = ImmutableArray.Create(amplitude.ToArray());
        this.profile = profile;
    }

    /// <summary>a, n numbers.</summary>
    public ImmutableArray<double> Amplitude { get; }

    /// <summary>c(<paramref name="time"/>).</summary>
    public double Profile(double time) => profile(time);
}
