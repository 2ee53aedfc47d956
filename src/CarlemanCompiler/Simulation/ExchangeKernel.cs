using System.Numerics;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>X on one qubit under controls: the amplitudes of each pair change places, without arithmetic.</summary>
internal readonly unsafe struct ExchangeKernel<T>(T* re, T* im, PairPlace place) : IRangeKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(uint begin, uint end)
    {
        uint fixedMask = place.Fixed<T>();
        uint high = place.High<T>();
        uint vector = Bits.Deposit(begin, ~fixedMask);
        long stride = 1L << place.Target;
        if (place.Inside<T>())
        {
            var partners = place.Partners<T>();
            for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
            {
                long at = (long)(vector | high) << Lanes<T>.Bits;
                Lanes<T>.Permute(Vector512.Load(re + at), partners).Store(re + at);
                Lanes<T>.Permute(Vector512.Load(im + at), partners).Store(im + at);
            }
        }
        else if ((place.Controls & Lanes<T>.Mask) == 0)
        {
            for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
            {
                long at = (long)(vector | high) << Lanes<T>.Bits;
                var r = Vector512.Load(re + at);
                var i = Vector512.Load(im + at);
                Vector512.Load(re + at + stride).Store(re + at);
                Vector512.Load(im + at + stride).Store(im + at);
                r.Store(re + at + stride);
                i.Store(im + at + stride);
            }
        }
        else
        {
            var active = place.Active<T>();
            for (uint item = begin; item < end; item++, vector = Bits.Next(vector, fixedMask))
            {
                long at = (long)(vector | high) << Lanes<T>.Bits;
                Masked(re + at, stride, active);
                Masked(im + at, stride, active);
            }
        }
    }

    private static void Masked(T* first, long stride, Vector512<T> active)
    {
        var a = Vector512.Load(first);
        var b = Vector512.Load(first + stride);
        Vector512.ConditionalSelect(active, b, a).Store(first);
        Vector512.ConditionalSelect(active, a, b).Store(first + stride);
    }
}
