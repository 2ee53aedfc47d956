using System.Collections.Immutable;

namespace CarlemanCompiler.Dynamics;

/// <summary>
/// The part of F_0 that depends on time, Σ_k c_k(t) a_k with fixed vectors a_k: the truncated linear system needs one matrix per vector, made
/// once, and numbers c_k(t) in every step.
/// </summary>
public sealed class Forcing
{
    private readonly Func<double, double[]> coefficients;

    private Forcing(ImmutableArray<ImmutableArray<double>> vectors, Func<double, double[]> coefficients)
    {
        Vectors = vectors;
        this.coefficients = coefficients;
    }

    /// <summary>a_k, n numbers each: one vector for a separable forcing, the n unit vectors for a general one.</summary>
    public ImmutableArray<ImmutableArray<double>> Vectors { get; }

    /// <summary>n.</summary>
    public int VariableCount => Vectors[0].Length;

    /// <summary>a · c(t): one direction, switched by a number.</summary>
    /// <param name="amplitude">a, n ≥ 1 finite numbers.</param>
    /// <param name="profile">c, a pure function of the time.</param>
    public static Forcing Separable(ReadOnlySpan<double> amplitude, Func<double, double> profile)
    {
        if (amplitude.IsEmpty)
        {
            throw new ArgumentException("A forcing has at least one component.", nameof(amplitude));
        }

        return new Forcing([ImmutableArray.Create(amplitude.ToArray())], t => [profile(t)]);
    }

    /// <summary>
    /// Any vector function of the time. Its linear system has n matrices in place of one: where one direction is enough,
    /// <see cref="Separable"/> is cheaper.
    /// </summary>
    /// <param name="variableCount">n ≥ 1.</param>
    /// <param name="function">A pure function of the time with n components.</param>
    public static Forcing Of(int variableCount, Func<double, double[]> function)
    {
        if (variableCount < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(variableCount), variableCount, "A forcing has at least one component.");
        }

        return new Forcing([.. Enumerable.Range(0, variableCount).Select(i => Unit(variableCount, i))], function);
    }

    /// <summary>c_k(<paramref name="time"/>), as many as there are vectors.</summary>
    public double[] Coefficients(double time)
    {
        var values = coefficients(time);
        return values.Length == Vectors.Length
            ? values
            : throw new InvalidOperationException($"The forcing has {values.Length} components at t = {time:R}; {Vectors.Length} are needed.");
    }

    /// <summary>Σ_k c_k(<paramref name="time"/>) a_k, n numbers.</summary>
    public double[] At(double time)
    {
        var sum = new double[VariableCount];
        var factors = Coefficients(time);
        for (int k = 0; k < factors.Length; k++)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += factors[k] * Vectors[k][i];
            }
        }

        return sum;
    }

    private static ImmutableArray<double> Unit(int length, int index)
    {
        var unit = new double[length];
        unit[index] = 1;
        return ImmutableArray.Create(unit);
    }
}
