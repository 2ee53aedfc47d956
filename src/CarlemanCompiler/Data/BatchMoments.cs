using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Data;

/// <summary>
/// The moments of mini-batches, four samples at a time in the lanes of vectors: what <see cref="GradientStructure.Moments"/> computes, to
/// rounding, prepared for many calls. One multiplication per monomial and four samples, prefixes shared.
/// </summary>
/// <remarks>
/// Nothing is allocated in a call; one call at a time. The bits depend on the order of the samples and on no instruction set: lane k holds every
/// fourth sample.
/// </remarks>
public sealed class BatchMoments
{
    private readonly GradientStructure structure;

    /// <summary>Monomial node is monomial prefixes[node] times variable variables[node]; node 0 is the constant.</summary>
    private readonly int[] prefixes;
    private readonly int[] variables;
    private readonly int[] wanted;
    private readonly Vector256<double>[] values;
    private readonly Vector256<double>[] sums;
    private readonly Vector256<double>[] sample;

    /// <summary>Prepares the monomials of a structure. O(their letters).</summary>
    public BatchMoments(GradientStructure structure)
    {
        this.structure = structure;
        var nodes = new Dictionary<(int Prefix, int Variable), int>();
        List<(int Prefix, int Variable)> made = [(0, 0)];
        wanted = new int[structure.MomentCount];
        for (int k = 0; k < wanted.Length; k++)
        {
            int[] exponents = structure.MomentExponents(k);
            int node = 0;
            for (int v = 0; v < exponents.Length; v++)
            {
                for (int e = exponents[v]; e > 0; e--)
                {
                    if (!nodes.TryGetValue((node, v), out int next))
                    {
                        next = made.Count;
                        nodes.Add((node, v), next);
                        made.Add((node, v));
                    }

                    node = next;
                }
            }

            wanted[k] = node;
        }

        prefixes = [.. made.Select(m => m.Prefix)];
        variables = [.. made.Select(m => m.Variable)];
        values = new Vector256<double>[made.Count];
        sums = new Vector256<double>[made.Count];
        sample = new Vector256<double>[structure.SampleWidth];
    }

    /// <summary>μ_k, the means of all data monomials over a batch; weighted where samples carry weights.</summary>
    /// <param name="samples">Row-major, one sample or more; ignored for a model without data.</param>
    /// <param name="moments">One number per moment, overwritten.</param>
    /// <exception cref="ArgumentException">A length is wrong, or the samples' weights have no positive finite sum.</exception>
    public void Of(ReadOnlySpan<double> samples, Span<double> moments)
    {
        if (moments.Length != wanted.Length)
        {
            throw new ArgumentException($"{moments.Length} numbers were given for {wanted.Length} moments.", nameof(moments));
        }

        int width = structure.SampleWidth;
        if (width == 0)
        {
            moments.Fill(1);
            return;
        }

        if (samples.IsEmpty || samples.Length % width != 0)
        {
            throw new ArgumentException($"{samples.Length} numbers are not one or more samples of {width}.", nameof(samples));
        }

        int count = samples.Length / width;
        double total = Total(samples, width, count);
        Array.Clear(sums);
        for (int first = 0; first < count; first += SampleLanes.Count)
        {
            AddBlock(samples[(first * width)..], width, Math.Min(SampleLanes.Count, count - first));
        }

        for (int k = 0; k < wanted.Length; k++)
        {
            moments[k] = Vector256.Sum(sums[wanted[k]]) / total;
        }
    }

    /// <summary>Adds the monomials of the first samples. Lanes without a sample repeat the last one, and their constant is 0 for 1.</summary>
    private void AddBlock(ReadOnlySpan<double> samples, int width, int count)
    {
        int second = Math.Min(1, count - 1) * width;
        int third = Math.Min(2, count - 1) * width;
        int fourth = Math.Min(3, count - 1) * width;
        for (int v = 0; v < width; v++)
        {
            sample[v] = Vector256.Create(samples[v], samples[second + v], samples[third + v], samples[fourth + v]);
        }

        values[0] = Vector256.Create(1.0, count > 1 ? 1 : 0, count > 2 ? 1 : 0, count > 3 ? 1 : 0);
        sums[0] += values[0];

        // Prefixes and variables are within range from construction.
        ref var value = ref MemoryMarshal.GetArrayDataReference(values);
        ref var letter = ref MemoryMarshal.GetArrayDataReference(sample);
        for (int node = 1; node < prefixes.Length; node++)
        {
            var product = Unsafe.Add(ref value, prefixes[node]) * Unsafe.Add(ref letter, variables[node]);
            Unsafe.Add(ref value, node) = product;
            sums[node] += product;
        }
    }

    private double Total(ReadOnlySpan<double> samples, int width, int count)
    {
        if (structure.SampleWeight < 0)
        {
            return count;
        }

        double total = 0;
        for (int at = structure.SampleWeight; at < samples.Length; at += width)
        {
            total += samples[at];
        }

        return total > 0 && !double.IsInfinity(total)
            ? total
            : throw new ArgumentException($"The weights of a batch of {count} samples add up to {total:R}; they need a positive finite sum.", nameof(samples));
    }
}
