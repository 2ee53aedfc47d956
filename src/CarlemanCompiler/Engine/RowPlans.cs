using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CarlemanCompiler.Engine;

/// <summary>
/// What a factor does on words of no and of one letter, worked out once: these are most of a step's rows, and the shortest. For each factor the
/// places of its terms' words, and those of the row of words (term, x), x = lowest..n−1, where no letter of the term has to be sorted behind
/// one of the row; the other terms are listed apart. Degrees ascend, so the terms up to a degree are the first ones of each list.
/// </summary>
internal sealed unsafe class RowPlans<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TensorLayout layout;
    private readonly FactorTerms<T> terms;
    private readonly nint[] places;
    private readonly nint[] directPlaces;
    private readonly T[] directCoefficients;
    private readonly int[] directTerms;
    private readonly int[] mixedTerms;
    private readonly int[] counts;
    private readonly int[] highest;
    private readonly T[] isometricCoefficients;
    private readonly double[] factorialRoots;

    public RowPlans(TensorLayout layout, FactorTerms<T> terms)
    {
        this.layout = layout;
        this.terms = terms;
        int count = terms.Ranks.Length;
        places = GC.AllocateArray<nint>(count, pinned: true);
        directPlaces = GC.AllocateArray<nint>(count, pinned: true);
        directCoefficients = GC.AllocateArray<T>(count, pinned: true);
        directTerms = new int[count];
        mixedTerms = GC.AllocateArray<int>(count, pinned: true);
        counts = new int[3 * layout.Letters * (layout.Order + 1)];
        highest = new int[layout.Letters * (layout.Order + 1)];
        isometricCoefficients = GC.AllocateArray<T>(count, pinned: true);
        factorialRoots = [.. Enumerable.Range(0, layout.Order + 1).Select(FactorialRoot)];
        for (int letter = 0; letter < layout.Letters; letter++)
        {
            int low = terms.Lowest[letter];
            int start = terms.Starts[letter];
            int direct = 0;
            int mixed = 0;
            int high = 0;
            int t = start;
            for (int degree = 0; degree <= layout.Order; degree++)
            {
                for (; t < terms.Starts[letter + 1] && terms.Degree(t) == degree; t++)
                {
                    var word = terms.Letters.AsSpan(terms.LetterStarts[t], degree);
                    high = degree == 0 ? high : Math.Max(high, word[^1]);
                    places[t] = layout.Offset(degree) + terms.Ranks[t];
                    if (degree < layout.Order && (!layout.Ascending || word[^1] <= low))
                    {
                        int[] longer = [.. word, low];
                        directTerms[start + direct] = t;
                        directPlaces[start + direct++] = layout.Offset(degree + 1) + layout.Rank(longer);
                    }
                    else if (degree < layout.Order)
                    {
                        mixedTerms[start + mixed++] = t;
                    }
                }

                int at = 3 * (letter * (layout.Order + 1) + degree);
                (counts[at], counts[at + 1], counts[at + 2]) = (t - start, direct, mixed);
                highest[at / 3] = high;
            }
        }
    }

    /// <summary>Place of each term's word.</summary>
    public nint* Places => (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(places));

    /// <summary>Where the row of each direct term starts; those of a factor from its first term's number on.</summary>
    public nint* DirectPlaces => (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(directPlaces));

    /// <summary>The coefficients of the direct terms.</summary>
    public T* DirectCoefficients => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(directCoefficients));

    /// <summary>The other terms; those of a factor from its first term's number on.</summary>
    public int* MixedTerms => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(mixedTerms));

    /// <summary>How many terms of a factor have at most a degree: all, direct ones, others.</summary>
    public (int All, int Direct, int Mixed) Counts(int letter, int degree)
    {
        int at = 3 * (letter * (layout.Order + 1) + degree);
        return (counts[at], counts[at + 1], counts[at + 2]);
    }

    /// <summary>The largest letter of the terms of a factor that have at most a degree.</summary>
    public int Highest(int letter, int degree) => highest[letter * (layout.Order + 1) + degree];

    /// <summary>Coefficients of the terms on isometric coordinates of their words.</summary>
    public T* IsometricCoefficients => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(isometricCoefficients));

    /// <summary>
    /// Coefficient of a term on isometric coordinates of its word, followed by a word of <paramref name="degree"/> other letters, up to the √(α!) of these.
    /// </summary>
    public T BlockCoefficient(int term, int degree) =>
        terms.Coefficients[term] * T.CreateTruncating(RepeatRoot(term) / factorialRoots[degree + terms.Degree(term)]);

    /// <summary>Takes the coefficients of the terms anew.</summary>
    public void Load()
    {
        for (int t = 0; t < isometricCoefficients.Length; t++)
        {
            isometricCoefficients[t] = BlockCoefficient(t, 0);
        }

        for (int letter = 0; letter < layout.Letters; letter++)
        {
            int start = terms.Starts[letter];
            int direct = Counts(letter, layout.Order).Direct;
            for (int k = start; k < start + direct; k++)
            {
                directCoefficients[k] = terms.Coefficients[directTerms[k]];
            }
        }
    }

    /// <summary>√(α!) of a term.</summary>
    private double RepeatRoot(int term)
    {
        double product = 1;
        int repeats = 1;
        for (int k = terms.LetterStarts[term] + 1; k < terms.LetterStarts[term + 1]; k++)
        {
            repeats = terms.Letters[k] == terms.Letters[k - 1] ? repeats + 1 : 1;
            product *= repeats;
        }

        return Math.Sqrt(product);
    }

    private static double FactorialRoot(int k)
    {
        double product = 1;
        for (int m = 2; m <= k; m++)
        {
            product *= m;
        }

        return Math.Sqrt(product);
    }
}
