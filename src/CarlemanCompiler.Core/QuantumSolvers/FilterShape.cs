namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// How eigenvalues lie on a clock of M = 2^m readings, and what a filter on it has to become: the bin ν of an eigenvalue, the inverse h(ν)
/// of it, and how the amplitude of a reading j = 1..<see cref="Last"/> and of its mirror images shows at ν.
/// </summary>
/// <param name="ClockQubits">m.</param>
/// <param name="Margin">Evolution in time: how many bins the largest eigenvalue keeps from the Nyquist bin, where the sign jumps.</param>
/// <param name="Reach">Walk: largest eigenvalue over α; 0 for evolution in time.</param>
internal readonly record struct FilterShape(int ClockQubits, double Margin, double Reach)
{
    /// <summary>Evolution in time, ν proportional to λ.</summary>
    public static FilterShape OfTime(int clockQubits, double margin) => new(clockQubits, margin, 0);

    /// <summary>A qubitised walk, whose phases are φ = arcsin(λ/α) and π − φ.</summary>
    public static FilterShape OfWalk(int clockQubits, double reach) => new(clockQubits, 0, reach);

    /// <summary>Whether phases are those of a walk.</summary>
    public bool IsWalk => Reach > 0;

    /// <summary>M.</summary>
    public int Size => 1 << ClockQubits;

    /// <summary>The largest j: below Nyquist, or the quarter at which the two phases of a walk meet.</summary>
    public int Last => IsWalk ? Size / 4 : Size / 2 - 1;

    /// <summary>ν of an eigenvalue in units of the largest.</summary>
    public double Bin(double relativeEigenvalue) => IsWalk
        ? Math.Asin(Math.Max(-1, Math.Min(1, relativeEigenvalue * Reach))) * Size / (2 * Math.PI)
        : relativeEigenvalue * (Size / 2 - Margin);

    /// <summary>h, 1 at ν = 1: 1/ν in time, the inverse sine on a walk.</summary>
    public double Inverse(double bin)
    {
        double unit = 2 * Math.PI / Size;
        return IsWalk ? Math.Sin(unit) / Math.Sin(unit * bin) : 1 / bin;
    }

    /// <summary>h times the eigenvalue, in units of the largest: the same for every eigenvalue.</summary>
    public double Gain => IsWalk ? Math.Sin(2 * Math.PI / Size) / Reach : 1 / Bin(1);

    /// <summary>h less an eighth of its second derivative: what the window, of variance ¼, turns into h up to O(j⁻⁴).</summary>
    public double Sharpened(int j)
    {
        if (!IsWalk)
        {
            return (1 - 0.25 / ((double)j * j)) / j;
        }

        double unit = 2 * Math.PI / Size;
        double sin = Math.Sin(unit * j);
        double cos = Math.Cos(unit * j);
        return Math.Sin(unit) / sin * (1 - unit * unit * (1 + cos * cos) / (8 * sin * sin));
    }

    /// <summary>What amplitude 1 at j, −1 at −j and, on a walk, the same mirrored at the quarter add at ν.</summary>
    public double Kernel(double bin, int j)
    {
        int size = Size;
        double sum = SineWindow.Probability(bin - j, size) - SineWindow.Probability(bin + j, size);
        if (IsWalk && 4 * j < size)
        {
            int mirrored = size / 2 - j;
            sum += SineWindow.Probability(bin - mirrored, size) - SineWindow.Probability(bin + mirrored, size);
        }

        return sum;
    }

    /// <summary>The amplitudes of all M phases, two's complement, from those of j = 1..Last.</summary>
    public double[] Unfold(double[] half)
    {
        int size = Size;
        var all = new double[size];
        for (int j = 1; j <= Last; j++)
        {
            all[j] = half[j];
            all[size - j] = -half[j];
            if (IsWalk)
            {
                all[size / 2 - j] = half[j];
                all[size / 2 + j] = -half[j];
            }
        }

        return all;
    }
}
