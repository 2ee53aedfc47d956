using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The innermost loops of a step: rows of contiguous numbers, combined linearly. A row is read and written once for every four summands.
/// Results do not depend on how many threads run, but a row's last numbers are summed without vectors.
/// </summary>
internal static unsafe class Rows
{
    /// <summary>target = Σ_k coefficients[k] · (source + offsets[k]), <paramref name="length"/> numbers.</summary>
    /// <param name="target">Written to; no source overlaps it.</param>
    /// <param name="length">Numbers.</param>
    /// <param name="source">What offsets count from.</param>
    /// <param name="offsets">Of the summands.</param>
    /// <param name="coefficients">Of the summands.</param>
    /// <param name="count">Summands.</param>
    /// <param name="whole">
    /// Whether <see cref="Overrun"/> numbers behind the target may be spoilt and behind each source may be read: then all is done in whole vectors.
    /// </param>
    public static void Combine<T>(T* target, int length, T* source, nint* offsets, T* coefficients, int count, bool whole)
        where T : unmanaged, INumberBase<T>
    {
        if (whole)
        {
            length = (length + Vector256<T>.Count - 1) & -Vector256<T>.Count;
        }

        if (count == 0)
        {
            new Span<T>(target, length).Clear();
        }

        for (int k = 0; k < count; k += 4)
        {
            bool add = k > 0;
            T* a = source + offsets[k];
            switch (count - k)
            {
                case 1:
                    Sum1(target, length, a, coefficients[k], add);
                    break;
                case 2:
                    Sum2(target, length, a, source + offsets[k + 1], coefficients[k], coefficients[k + 1], add);
                    break;
                case 3:
                    Sum3(target, length, a, source + offsets[k + 1], source + offsets[k + 2], coefficients + k, add);
                    break;
                default:
                    Sum4(target, length, a, source + offsets[k + 1], source + offsets[k + 2], source + offsets[k + 3], coefficients + k, add);
                    break;
            }
        }
    }

    /// <summary>Numbers that whole vectors may reach beyond a row.</summary>
    public static int Overrun<T>()
        where T : unmanaged, INumberBase<T> => Vector256<T>.Count;

    /// <summary>target += coefficient · source.</summary>
    public static void Add<T>(T* target, int length, T* source, T coefficient)
        where T : unmanaged, INumberBase<T> => Sum1(target, length, source, coefficient, add: true);

    /// <summary>target = source + coefficient · other.</summary>
    public static void Sum<T>(T* target, int length, T* source, T* other, T coefficient)
        where T : unmanaged, INumberBase<T> => Sum2(target, length, source, other, T.One, coefficient, add: false);

    /// <summary>target = coefficient · source.</summary>
    public static void Scale<T>(T* target, int length, T* source, T coefficient)
        where T : unmanaged, INumberBase<T> => Sum1(target, length, source, coefficient, add: false);

    /// <summary>target[i] (+)= coefficients[i] · source[i].</summary>
    public static void Multiply<T>(T* target, int length, T* source, T* coefficients, bool add)
        where T : unmanaged, INumberBase<T>
    {
        int i = 0;
        for (; i <= length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            var start = add ? Vector256.Load(target + i) : Vector256<T>.Zero;
            MultiplyAdd(Vector256.Load(source + i), Vector256.Load(coefficients + i), start).Store(target + i);
        }

        for (; i < length; i++)
        {
            target[i] = (add ? target[i] : T.Zero) + source[i] * coefficients[i];
        }
    }

    /// <summary>
    /// target[i] = scale · Σ_{k&lt;3} coefficients[k·stride + i] · (source + offsets[k])[i]; at least a vector of numbers, none of which the target shares.
    /// </summary>
    public static void Multiply3<T>(T* target, int length, T* source, int* offsets, T* coefficients, int stride, T scale)
        where T : unmanaged, INumberBase<T>
    {
        var factor = Vector256.Create(scale);
        T* a = source + offsets[0];
        T* b = source + offsets[1];
        T* c = source + offsets[2];
        int last = length - Vector256<T>.Count;
        for (int i = 0; i < length; i += Vector256<T>.Count)
        {
            // The last vector may repeat what the one before it did.
            int at = Math.Min(i, last);
            var sum = Vector256.Load(a + at) * Vector256.Load(coefficients + at);
            sum = MultiplyAdd(Vector256.Load(b + at), Vector256.Load(coefficients + stride + at), sum);
            sum = MultiplyAdd(Vector256.Load(c + at), Vector256.Load(coefficients + 2 * stride + at), sum);
            (sum * factor).Store(target + at);
        }
    }

    /// <summary>target = a · (source + offsets[0]) + b · (source + offsets[1]) + c · (source + offsets[2]), for the like of <see cref="Multiply3"/>.</summary>
    public static void Combine3<T>(T* target, int length, T* source, int* offsets, T a, T b, T c)
        where T : unmanaged, INumberBase<T>
    {
        var factorA = Vector256.Create(a);
        var factorB = Vector256.Create(b);
        var factorC = Vector256.Create(c);
        T* first = source + offsets[0];
        T* second = source + offsets[1];
        T* third = source + offsets[2];
        int last = length - Vector256<T>.Count;
        for (int i = 0; i < length; i += Vector256<T>.Count)
        {
            int at = Math.Min(i, last);
            var sum = Vector256.Load(first + at) * factorA;
            sum = MultiplyAdd(Vector256.Load(second + at), factorB, sum);
            MultiplyAdd(Vector256.Load(third + at), factorC, sum).Store(target + at);
        }
    }

    private static void Sum1<T>(T* target, int length, T* a, T ca, bool add)
        where T : unmanaged, INumberBase<T>
    {
        var va = Vector256.Create(ca);
        int i = 0;
        for (; i <= length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            var start = add ? Vector256.Load(target + i) : Vector256<T>.Zero;
            MultiplyAdd(Vector256.Load(a + i), va, start).Store(target + i);
        }

        for (; i < length; i++)
        {
            target[i] = (add ? target[i] : T.Zero) + ca * a[i];
        }
    }

    private static void Sum2<T>(T* target, int length, T* a, T* b, T ca, T cb, bool add)
        where T : unmanaged, INumberBase<T>
    {
        var va = Vector256.Create(ca);
        var vb = Vector256.Create(cb);
        int i = 0;
        for (; i <= length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            var start = add ? Vector256.Load(target + i) : Vector256<T>.Zero;
            MultiplyAdd(Vector256.Load(b + i), vb, MultiplyAdd(Vector256.Load(a + i), va, start)).Store(target + i);
        }

        for (; i < length; i++)
        {
            target[i] = (add ? target[i] : T.Zero) + ca * a[i] + cb * b[i];
        }
    }

    private static void Sum3<T>(T* target, int length, T* a, T* b, T* c, T* coefficients, bool add)
        where T : unmanaged, INumberBase<T>
    {
        var va = Vector256.Create(coefficients[0]);
        var vb = Vector256.Create(coefficients[1]);
        var vc = Vector256.Create(coefficients[2]);
        int i = 0;
        for (; i <= length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            var sum = add ? Vector256.Load(target + i) : Vector256<T>.Zero;
            sum = MultiplyAdd(Vector256.Load(a + i), va, sum);
            sum = MultiplyAdd(Vector256.Load(b + i), vb, sum);
            MultiplyAdd(Vector256.Load(c + i), vc, sum).Store(target + i);
        }

        for (; i < length; i++)
        {
            target[i] = (add ? target[i] : T.Zero) + coefficients[0] * a[i] + coefficients[1] * b[i] + coefficients[2] * c[i];
        }
    }

    private static void Sum4<T>(T* target, int length, T* a, T* b, T* c, T* d, T* coefficients, bool add)
        where T : unmanaged, INumberBase<T>
    {
        var va = Vector256.Create(coefficients[0]);
        var vb = Vector256.Create(coefficients[1]);
        var vc = Vector256.Create(coefficients[2]);
        var vd = Vector256.Create(coefficients[3]);
        int i = 0;
        for (; i <= length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            var sum = add ? Vector256.Load(target + i) : Vector256<T>.Zero;
            sum = MultiplyAdd(Vector256.Load(a + i), va, sum);
            sum = MultiplyAdd(Vector256.Load(b + i), vb, sum);
            sum = MultiplyAdd(Vector256.Load(c + i), vc, sum);
            MultiplyAdd(Vector256.Load(d + i), vd, sum).Store(target + i);
        }

        for (; i < length; i++)
        {
            target[i] = (add ? target[i] : T.Zero)
                + coefficients[0] * a[i] + coefficients[1] * b[i] + coefficients[2] * c[i] + coefficients[3] * d[i];
        }
    }

    /// <summary>a · b + c, in one instruction where the machine has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c)
        where T : unmanaged, INumberBase<T> => typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : typeof(T) == typeof(float)
                ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
                : a * b + c;
}
