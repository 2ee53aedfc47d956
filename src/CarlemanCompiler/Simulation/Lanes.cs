using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// What the kernels need of a register of 512 bits, in either precision; where the processor has 256, the runtime works in halves. The low
/// bits of an amplitude's index are the lanes of a register: a gate on one of them works between the lanes.
/// </summary>
internal static unsafe class Lanes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bits of an index inside a register: 3 in double precision, 4 in single.</summary>
    public static int Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 3 : 4;
    }

    /// <summary>Numbers in a register.</summary>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) ? 8 : 16;
    }

    /// <summary>Lanes as a mask of index bits.</summary>
    public static uint Mask
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)Count - 1;
    }

    /// <summary>A number in the state's precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(double value) => typeof(T) == typeof(double) ? (T)(object)value : (T)(object)(float)value;

    /// <summary>A number of the state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(T value) => typeof(T) == typeof(double) ? (double)(object)value : (float)(object)value;

    /// <summary>One number in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> All(double value) => Vector512.Create(Of(value));

    /// <summary>a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Fma(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(double)
        ? Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
        : Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    /// <summary>c − a·b, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FmaNegated(Vector512<T> a, Vector512<T> b, Vector512<T> c) => Fma(-a, b, c);

    /// <summary>All ones in the lanes l with l &amp; mask = value, as a selector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Where(uint mask, uint value) => typeof(T) == typeof(double)
        ? Vector512.Equals(Vector512<long>.Indices & Vector512.Create((long)mask), Vector512.Create((long)value)).As<long, T>()
        : Vector512.Equals(Vector512<int>.Indices & Vector512.Create((int)mask), Vector512.Create((int)value)).As<int, T>();

    /// <summary>The permutation l ↦ l xor <paramref name="mask"/> of the lanes, for <see cref="Permute"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exchange(uint mask) => typeof(T) == typeof(double)
        ? (Vector512<long>.Indices ^ Vector512.Create((long)mask)).As<long, T>()
        : (Vector512<int>.Indices ^ Vector512.Create((int)mask)).As<int, T>();

    /// <summary>Lane l of the result is lane order[l] of the vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Permute(Vector512<T> vector, Vector512<T> order) => typeof(T) == typeof(double)
        ? Vector512.ShuffleNative(vector.AsDouble(), order.AsInt64()).As<double, T>()
        : Vector512.ShuffleNative(vector.AsSingle(), order.AsInt32()).As<float, T>();

    /// <summary>Eight numbers of the state as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(T* from)
    {
        if (typeof(T) == typeof(double))
        {
            return Vector512.Load((double*)from);
        }

        var (low, high) = Vector256.Widen(Vector256.Load((float*)from));
        return Vector512.Create(low, high);
    }
}
