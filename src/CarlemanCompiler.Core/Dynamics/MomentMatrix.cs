namespace CarlemanCompiler.Dynamics;

/// <summary>
/// The sparse matrix from moments to the coefficients of the gradient's increments around the origin: compressed rows, one per coefficient,
/// weight after weight. Entries of a row stand in the order in which they were added.
/// </summary>
internal sealed class MomentMatrix
{
    private readonly int[] starts;
    private readonly int[] moments;
    private readonly double[] factors;

    private MomentMatrix(int momentCount, int[] starts, int[] moments, double[] factors)
    {
        MomentCount = momentCount;
        this.starts = starts;
        this.moments = moments;
        this.factors = factors;
    }

    /// <summary>Columns.</summary>
    public int MomentCount { get; }

    /// <summary>Coefficients.</summary>
    public int RowCount => starts.Length - 1;

    /// <summary>Nonzeros.</summary>
    public int EntryCount => factors.Length;

    /// <summary>coefficients[k] = Σ factor · moment.</summary>
    /// <param name="values">The moments.</param>
    /// <param name="coefficients">Row count or longer.</param>
    public void Multiply(ReadOnlySpan<double> values, Span<double> coefficients)
    {
        int entry = 0;
        for (int row = 0; row < starts.Length - 1; row++)
        {
            double sum = 0;
            for (int end = starts[row + 1]; entry < end; entry++)
            {
                sum += factors[entry] * values[moments[entry]];
            }

            coefficients[row] = sum;
        }
    }

    /// <summary>Entries by weight and word, until the words have their places.</summary>
    public sealed class Builder(int weightCount, int momentCount)
    {
        private readonly List<(int Weight, int Word, int Moment, double Factor)> entries = [];
        private readonly int[][] places = new int[weightCount][];

        public void Add(int weight, int word, int moment, double factor) => entries.Add((weight, word, moment, factor));

        /// <summary>Says where the coefficients of a weight's words stand among its coefficients.</summary>
        public void Place(int weight, int[] placesOfWords) => places[weight] = placesOfWords;

        public MomentMatrix Build()
        {
            var first = new int[weightCount + 1];
            for (int i = 0; i < weightCount; i++)
            {
                first[i + 1] = checked(first[i] + places[i].Length);
            }

            var starts = new int[first[weightCount] + 2];
            foreach (var entry in entries)
            {
                starts[first[entry.Weight] + places[entry.Weight][entry.Word] + 2]++;
            }

            for (int row = 2; row < starts.Length; row++)
            {
                starts[row] += starts[row - 1];
            }

            var moments = new int[entries.Count];
            var factors = new double[entries.Count];
            foreach (var entry in entries)
            {
                int at = starts[first[entry.Weight] + places[entry.Weight][entry.Word] + 1]++;
                moments[at] = entry.Moment;
                factors[at] = entry.Factor;
            }

            Array.Resize(ref starts, starts.Length - 1);
            return new MomentMatrix(momentCount, starts, moments, factors);
        }
    }
}
