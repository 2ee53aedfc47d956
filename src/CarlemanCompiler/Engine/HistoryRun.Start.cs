using System.Numerics;

namespace CarlemanCompiler.Engine;

/// <summary>Begins runs, and takes them up again.</summary>
public static class HistoryRun
{
    /// <summary>A run at t = 0. O(D).</summary>
    /// <param name="map">The map.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="recordEvery">Keep the weights of every so many steps, that of step 0 included; 0 keeps none.</param>
    public static HistoryRun<T> Start<T>(CarlemanOperator<T> map, ReadOnlySpan<double> start, int recordEvery = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(recordEvery);
        var identity = RunIdentity.Of(map, start, recordEvery);
        var y = HistoryRun<T>.NewVector(map);
        map.Lift(start, y);
        double[] theta = start.ToArray();
        return new HistoryRun<T>(map, identity, theta, 0, y, recordEvery == 0 ? [] : [theta]);
    }

    /// <summary>A run at the step at which <see cref="HistoryRun{T}.Save"/> wrote it. O(D + recorded numbers).</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="map">The map that the run was started with, or one that was built alike.</param>
    /// <param name="start">θ(0), n numbers.</param>
    /// <param name="recordEvery">As the run was started.</param>
    /// <param name="lastStep">The step that the run shall end at: a checkpoint beyond it is refused.</param>
    /// <exception cref="CheckpointException">The file is damaged, cut off, of an unknown version, of another run, or past the last step.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static HistoryRun<T> Resume<T>(
        string path, CarlemanOperator<T> map, ReadOnlySpan<double> start, int recordEvery = 1, int lastStep = int.MaxValue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(recordEvery);
        var identity = RunIdentity.Of(map, start, recordEvery);
        var y = HistoryRun<T>.NewVector(map);
        var (step, recorded) = CheckpointFile.Read<T>(path, identity, lastStep, y);
        return new HistoryRun<T>(map, identity, start.ToArray(), step, y, recorded);
    }
}
