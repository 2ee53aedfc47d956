using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The step's polynomials without their constants, P_i(u) − F_0,i = u_i + Σ_{ℓ≥1} (F_ℓ u^{⊗ℓ})_i, as the words that a layout knows: in the
/// Kronecker basis a monomial's coefficient is spread equally over the words that spell it. Structure and coefficients are apart, so that
/// stochastic descent changes the numbers alone.
/// </summary>
internal sealed unsafe class FactorTerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Origin[] origins;

    private FactorTerms(int[] starts, int[] letterStarts, int[] letters, int[] ranks, int[] lowest, Origin[] origins)
    {
        Starts = starts;
        LetterStarts = letterStarts;
        Letters = letters;
        Ranks = ranks;
        Lowest = lowest;
        Coefficients = GC.AllocateArray<T>(origins.Length, pinned: true);
        this.origins = origins;
    }

    /// <summary>Terms of polynomial i: Starts[i] .. Starts[i+1], degree ascending.</summary>
    public int[] Starts { get; }

    /// <summary>Letters of term t: LetterStarts[t] .. LetterStarts[t+1].</summary>
    public int[] LetterStarts { get; }

    /// <summary>The words, one after the other.</summary>
    public int[] Letters { get; }

    /// <summary>The place of each word among those of its degree.</summary>
    public int[] Ranks { get; }

    /// <summary>The smallest letter of any term of the polynomials i, i+1, …; i = 0..n−1.</summary>
    public int[] Lowest { get; }

    /// <summary>The terms' coefficients.</summary>
    public T[] Coefficients { get; }

    /// <summary><see cref="Letters"/>, which does not move.</summary>
    public int* LettersPointer => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Letters));

    /// <summary><see cref="LetterStarts"/>, which does not move.</summary>
    public int* LetterStartsPointer => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(LetterStarts));

    /// <summary><see cref="Coefficients"/>, which does not move.</summary>
    public T* CoefficientsPointer => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Coefficients));

    /// <summary>Most terms of one polynomial.</summary>
    public int MaximumCount => Enumerable.Range(0, Starts.Length - 1).Max(i => Starts[i + 1] - Starts[i]);

    /// <summary>Degree of term t.</summary>
    public int Degree(int term) => LetterStarts[term + 1] - LetterStarts[term];

    /// <summary>The terms of a descent up to the layout's order, without coefficients; u in units of <paramref name="scale"/>.</summary>
    public static FactorTerms<T> Of(GradientDynamics dynamics, TensorLayout layout, double scale)
    {
        int n = layout.Letters;
        var starts = new int[n + 1];
        List<int> letterStarts = [0];
        List<int> letters = [];
        List<int> ranks = [];
        List<Origin> origins = [];
        int source = 0;
        var smallest = new int[n];
        var buffer = new int[Polynomial.MaximumDegree];
        for (int i = 0; i < n; i++)
        {
            smallest[i] = i;
            bool hasDiagonal = false;
            var g = dynamics.Increments[i];
            for (int t = 0; t < g.TermCount && g.TermDegree(t) <= layout.Order; t++)
            {
                int degree = g.TermDegree(t);
                if (degree == 0)
                {
                    continue;
                }

                int[] word = buffer.AsSpan(0, g.Letters(t, buffer)).ToArray();
                bool isDiagonal = degree == 1 && word[0] == i;
                if (degree > 1 && !hasDiagonal)
                {
                    AddIdentity(i);
                    hasDiagonal = true;
                }

                hasDiagonal |= isDiagonal;
                Add(i, word, new Origin(source + t, Math.Pow(scale, degree - 1), isDiagonal ? 1 : 0));
            }

            if (!hasDiagonal)
            {
                AddIdentity(i);
            }

            source += g.TermCount;
            starts[i + 1] = ranks.Count;
        }

        for (int i = n - 2; i >= 0; i--)
        {
            smallest[i] = Math.Min(smallest[i], smallest[i + 1]);
        }

        return new FactorTerms<T>(
            starts, Pinned(letterStarts), Pinned(letters), [.. ranks], layout.Ascending ? smallest : new int[n], [.. origins]);

        void AddIdentity(int i) => Add(i, [i], new Origin(-1, 0, 1));

        void Add(int i, int[] word, Origin origin)
        {
            ImmutableArray<int[]> words = layout.Ascending ? [word] : Spellings(word);
            smallest[i] = Math.Min(smallest[i], word[0]);
            foreach (int[] spelling in words)
            {
                letters.AddRange(spelling);
                letterStarts.Add(letters.Count);
                ranks.Add(layout.Rank(spelling));
                origins.Add(origin with { Factor = origin.Factor / words.Length });
            }
        }
    }

    /// <summary>Computes <see cref="Coefficients"/> from those of the increments, weight after weight.</summary>
    public void Load(ReadOnlySpan<double> increments)
    {
        for (int t = 0; t < origins.Length; t++)
        {
            var origin = origins[t];
            Coefficients[t] = T.CreateChecked(
                origin.Identity + (origin.Source < 0 ? 0 : increments[origin.Source] * origin.Factor));
        }
    }

    private static int[] Pinned(List<int> list)
    {
        int[] array = GC.AllocateArray<int>(list.Count, pinned: true);
        list.CopyTo(array);
        return array;
    }

    /// <summary>The distinct rearrangements of an ascending word, in lexicographic order.</summary>
    private static ImmutableArray<int[]> Spellings(int[] word)
    {
        var words = ImmutableArray.CreateBuilder<int[]>();
        int[] current = [.. word];
        while (true)
        {
            words.Add([.. current]);
            int at = current.Length - 2;
            while (at >= 0 && current[at] >= current[at + 1])
            {
                at--;
            }

            if (at < 0)
            {
                return words.ToImmutable();
            }

            int larger = current.Length - 1;
            while (current[larger] <= current[at])
            {
                larger--;
            }

            (current[at], current[larger]) = (current[larger], current[at]);
            Array.Reverse(current, at + 1, current.Length - at - 1);
        }
    }

    /// <summary>A coefficient is Identity + Factor · (coefficient Source of the increments); Source is −1 where there is none.</summary>
    private readonly record struct Origin(int Source, double Factor, double Identity);
}
