using System.Numerics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// xoshiro256** of Blackman and Vigna (ACM Trans. Math. Softw. 47, 36, 2021), seeded by splitmix64: the same numbers from the same seed on
/// every machine and in every version.
/// </summary>
internal sealed class Xoshiro256
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    public Xoshiro256(ulong seed)
    {
        s0 = SplitMix(ref seed);
        s1 = SplitMix(ref seed);
        s2 = SplitMix(ref seed);
        s3 = SplitMix(ref seed);
    }

    /// <summary>What random numbers are for: streams of equal seeds and different purposes have nothing to do with each other.</summary>
    public enum Purpose
    {
        /// <summary>The order of samples.</summary>
        Batches = 1,

        /// <summary>Noise added to a descent.</summary>
        Noise = 2,

        /// <summary>Measurements on the way of a program.</summary>
        Measurements = 3,
    }

    /// <summary>
    /// The stream of one step or pass: a function of seed, purpose and number alone, so that a run that goes on needs no generator's state.
    /// </summary>
    public static Xoshiro256 Of(int seed, Purpose purpose, long number)
    {
        ulong state = (uint)seed | (ulong)purpose << 32;
        state = SplitMix(ref state) + (ulong)number;
        return new Xoshiro256(SplitMix(ref state));
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in (0, 1]: never 0, so that its logarithm is finite.</summary>
    public double NextUnit() => ((Next() >> 11) + 1) * (1.0 / (1L << 53));

    /// <summary>Uniform in 0..bound−1, without bias: Lemire, ACM Trans. Model. Comput. Simul. 29, 3 (2019).</summary>
    public int NextBelow(int bound)
    {
        ulong range = (ulong)bound;
        while (true)
        {
            ulong high = Math.BigMul(Next(), range, out ulong low);
            if (low >= range || low >= (0 - range) % range)
            {
                return (int)high;
            }
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
