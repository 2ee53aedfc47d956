using System.Numerics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The history y(0), y(1), … of a Carleman map as a stream: holds y(t), one vector to step into, and the weights of the steps that are to be
/// recorded, never the history itself. It can be saved at any step and taken up again by another process, to the same bits.
/// </summary>
/// <remarks>
/// A step costs one <see cref="CarlemanOperator{T}.Apply"/> and allocates nothing but the row of weights that it records, if it does. The
/// operator is the run's alone while a step is under way. Bits do not depend on the number of threads; they may on the processor, whose vector
/// instructions the operator follows.
/// </remarks>
/// <typeparam name="T">double or float: what y is made of. Weights are read as doubles.</typeparam>
public sealed class HistoryRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RunIdentity identity;
    private readonly double[] start;
    private readonly List<double[]> recorded;
    private T[] y;
    private T[] next;

    internal HistoryRun(
        CarlemanOperator<T> map, RunIdentity identity, double[] start, int step, T[] y, List<double[]> recorded)
    {
        Operator = map;
        Step = step;
        this.identity = identity;
        this.start = start;
        this.recorded = recorded;
        this.y = y;
        next = NewVector(map);
    }

    /// <summary>The map that is stepped.</summary>
    public CarlemanOperator<T> Operator { get; }

    /// <summary>t.</summary>
    public int Step { get; private set; }

    /// <summary>Steps from one recorded row of weights to the next; 0 where none is recorded.</summary>
    public int RecordEvery => identity.RecordEvery;

    /// <summary>y(t), D numbers; valid until the next step.</summary>
    public ReadOnlySpan<T> State => y;

    /// <summary>Row k holds θ(k · <see cref="RecordEvery"/>), n numbers; 0 ≤ k ≤ t / RecordEvery. Rows are not to be written to.</summary>
    public IReadOnlyList<double[]> Recorded => recorded;

    /// <summary>Goes some steps on. O(steps · cost of one product).</summary>
    /// <param name="steps">0 or more.</param>
    public void Advance(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, int.MaxValue - Step);
        for (int k = 0; k < steps; k++)
        {
            Operator.Apply(y, next);
            (y, next) = (next, y);
            Step++;
            if (RecordEvery != 0 && Step % RecordEvery == 0)
            {
                recorded.Add(Weights());
            }
        }
    }

    /// <summary>
    /// Goes on to a step and hands over the weights on the way: those of now and of every step that <paramref name="every"/> divides, and
    /// those of the last. A step is made when its weights are asked for; between two of them <see cref="State"/> is y of the step at hand.
    /// </summary>
    /// <param name="lastStep">The step to end at, not before the present one.</param>
    /// <param name="every">1 or more.</param>
    public IEnumerable<(int Step, double[] Weights)> To(int lastStep, int every = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lastStep, Step);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        return Stream();

        IEnumerable<(int Step, double[] Weights)> Stream()
        {
            yield return (Step, Weights());
            while (Step < lastStep)
            {
                Advance(Math.Min(every - Step % every, lastStep - Step));
                yield return (Step, Weights());
            }
        }
    }

    /// <summary>θ(t), n numbers.</summary>
    public double[] Weights()
    {
        var theta = new double[start.Length];
        CopyWeights(theta);
        return theta;
    }

    /// <summary>θ(t) into place: <see cref="Weights()"/> without the array.</summary>
    /// <param name="theta">n numbers, overwritten.</param>
    public void CopyWeights(Span<double> theta)
    {
        if (Step == 0)
        {
            // Not by way of y, which would round them.
            start.CopyTo(theta);
            return;
        }

        Operator.WeightsOf(y, theta);
    }

    /// <summary>
    /// Writes the run to a file, from which <see cref="HistoryRun.Resume"/> goes on: whole, and on the disk, before it takes the
    /// place of a former one. O(D + recorded numbers).
    /// </summary>
    /// <param name="path">The file; overwritten.</param>
    /// <exception cref="IOException">The file cannot be written; a former one is as it was.</exception>
    public void Save(string path) => CheckpointFile.Write<T>(path, identity, Step, y, recorded);

    internal static T[] NewVector(CarlemanOperator<T> map) => GC.AllocateUninitializedArray<T>(map.Dimension, pinned: true);
}
