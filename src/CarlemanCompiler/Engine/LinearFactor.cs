using System.Numerics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The linear part I + F_1 of the step, as the last of N factors needs it: all results of one prefix at once. Rows that follow one another
/// and reach for the same neighbours (u_{i−1}, u_i, u_{i+1} of a chain, say) make a segment, whose diagonals are vectors, or numbers where they are
/// constant.
/// </summary>
internal sealed unsafe class LinearFactor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FactorTerms<T> terms;
    private readonly Segment[] segments;
    private readonly int[] segmentOf;
    private readonly int[] offsets;
    private readonly int[] sources;
    private readonly T[] coefficients;
    private readonly bool[] isConstant;

    private LinearFactor(FactorTerms<T> terms, Segment[] segments, int[] segmentOf, int[] offsets, int[] sources)
    {
        this.terms = terms;
        this.segments = segments;
        this.segmentOf = segmentOf;
        this.offsets = offsets;
        this.sources = sources;
        coefficients = new T[sources.Length];
        isConstant = new bool[segments.Length];
    }

    public static LinearFactor<T> Of(FactorTerms<T> terms)
    {
        int n = terms.Starts.Length - 1;
        var segments = new List<Segment>();
        var segmentOf = new int[n];
        List<int> offsets = [];
        List<int> sources = [];
        for (int i = 0; i < n;)
        {
            int[] pattern = Pattern(i);
            int end = i + 1;
            while (end < n && Pattern(end).AsSpan().SequenceEqual(pattern))
            {
                end++;
            }

            segmentOf.AsSpan(i, end - i).Fill(segments.Count);
            segments.Add(new Segment(i, end, offsets.Count, pattern.Length, sources.Count));
            offsets.AddRange(pattern);
            for (int k = 0; k < pattern.Length; k++)
            {
                for (int row = i; row < end; row++)
                {
                    sources.Add(LinearTerm(row, k));
                }
            }

            i = end;
        }

        return new LinearFactor<T>(terms, [.. segments], segmentOf, [.. offsets], [.. sources]);

        int[] Pattern(int row)
        {
            List<int> pattern = [];
            for (int t = terms.Starts[row]; t < terms.Starts[row + 1] && terms.Degree(t) == 1; t++)
            {
                pattern.Add(terms.Letters[terms.LetterStarts[t]] - row);
            }

            return [.. pattern];
        }

        int LinearTerm(int row, int k) => terms.Starts[row] + k;
    }

    /// <summary>Takes the coefficients of the terms anew.</summary>
    public void Load()
    {
        for (int k = 0; k < sources.Length; k++)
        {
            coefficients[k] = terms.Coefficients[sources[k]];
        }

        for (int s = 0; s < segments.Length; s++)
        {
            isConstant[s] = true;
            int length = segments[s].End - segments[s].Start;
            for (int k = 0; k < segments[s].Width; k++)
            {
                var diagonal = coefficients.AsSpan(segments[s].Values + k * length, length);
                isConstant[s] &= !diagonal.ContainsAnyExcept(diagonal[0]);
            }
        }
    }

    /// <summary>result[i − first] = scale · Σ_a (I + F_1)[i, a] · vector[a] for i = first..n−1.</summary>
    public void Gather(T* vector, T* result, int first, T scale)
    {
        fixed (T* values = coefficients)
        fixed (int* shifts = offsets)
        {
            for (int s = segmentOf[first]; s < segments.Length; s++)
            {
                ref readonly var segment = ref segments[s];
                int start = Math.Max(first, segment.Start);
                int length = segment.End - start;
                int stride = segment.End - segment.Start;
                T* target = result + (start - first);
                T* row = values + segment.Values + (start - segment.Start);
                int* shift = shifts + segment.Offsets;
                if (segment.Width == 3 && length >= Rows.Overrun<T>())
                {
                    if (isConstant[s])
                    {
                        Rows.Combine3(target, length, vector + start, shift, scale * row[0], scale * row[stride], scale * row[2 * stride]);
                    }
                    else
                    {
                        Rows.Multiply3(target, length, vector + start, shift, row, stride, scale);
                    }
                }
                else if (length < Rows.Overrun<T>())
                {
                    for (int i = 0; i < length; i++)
                    {
                        T sum = T.Zero;
                        for (int k = 0; k < segment.Width; k++)
                        {
                            sum += row[k * stride + i] * vector[start + i + shift[k]];
                        }

                        target[i] = scale * sum;
                    }
                }
                else
                {
                    for (int k = 0; k < segment.Width; k++)
                    {
                        Rows.Multiply(target, length, vector + start + shift[k], row + k * stride, add: k > 0);
                    }

                    Rows.Scale(target, length, target, scale);
                }
            }
        }
    }

    /// <summary>vector[a] += Σ_i (I + F_1)[i, a] · result[i − first] for i = first..n−1: the transpose of <see cref="Gather"/> at scale 1.</summary>
    public void Scatter(T* vector, T* result, int first)
    {
        fixed (T* values = coefficients)
        fixed (int* shifts = offsets)
        {
            for (int s = segmentOf[first]; s < segments.Length; s++)
            {
                ref readonly var segment = ref segments[s];
                int start = Math.Max(first, segment.Start);
                for (int k = 0; k < segment.Width; k++)
                {
                    Rows.Multiply(
                        vector + start + shifts[segment.Offsets + k],
                        segment.End - start,
                        result + (start - first),
                        values + segment.Values + k * (segment.End - segment.Start) + (start - segment.Start),
                        add: true);
                }
            }
        }
    }

    /// <summary>Rows Start..End−1 with the same Width neighbours; Offsets and Values say where theirs begin.</summary>
    private readonly record struct Segment(int Start, int End, int Offsets, int Width, int Values);
}
