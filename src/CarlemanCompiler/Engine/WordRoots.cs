using System.Numerics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// √(|α|!/α!), what an isometric coordinate is of a monomial: multiplied onto a vector or divided out of it, row by row, without a table.
/// Inside a row only the first entry repeats its last letter; all others share one root.
/// </summary>
internal sealed unsafe class WordRoots<T>(TensorLayout layout)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] roots = [.. Enumerable.Range(0, layout.Order + 2).Select(k => Math.Sqrt(k))];
    private readonly double[] inverses = [.. Enumerable.Range(0, layout.Order + 2).Select(k => 1 / Math.Sqrt(k))];

    /// <summary>target = source · root (or / root) for all words that begin with a letter; both may be the same vector.</summary>
    /// <param name="source">Entry of degree 1, word 0.</param>
    /// <param name="target">Likewise.</param>
    /// <param name="letter">The first letter.</param>
    /// <param name="divide">Whether to divide.</param>
    public void Scale(T* source, T* target, int letter, bool divide)
    {
        target[letter] = source[letter];
        var (grow, repeat) = divide ? (inverses, roots) : (roots, inverses);
        for (int degree = 2; degree <= layout.Order; degree++)
        {
            int place = layout.Offset(degree) + layout.Starts(degree)[letter] - 1;
            ScaleRows(source, target, place, degree, 1, letter, 1, 1, grow, repeat);
        }
    }

    /// <param name="source">As above.</param>
    /// <param name="target">As above.</param>
    /// <param name="place">First entry of the words that continue the prefix.</param>
    /// <param name="degree">Letters of the words.</param>
    /// <param name="length">Letters of the prefix.</param>
    /// <param name="last">Its last letter.</param>
    /// <param name="repeats">How often it ends in that letter.</param>
    /// <param name="factor">That of the prefix.</param>
    /// <param name="grow">Factor of a k-th letter, for each k.</param>
    /// <param name="repeat">Factor of a letter that stands there for the k-th time.</param>
    private int ScaleRows(
        T* source, T* target, int place, int degree, int length, int last, int repeats, double factor, double[] grow, double[] repeat)
    {
        double single = factor * grow[length + 1];
        if (length == degree - 1)
        {
            target[place] = source[place] * T.CreateTruncating(single * repeat[repeats + 1]);
            int rest = layout.Letters - last - 1;
            Rows.Scale(target + place + 1, rest, source + place + 1, T.CreateTruncating(single));
            return place + 1 + rest;
        }

        for (int letter = last; letter < layout.Letters; letter++)
        {
            int count = letter == last ? repeats + 1 : 1;
            place = ScaleRows(source, target, place, degree, length + 1, letter, count, single * repeat[count], grow, repeat);
        }

        return place;
    }
}
