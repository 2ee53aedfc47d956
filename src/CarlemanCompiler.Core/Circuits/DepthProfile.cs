namespace CarlemanCompiler.Circuits;

/// <summary>
/// What an operation on c qubits does to the layers at which its qubits are free: leave_q = max_p (enter_p + W_pq), a matrix in the
/// algebra of maximum and addition. It has one such matrix for each of three weights: every gate, T gates only, rotations only.
/// </summary>
/// <remarks>c² numbers a weight; products are O(c³), so powers are O(c³ log n). W_pq is <see cref="Apart"/> where q does not depend on
/// p.</remarks>
internal sealed class DepthProfile
{
    /// <summary>Every gate, T gates, rotations.</summary>
    internal const int Weights = 3;

    /// <summary>No path: minus infinity.</summary>
    internal const long Apart = long.MinValue;

    private DepthProfile(int qubitCount, long[][] columns)
    {
        QubitCount = qubitCount;
        Columns = columns;
    }

    /// <summary>c.</summary>
    internal int QubitCount { get; }

    /// <summary>Columns[q][w · c + p] = W_pq of weight w.</summary>
    internal long[][] Columns { get; }

    /// <summary>The profile of what takes the identity to these columns.</summary>
    internal static DepthProfile Of(long[][] columns) => new(columns.Length, columns);

    /// <summary>The columns of nothing at all: a qubit leaves when it enters.</summary>
    internal static long[][] Identity(int qubitCount)
    {
        var columns = new long[qubitCount][];
        for (int q = 0; q < qubitCount; q++)
        {
            columns[q] = new long[Weights * qubitCount];
            for (int i = 0; i < columns[q].Length; i++)
            {
                columns[q][i] = i % qubitCount == q ? 0 : Apart;
            }
        }

        return columns;
    }

    /// <summary>The profile of <paramref name="count"/> of these, one after the other, by repeated squaring.</summary>
    internal DepthProfile Power(long count)
    {
        var result = Of(Identity(QubitCount));
        var square = this;
        for (long rest = count; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                result = result.Then(square);
            }

            if (rest > 1)
            {
                square = square.Then(square);
            }
        }

        return result;
    }

    /// <summary>
    /// Moves <paramref name="times"/>, some rows for each weight and qubit, through the operation. The qubits' arrays are replaced.
    /// </summary>
    /// <param name="times">times[q][w · rows + r].</param>
    /// <param name="qubits">The qubit of <paramref name="times"/> for each qubit of the operation.</param>
    internal void Advance(long[][] times, ReadOnlySpan<int> qubits)
    {
        if (qubits.Length == 0)
        {
            return;
        }

        int rows = times[qubits[0]].Length / Weights;
        var leave = new long[QubitCount][];
        for (int q = 0; q < QubitCount; q++)
        {
            var column = new long[Weights * rows];
            for (int w = 0; w < Weights; w++)
            {
                for (int r = w * rows; r < (w + 1) * rows; r++)
                {
                    column[r] = Apart;
                }

                for (int p = 0; p < QubitCount; p++)
                {
                    long weight = Columns[q][w * QubitCount + p];
                    if (weight == Apart)
                    {
                        continue;
                    }

                    long[] enter = times[qubits[p]];
                    for (int r = w * rows; r < (w + 1) * rows; r++)
                    {
                        long time = enter[r];
                        if (time != Apart && time + weight > column[r])
                        {
                            column[r] = time + weight;
                        }
                    }
                }
            }

            leave[q] = column;
        }

        for (int q = 0; q < QubitCount; q++)
        {
            times[qubits[q]] = leave[q];
        }
    }

    private DepthProfile Then(DepthProfile next)
    {
        var times = (long[][])Columns.Clone();
        int[] qubits = [.. Enumerable.Range(0, QubitCount)];
        next.Advance(times, qubits);
        return Of(times);
    }
}
