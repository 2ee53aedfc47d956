using System.Numerics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The constant part of a step, w(i₁…i_j) = Σ_{S ⊆ 1..j} Π_{s∈S} F_0,i_s · w'(the other letters): the powers of u + F_0 from those of u. Kept
/// apart from the other factors, because it alone lowers degrees. Truncation commutes with it, for constants do not count as degree.
/// </summary>
/// <remarks>
/// Depth first like the step itself: ψ_{p·i}(β) = ψ_p(i·β) + F_0,i ψ_p(β), and w(p) = ψ_p(1). All rows are contiguous. At most 2 N D
/// multiplications.
/// </remarks>
internal sealed unsafe class ConstantShift<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TensorLayout layout;

    public ConstantShift(TensorLayout layout)
    {
        this.layout = layout;
        Shift = new T[layout.Letters];
    }

    /// <summary>F_0, n numbers, all 0 at first; written to between steps.</summary>
    public T[] Shift { get; }

    /// <summary>Writes all entries of <paramref name="result"/> whose words begin with a letter.</summary>
    /// <param name="y">w', entry of degree 1, word 0.</param>
    /// <param name="one">w'(1): 1, or 0 for the linear part of the map alone.</param>
    /// <param name="result">w, likewise.</param>
    /// <param name="letter">The first letter.</param>
    /// <param name="buffers">Of one worker.</param>
    public void Gather(T* y, T one, T* result, int letter, LevelBuffers<T> buffers)
    {
        if (layout.Order == 1)
        {
            result[letter] = y[letter] + Shift[letter] * one;
            return;
        }

        SetCursors(letter, buffers);
        GatherFactor(0, y - 1, one, letter, buffers.Level(1));
        result[buffers.Cursors[1]] = *buffers.Level(1);
        GatherBelow(1, layout.Next(letter), result, buffers);
    }

    /// <summary>Adds the transpose's contribution of all entries of <paramref name="x"/> whose words begin with a letter.</summary>
    /// <param name="x">Entry of degree 1, word 0.</param>
    /// <param name="sum">Likewise; added to.</param>
    /// <param name="letter">The first letter.</param>
    /// <param name="buffers">Of one worker.</param>
    public void Scatter(T* x, T* sum, int letter, LevelBuffers<T> buffers)
    {
        if (layout.Order == 1)
        {
            sum[letter] += x[letter];
            return;
        }

        SetCursors(letter, buffers);
        Clear(1, letter, buffers);
        *buffers.Level(1) = x[buffers.Cursors[1]];
        ScatterBelow(1, layout.Next(letter), x, buffers);
        ScatterFactor(0, sum - 1, letter, buffers.Level(1));
    }

    private void SetCursors(int letter, LevelBuffers<T> buffers)
    {
        for (int degree = 1; degree <= layout.Order; degree++)
        {
            buffers.Cursors[degree] = layout.Offset(degree) + layout.Starts(degree)[letter] - 1;
        }
    }

    private void GatherBelow(int level, int first, T* result, LevelBuffers<T> buffers)
    {
        ref int cursor = ref buffers.Cursors[level + 1];
        T* upper = buffers.Level(level);
        if (level == layout.Order - 1)
        {
            fixed (T* shift = Shift)
            {
                Rows.Sum(result + cursor, layout.Letters - first, upper + 1 + first, shift + first, *upper);
            }

            cursor += layout.Letters - first;
            return;
        }

        T* lower = buffers.Level(level + 1);
        for (int letter = first; letter < layout.Letters; letter++)
        {
            GatherFactor(level, upper, *upper, letter, lower);
            result[cursor++] = *lower;
            GatherBelow(level + 1, layout.Next(letter), result, buffers);
        }
    }

    private void ScatterBelow(int level, int first, T* x, LevelBuffers<T> buffers)
    {
        ref int cursor = ref buffers.Cursors[level + 1];
        T* upper = buffers.Level(level);
        if (level == layout.Order - 1)
        {
            T* row = x + cursor;
            T sum = T.Zero;
            for (int letter = first; letter < layout.Letters; letter++)
            {
                upper[1 + letter] += row[letter - first];
                sum += Shift[letter] * row[letter - first];
            }

            *upper += sum;
            cursor += layout.Letters - first;
            return;
        }

        T* lower = buffers.Level(level + 1);
        for (int letter = first; letter < layout.Letters; letter++)
        {
            Clear(level + 1, letter, buffers);
            *lower = x[cursor++];
            ScatterBelow(level + 1, layout.Next(letter), x, buffers);
            ScatterFactor(level, upper, letter, lower);
        }
    }

    private void GatherFactor(int level, T* upper, T one, int letter, T* lower)
    {
        *lower = upper[1 + letter] + Shift[letter] * one;
        for (int degree = 1; degree < layout.Order - level; degree++)
        {
            var (start, length, child) = Places(degree, letter);
            Rows.Sum(lower + start, length, upper + child, upper + start, Shift[letter]);
        }
    }

    private void ScatterFactor(int level, T* upper, int letter, T* lower)
    {
        upper[1 + letter] += *lower;
        if (level > 0)
        {
            *upper += Shift[letter] * *lower;
        }

        for (int degree = 1; degree < layout.Order - level; degree++)
        {
            var (start, length, child) = Places(degree, letter);
            Rows.Add(upper + child, length, lower + start, T.One);
            Rows.Add(upper + start, length, lower + start, Shift[letter]);
        }
    }

    private void Clear(int level, int letter, LevelBuffers<T> buffers)
    {
        T* target = buffers.Level(level);
        for (int degree = 1; degree <= layout.Order - level; degree++)
        {
            var (start, length, _) = Places(degree, letter);
            new Span<T>(target + start, length).Clear();
        }
    }

    /// <summary>The words of one degree that may follow a letter, and where they stand behind it in the next degree.</summary>
    private (int Start, int Length, int Child) Places(int degree, int letter)
    {
        int skipped = layout.Starts(degree)[layout.Next(letter)];
        int child = degree < layout.Order ? layout.Offset(degree + 1) + layout.Starts(degree + 1)[letter] : 0;
        return (layout.Offset(degree) + skipped, layout.Size(degree) - skipped, child);
    }
}
