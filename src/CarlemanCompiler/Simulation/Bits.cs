using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CarlemanCompiler.Simulation;

/// <summary>Walks over the indices that have given bits fixed, and reads and writes scattered bits of an index.</summary>
internal static class Bits
{
    /// <summary>The bits of <paramref name="value"/> under the mask, packed to the low end in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Extract(uint value, uint mask) =>
        Bmi2.IsSupported ? Bmi2.ParallelBitExtract(value, mask) : ExtractPortable(value, mask);

    /// <summary>The low bits of <paramref name="value"/> spread in order over the bits of the mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Deposit(uint value, uint mask) =>
        Bmi2.IsSupported ? Bmi2.ParallelBitDeposit(value, mask) : DepositPortable(value, mask);

    /// <summary>
    /// The next larger number whose bits under <paramref name="fixedMask"/> are 0, given one: the carry runs through the masked bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Next(uint value, uint fixedMask) => ((value | fixedMask) + 1) & ~fixedMask;

    internal static uint ExtractPortable(uint value, uint mask)
    {
        uint result = 0;
        for (int at = 0; mask != 0; at++)
        {
            uint lowest = mask & (0 - mask);
            if ((value & lowest) != 0)
            {
                result |= 1u << at;
            }

            mask ^= lowest;
        }

        return result;
    }

    internal static uint DepositPortable(uint value, uint mask)
    {
        uint result = 0;
        for (; mask != 0; value >>= 1)
        {
            uint lowest = mask & (0 - mask);
            if ((value & 1) != 0)
            {
                result |= lowest;
            }

            mask ^= lowest;
        }

        return result;
    }
}
