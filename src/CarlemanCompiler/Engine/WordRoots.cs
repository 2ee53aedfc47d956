using System.Numerics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// √(|α|!/α!), what an isometric coordinate is of a monomial: multiplied onto a vector or divided out of it, row by row, without a table.
/// Inside a row only the first entry repeats its last letter; all others share one root.
/// </summary>
internal sealed unsafe class WordRoots<T>(TensorLayout layout)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RootSteps roots = RootSteps.Roots(layout.Order);
    private readonly RootSteps inverses = RootSteps.Inverses(layout.Order);
    private readonly RootSteps repeats = RootSteps.Repeats(layout.Order);

    /// <summary>target = source · root (or / root) for all words that begin with a letter; both may be the same vector.</summary>
    /// <param name="source">Entry of degree 1, word 0.</param>
    /// <param name="target">Likewise.</param>
    /// <param name="letter">The first letter.</param>
    /// <param name="divide">Whether to divide.</param>
    public void Scale(T* source, T* target, int letter, bool divide)
    {
        target[letter] = source[letter];
        for (int degree = 2; degree <= layout.Order; degree++)
        {
            int place = layout.Offset(degree) + layout.Starts(degree)[letter] - 1;
            ScaleRows(source + place, target + place, degree, 1, letter, 1, 1, divide ? inverses : roots);
        }
    }

    /// <summary>block *= √(α!), all words of a degree ≥ 2 that begin with the letters first .. end − 1.</summary>
    public void MultiplyRepeats(T* block, int degree, int first, int end)
    {
        for (int letter = first; letter < end; letter++)
        {
            block += ScaleRows(block, block, degree, 1, letter, 1, 1, repeats);
        }
    }

    /// <param name="source">First entry of the words that continue a prefix.</param>
    /// <param name="target">Likewise.</param>
    /// <param name="degree">Letters of the words.</param>
    /// <param name="length">Letters of the prefix.</param>
    /// <param name="last">Its last letter.</param>
    /// <param name="repeats">How often it ends in that letter.</param>
    /// <param name="factor">That of the prefix.</param>
    /// <param name="steps">What letters multiply it by.</param>
    /// <returns>Entries that were done.</returns>
    private int ScaleRows(T* source, T* target, int degree, int length, int last, int repeats, double factor, RootSteps steps)
    {
        double single = factor * steps.Grow[length + 1];
        if (length == degree - 1)
        {
            *target = *source * T.CreateTruncating(single * steps.Repeat[repeats + 1]);
            int rest = layout.Letters - last - 1;
            if (single != 1 || source != target)
            {
                Rows.Scale(target + 1, rest, source + 1, T.CreateTruncating(single));
            }

            return 1 + rest;
        }

        int done = 0;
        for (int letter = last; letter < layout.Letters; letter++)
        {
            int count = letter == last ? repeats + 1 : 1;
            done += ScaleRows(source + done, target + done, degree, length + 1, letter, count, single * steps.Repeat[count], steps);
        }

        return done;
    }
}
