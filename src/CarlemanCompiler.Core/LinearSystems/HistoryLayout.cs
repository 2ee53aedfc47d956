using System.Collections.Immutable;

namespace CarlemanCompiler.LinearSystems;

/// <summary>
/// Where a history vector [y(0); …; y(T); copies of y(T)] sits on qubits: a time register, a level register (j−1 for the block u^{⊗j}) and
/// an index register (position inside the block), each read most significant bit first and concatenated in this order.
/// </summary>
public sealed class HistoryLayout
{
    /// <summary>Lays out <paramref name="timeCount"/> states whose level-j block has blockSizes[j−1] entries.</summary>
    public HistoryLayout(int timeCount, ImmutableArray<int> blockSizes)
    {
        if (timeCount < 1 || blockSizes.IsDefaultOrEmpty || blockSizes.Any(size => size < 1))
        {
            throw new ArgumentException("A history holds one or more states of one or more nonempty blocks.", nameof(blockSizes));
        }

        TimeCount = timeCount;
        BlockSizes = blockSizes;
        TimeQubits = QubitsFor(timeCount);
        LevelQubits = QubitsFor(blockSizes.Length);
        IndexQubits = QubitsFor(blockSizes.Max());
    }

    /// <summary>T + 1 + padding.</summary>
    public int TimeCount { get; }

    /// <summary>Entries of the blocks j = 1..N.</summary>
    public ImmutableArray<int> BlockSizes { get; }

    /// <summary>⌈log₂ TimeCount⌉.</summary>
    public int TimeQubits { get; }

    /// <summary>⌈log₂ N⌉.</summary>
    public int LevelQubits { get; }

    /// <summary>⌈log₂ (largest block)⌉.</summary>
    public int IndexQubits { get; }

    /// <summary>Qubits of the three registers together.</summary>
    public int Qubits => TimeQubits + LevelQubits + IndexQubits;

    /// <summary>D, the entries of one state y(t).</summary>
    public int StateSize => BlockSizes.Sum();

    /// <summary>Rows of the history system.</summary>
    public int RowCount => checked(TimeCount * StateSize);

    /// <summary>
    /// The basis state that holds entry <paramref name="index"/> of block <paramref name="level"/> (1..N) of state <paramref name="time"/>.
    /// </summary>
    public int BasisState(int time, int level, int index) => (((time << LevelQubits) | (level - 1)) << IndexQubits) | index;

    /// <summary>The basis state of every row of the history system, in row order.</summary>
    public int[] BasisStates()
    {
        var states = new int[RowCount];
        int row = 0;
        for (int t = 0; t < TimeCount; t++)
        {
            for (int level = 1; level <= BlockSizes.Length; level++)
            {
                for (int i = 0; i < BlockSizes[level - 1]; i++)
                {
                    states[row++] = BasisState(t, level, i);
                }
            }
        }

        return states;
    }

    /// <summary>⌈log₂ count⌉, the bits that number <paramref name="count"/> things.</summary>
    public static int QubitsFor(long count)
    {
        int qubits = 0;
        while (qubits < 63 && 1L << qubits < count)
        {
            qubits++;
        }

        return qubits;
    }
}
