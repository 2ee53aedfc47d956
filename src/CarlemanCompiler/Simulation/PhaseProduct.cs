using System.Numerics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// A product of phases that each depend on one bit, or on one bit and the pivot: factor(x) = scalar[x_p] · Π_k factor[x_p][k][x_k]. The
/// diagonals between two other steps of a Fourier transform are one of these, and so is a whole layer of rotations about Z; a state is
/// multiplied by it at the cost of two multiplications an amplitude, however many factors it has.
/// </summary>
internal sealed class PhaseProduct
{
    private const int Bits = 32;
    private readonly Complex[] factors = new Complex[4 * Bits];
    private readonly Complex[] scalars = new Complex[2];
    private uint coupled;

    /// <summary>The pivot, −1 while nothing needs one.</summary>
    public int Pivot { get; private set; } = -1;

    /// <summary>Bits with a factor, the pivot included.</summary>
    public uint Touched { get; private set; }

    /// <summary>The number for a value of the pivot.</summary>
    public Complex Scalar(int pivotValue) => scalars[pivotValue];

    /// <summary>The factor of a bit's value for a value of the pivot.</summary>
    public Complex Factor(int pivotValue, int bit, int value) => factors[2 * (pivotValue * Bits + bit) + value];

    /// <summary>1 everywhere.</summary>
    public void Reset()
    {
        Array.Fill(factors, Complex.One);
        Array.Fill(scalars, Complex.One);
        Pivot = -1;
        coupled = 0;
        Touched = 0;
    }

    /// <summary>Multiplies four phases on two bits in, if they fit a product with one pivot.</summary>
    /// <param name="high">The more significant bit.</param>
    /// <param name="low">The other.</param>
    /// <param name="phases">For 00, 01, 10 and 11.</param>
    public bool TryMultiply(int high, int low, ReadOnlySpan<Complex> phases)
    {
        // Where p₀₀p₁₁ = p₀₁p₁₀, this is the product of one factor for each bit, which needs no pivot.
        if (phases[0] != 0 && PairMatrix.IsZero(phases[0] * phases[3] - phases[1] * phases[2]))
        {
            MultiplySingle(low, phases[0], phases[1]);
            MultiplySingle(high, 1, phases[2] / phases[0]);
            return true;
        }

        int pivot = Pivot == high || Pivot == low ? Pivot : Pivot < 0 ? high : -1;
        if (pivot < 0 && BitOperations.PopCount(coupled) == 1 && (coupled & ((1u << high) | (1u << low))) != 0)
        {
            Turn();
            pivot = Pivot;
        }

        if (pivot < 0)
        {
            return false;
        }

        if (Pivot < 0)
        {
            Adopt(pivot);
        }

        int other = pivot == high ? low : high;
        for (int x = 0; x < 2; x++)
        {
            for (int y = 0; y < 2; y++)
            {
                factors[2 * (x * Bits + other) + y] *= pivot == high ? phases[2 * x + y] : phases[2 * y + x];
            }
        }

        coupled |= 1u << other;
        Touched |= (1u << high) | (1u << low);
        return true;
    }

    private void MultiplySingle(int bit, Complex zero, Complex one)
    {
        Touched |= 1u << bit;
        if (bit == Pivot)
        {
            scalars[0] *= zero;
            scalars[1] *= one;
            return;
        }

        for (int x = 0; x < 2; x++)
        {
            factors[2 * (x * Bits + bit)] *= zero;
            factors[2 * (x * Bits + bit) + 1] *= one;
        }
    }

    /// <summary>Makes a bit the pivot: its own factors become the scalars.</summary>
    private void Adopt(int bit)
    {
        Pivot = bit;
        for (int x = 0; x < 2; x++)
        {
            scalars[x] *= factors[2 * bit + x];
        }

        for (int x = 0; x < 2; x++)
        {
            factors[2 * (x * Bits + bit)] = 1;
            factors[2 * (x * Bits + bit) + 1] = 1;
        }
    }

    /// <summary>The only bit that depends on the pivot becomes the pivot.</summary>
    private void Turn()
    {
        int before = Pivot;
        int bit = BitOperations.Log2(coupled);
        Span<Complex> joint = stackalloc Complex[4];
        for (int x = 0; x < 2; x++)
        {
            for (int y = 0; y < 2; y++)
            {
                joint[2 * x + y] = scalars[x] * factors[2 * (x * Bits + bit) + y];
            }
        }

        for (int y = 0; y < 2; y++)
        {
            scalars[y] = 1;
            for (int x = 0; x < 2; x++)
            {
                factors[2 * (y * Bits + before) + x] = joint[2 * x + y];
                factors[2 * (y * Bits + bit) + x] = 1;
            }
        }

        Pivot = bit;
        coupled = 1u << before;
    }
}
