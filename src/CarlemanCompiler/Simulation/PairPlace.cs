using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// Where a one-qubit matrix acts: on a target bit, where the bits under a mask have given values. Target and controls among the lowest bits
/// act between or on the lanes of a register, which the coefficients take care of, lane by lane.
/// </summary>
/// <param name="Target">Bit of the target.</param>
/// <param name="Controls">Control bits.</param>
/// <param name="Values">The value of each of them at which the matrix acts.</param>
internal readonly record struct PairPlace(int Target, uint Controls, uint Values)
{
    /// <summary>Under controls that all have to be 1.</summary>
    public PairPlace(int target, uint controls)
        : this(target, controls, controls)
    {
    }

    /// <summary>Whether the two amplitudes of a pair lie in one register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Inside<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Target < Lanes<T>.Bits;

    /// <summary>Bits of a register's number that the walk holds fixed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Fixed<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Controls >> Lanes<T>.Bits) | (Inside<T>() ? 0 : 1u << (Target - Lanes<T>.Bits));

    /// <summary>What the controls add to a register's number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint High<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Values >> Lanes<T>.Bits;

    /// <summary>Registers, or pairs of them, of a state of 2^bits amplitudes.</summary>
    public uint Items<T>(int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => 1u << (bits - Lanes<T>.Bits - BitOperations.PopCount(Fixed<T>()));

    /// <summary>The lanes in which the controls hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Active<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Lanes<T>.Where(Controls & Lanes<T>.Mask, Values & Lanes<T>.Mask);

    /// <summary>The value in the active lanes, the identity's value in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Coefficients<T>(double value, double identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.ConditionalSelect(Active<T>(), Lanes<T>.All(value), Lanes<T>.All(identity));

    /// <summary>For a target inside the register: one value in the lanes where it is 0, another where it is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> InsideCoefficients<T>(double whenZero, double whenOne, double identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var zero = Lanes<T>.Where(1u << Target, 0);
        var values = Vector512.ConditionalSelect(zero, Lanes<T>.All(whenZero), Lanes<T>.All(whenOne));
        return Vector512.ConditionalSelect(Active<T>(), values, Lanes<T>.All(identity));
    }

    /// <summary>For a target inside the register: each lane's partner, itself where the controls do not hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Partners<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.ConditionalSelect(Active<T>(), Lanes<T>.Exchange(1u << Target), Lanes<T>.Exchange(0));
}
