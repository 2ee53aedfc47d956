using System.Collections.Immutable;

namespace CarlemanCompiler.Linearization;

/// <summary>
/// Measures the parts of a map without storing them. The first pass takes sums of squares, extremes and counts; entries near the threshold
/// (which depends on the largest of the whole part) are counted in a second one, needed only where cancellation left any.
/// </summary>
internal sealed class BlockSink : PowerRecursion.ISink
{
    /// <summary>An entry counts when it is larger than this times the largest of its block.</summary>
    public const double RelativeThreshold = 1e-12;

    private readonly LiftedIndex index;
    private readonly int order;
    private readonly double[]? roots;
    private readonly double scale;
    private readonly Measure?[,,] measures;
    private readonly RowAccumulator sum;
    private bool counting;
    private int row;
    private int rowDegree = 1;

    public BlockSink(LiftedIndex index, int order, double[]? wordCounts, double scale)
    {
        this.index = index;
        this.order = order;
        this.scale = scale;
        roots = wordCounts?.Select(Math.Sqrt).ToArray();
        measures = new Measure?[order + 1, order + 1, order + 1];
        sum = new RowAccumulator(index.Count);
    }

    public void Part(int power, int[] columns, double[] values, int count)
    {
        Add(power, columns, values, count);
        sum.Add(columns, values, 0, count, 1);
    }

    public void EndRow()
    {
        sum.Flush();
        Add(0, sum.Columns, sum.Values, sum.Count);
        row++;
        if (rowDegree < order && row + 1 == index.Offset(rowDegree + 1))
        {
            rowDegree++;
        }
    }

    /// <summary>Turns to the second pass if one is needed.</summary>
    public bool StartCounting()
    {
        row = 0;
        rowDegree = 1;
        counting = false;
        foreach (var measure in measures)
        {
            counting |= measure is not null && measure.Smallest <= RelativeThreshold * measure.Largest;
        }

        foreach (var measure in measures)
        {
            if (counting && measure is not null)
            {
                measure.Count = 0;
            }
        }

        return counting;
    }

    public ImmutableArray<CarlemanBlock> ToBlocks()
    {
        var blocks = ImmutableArray.CreateBuilder<CarlemanBlock>();
        for (int j = 1; j <= order; j++)
        {
            for (int k = 0; k <= order; k++)
            {
                var powers = ImmutableArray.CreateBuilder<CarlemanBlockPower>();
                for (int p = 1; p <= order; p++)
                {
                    if (measures[j, k, p] is { } part)
                    {
                        powers.Add(new CarlemanBlockPower(p, part.Count, Math.Sqrt(part.SumOfSquares)));
                    }
                }

                if (powers.Count > 0)
                {
                    // All parts may cancel: then the block is zero though its parts are not.
                    var whole = measures[j, k, 0] ?? new Measure();
                    blocks.Add(new CarlemanBlock(j, k, whole.Count, Math.Sqrt(whole.SumOfSquares), powers.ToImmutable()));
                }
            }
        }

        return blocks.ToImmutable();
    }

    private void Add(int power, int[] columns, double[] values, int count)
    {
        int degree = 0;
        for (int start = 0; start < count;)
        {
            while (columns[start] >= index.Offset(degree + 1))
            {
                degree++;
            }

            int end = start;
            double blockScale = Math.Pow(scale, degree - rowDegree) * (roots is null ? 1 : roots[row + 1]);
            var measure = measures[rowDegree, degree, power] ??= new Measure();
            double squares = 0;
            for (; end < count && columns[end] < index.Offset(degree + 1); end++)
            {
                double magnitude = Math.Abs(values[end]) * blockScale / (roots is null ? 1 : roots[columns[end]]);
                if (counting)
                {
                    measure.Count += magnitude > RelativeThreshold * measure.Largest ? 1 : 0;
                    continue;
                }

                squares += magnitude * magnitude;
                measure.Largest = Math.Max(measure.Largest, magnitude);
                measure.Smallest = Math.Min(measure.Smallest, magnitude);
                measure.Count++;
            }

            measure.SumOfSquares += squares;
            start = end;
        }
    }

    private sealed class Measure
    {
        public double Largest { get; set; }

        public double Smallest { get; set; } = double.PositiveInfinity;

        public double SumOfSquares { get; set; }

        public long Count { get; set; }
    }
}
