using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Engine;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Training;
using CsCheck;

namespace CarlemanCompiler.Tests.Engine;

/// <summary>A saved run goes on to the bits that it would have come to; what it cannot go on from is refused, and why is said.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("carleman-").FullName;

    private string File => Path.Combine(folder, "run.ckpt");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ResumedRunsEndInTheSameBits() =>
        Gen.Select(RandomDynamics.Any, Gen.Enum<CarlemanBasis>(), Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[0, 20].Array[0, 4], Gen.Bool, Gen.Int).Sample(
            (system, basis, etaPowers, recordEvery, cuts, single, seed) =>
            {
                var problem = (system.Dynamics, system.Order, basis, etaPowers, recordEvery);
                if (single)
                {
                    AssertResumes<float>(problem, cuts, seed);
                }
                else
                {
                    AssertResumes<double>(problem, cuts, seed);
                }
            },
            iter: 150,
            threads: 1);

    [Fact]
    public void ThreadsMayChangeFromOneCheckpointToTheNext() => Gen.Select(Gen.Int[1, 19], Gen.Int[1, 19], Gen.Bool).Sample(
        (a, b, single) =>
        {
            int[] cuts = [a, b];
            var problem = (RandomDynamics.Chain(40, 1e-3), 3, CarlemanBasis.Isometric, 0, 3);
            if (single)
            {
                AssertResumes<float>(problem, cuts, a);
            }
            else
            {
                AssertResumes<double>(problem, cuts, a);
            }
        },
        iter: 12,
        threads: 1);

    [Fact]
    public void EveryFlippedByteIsFound()
    {
        var map = CarlemanOperator.Build<double>(RandomDynamics.Chain(3), 2);
        double[] start = [0.1, -0.2, 0.05];
        byte[] whole = Saved(map, start, 5);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)(1 << (at % 8));
            System.IO.File.WriteAllBytes(File, damaged);
            string message = Refusal(map, start);
            Assert.True(
                message.Contains(at < 8 ? "not a checkpoint" : at < 12 ? "version" : "damaged", StringComparison.Ordinal), $"byte {at}: {message}");
        }
    }

    [Fact]
    public void EveryOtherLengthIsFound()
    {
        var map = CarlemanOperator.Build<float>(RandomDynamics.Chain(3), 2);
        double[] start = [0.1, -0.2, 0.05];
        byte[] whole = Saved(map, start, 5);
        for (int length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Contains("cut off", Refusal(map, start), StringComparison.Ordinal);
        }

        System.IO.File.WriteAllBytes(File, [.. whole, 0]);
        Assert.Contains($"has {whole.Length + 1} bytes and should have {whole.Length}", Refusal(map, start), StringComparison.Ordinal);
        System.IO.File.WriteAllBytes(File, whole);
        Assert.Equal(5, HistoryRun.Resume(File, map, start).Step);
    }

    [Fact]
    public void TheFormatIsWhatItsDocumentSays()
    {
        var map = CarlemanOperator.Build<double>(
            RandomDynamics.Chain(2), 2, CarlemanBasis.Symmetric, scale: 0.5, realisation: OperatorRealisation.MatrixFree);
        double[] start = [0.25, -0.5];
        byte[] file = Saved(map, start, 3);
        var run = HistoryRun.Resume(File, map, start);
        using var reader = new BinaryReader(new MemoryStream(file));
        Assert.Equal([0x89, 0x43, 0x41, 0x52, 0x4C, 0x0D, 0x0A, 0x1A], reader.ReadBytes(8));
        int[] numbers = [.. Enumerable.Range(0, 8).Select(_ => reader.ReadInt32())];
        Assert.Equal([1, 8, 2, 2, 1, 0, 2, 1], numbers);
        Assert.Equal((0.5, 0L), (reader.ReadDouble(), reader.ReadInt64()));
        Assert.Equal((5, 3, 4, 0), (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()));
        reader.ReadBytes(32);
        Assert.Equal(SHA256.HashData(new byte[16]), reader.ReadBytes(32));
        Assert.Equal(SHA256.HashData([.. start.SelectMany(BitConverter.GetBytes)]), reader.ReadBytes(32));
        Assert.Equal(SHA256.HashData(file.AsSpan(0, 168)), reader.ReadBytes(32));
        Assert.Equal(run.State.ToArray(), Enumerable.Range(0, 5).Select(_ => reader.ReadDouble()));
        Assert.Equal(run.Recorded.SelectMany(row => row), Enumerable.Range(0, 8).Select(_ => reader.ReadDouble()));
        Assert.Equal(SHA256.HashData(file.AsSpan(0, file.Length - 32)), reader.ReadBytes(32));
        Assert.Equal(file.Length, reader.BaseStream.Position);
    }

    [Fact]
    public void OtherRunsAreToldApart()
    {
        var dynamics = RandomDynamics.Chain(4, 1e-3);
        double[] start = [0.1, -0.2, 0.05, 0.15];
        Save(CarlemanOperator.Build<double>(dynamics, 2), start, 6);

        AssertDiffers("elements double (here single)", CarlemanOperator.Build<float>(dynamics, 2), start);
        AssertDiffers("order 2 (here 3)", CarlemanOperator.Build<double>(dynamics, 3), start);
        AssertDiffers("basis Isometric (here Symmetric)", CarlemanOperator.Build<double>(dynamics, 2, CarlemanBasis.Symmetric), start);
        AssertDiffers("powers of η all (here 1)", CarlemanOperator.Build<double>(dynamics, 2, etaPowers: 1), start);
        AssertDiffers("scale 1 (here 0.5)", CarlemanOperator.Build<double>(dynamics, 2, scale: 0.5), start);
        AssertDiffers("number of weights 4 (here 3)", CarlemanOperator.Build<double>(RandomDynamics.Chain(3, 1e-3), 2), start[..3]);
        var driven = RandomDynamics.Chain(4, Math.BitIncrement(1e-3));
        AssertDiffers("other coefficients of the dynamics", CarlemanOperator.Build<double>(driven, 2), start);
        var elsewhere = GradientDynamics.FromIncrements(dynamics.Increments, 0.1, [0, 0, 0, 1e-300]);
        AssertDiffers("another centre", CarlemanOperator.Build<double>(elsewhere, 2), start);
        AssertDiffers("another start", CarlemanOperator.Build<double>(dynamics, 2), [0.1, -0.2, 0.05, Math.BitIncrement(0.15)]);
        foreach (var other in new[] { OperatorRealisation.Explicit, OperatorRealisation.MatrixFree })
        {
            var map = CarlemanOperator.Build<double>(dynamics, 2, realisation: other);
            if (map.Realisation != CarlemanOperator.Build<double>(dynamics, 2).Realisation)
            {
                AssertDiffers($"(here {other})", map, start);
            }
        }

        var same = CarlemanOperator.Build<double>(dynamics, 2, threads: 1);
        Assert.Contains(
            "steps between recorded weights 1 (here 2)",
            Assert.Throws<CheckpointException>(() => HistoryRun.Resume(File, same, start, recordEvery: 2)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "stands at step 6, past the 5 steps",
            Assert.Throws<CheckpointException>(() => HistoryRun.Resume(File, same, start, lastStep: 5)).Message,
            StringComparison.Ordinal);
        Assert.Equal(6, HistoryRun.Resume(File, same, start, lastStep: 6).Step);

        System.IO.File.WriteAllText(File, "t,theta\n0,0.1\n1,0.2\n2,0.3\n");
        Assert.Contains("not a checkpoint", Refusal(same, start), StringComparison.Ordinal);
    }

    [Fact]
    public void AFailedSaveLeavesTheFormerFile()
    {
        var map = CarlemanOperator.Build<double>(RandomDynamics.Chain(3), 2);
        double[] start = [0.1, -0.2, 0.05];
        byte[] former = Saved(map, start, 5);
        var run = HistoryRun.Resume(File, map, start);
        run.Advance(1);

        // A folder stands where the temporary file belongs.
        string obstacle = Path.Combine(folder, ".run.ckpt.tmp");
        Directory.CreateDirectory(obstacle);
        Assert.ThrowsAny<Exception>(() => run.Save(File));
        Assert.Equal(former, System.IO.File.ReadAllBytes(File));

        // What a killed process left there is overwritten.
        Directory.Delete(obstacle);
        System.IO.File.WriteAllBytes(obstacle, new byte[100_000]);
        run.Save(File);
        Assert.Equal(6, HistoryRun.Resume(File, map, start).Step);
        Assert.Equal(["run.ckpt"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void TheEngineGoesOnWhereItWasStopped()
    {
        var problem = Problem(steps: 40);
        foreach (var engine in new[] { new CarlemanEngine(), new CarlemanEngine { Single = true }, new CarlemanEngine { RecordEvery = 7 } })
        {
            var whole = engine.Run(problem);
            Assert.Equal(engine.RecordEvery == 1 ? Enumerable.Range(0, 41) : [0, 7, 14, 21, 28, 35, 40], whole.Times);

            using var stop = new CancellationTokenSource();
            var interrupted = engine with { Checkpoint = File, CheckpointEvery = 10, Cancellation = stop.Token };
            stop.Cancel();
            string message = Assert.Throws<OperationCanceledException>(() => interrupted.Run(problem)).Message;
            Assert.Contains("Stopped at step 0 of 40", message, StringComparison.Ordinal);
            var steps = new Steps();
            (engine with { Checkpoint = File, Progress = steps }).Run(problem with { Steps = 23 });
            Assert.Equal((0, 23), (steps.Seen[0], steps.Seen[^1]));

            var resumed = (engine with { Checkpoint = File, Progress = steps }).Run(problem);
            Assert.Contains(23, steps.Seen);
            Assert.Equal(whole.Times, resumed.Times);
            Assert.Equal(whole.Theta, resumed.Theta);
            Assert.Equal(whole.Descent, resumed.Descent);
            Assert.Equal(whole.MaxError, resumed.MaxError);
            Assert.Equal(resumed.Theta, (engine with { Checkpoint = File }).Run(problem).Theta);
            Assert.Throws<CheckpointException>(() => (engine with { Checkpoint = File }).Run(problem with { Steps = 39 }));
            System.IO.File.Delete(File);
        }
    }

    [Fact]
    public void WeightsThatDoNotFitAreRefusedWithTheIntervalThatDoes()
    {
        var problem = Problem(steps: 1_000_000_000) with { MemoryBudget = 1 << 20 };
        string message = Assert.Throws<SizeLimitException>(() => new CarlemanEngine().Run(problem)).Message;
        int every = int.Parse(message.Split("every ")[^1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<SizeLimitException>(() => new CarlemanEngine { RecordEvery = every / 2 }.Run(problem));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => new CarlemanEngine { RecordEvery = every, Cancellation = stop.Token }.Run(problem));
    }

    private static TrainingProblem Problem(int steps) => new()
    {
        Dynamics = RandomDynamics.Chain(4, 1e-3),
        Start = ImmutableArray.Create(0.1, -0.2, 0.05, 0.15),
        Steps = steps,
        Order = 2,
    };

    /// <summary>Steps to 20, at the cuts by way of the file and a new operator of another number of threads.</summary>
    private void AssertResumes<T>(
        (GradientDynamics Dynamics, int Order, CarlemanBasis Basis, int EtaPowers, int RecordEvery) problem, int[] cuts, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Steps = 20;
        double[] start = HistoryRunTests.SmallStart(problem.Dynamics.WeightCount, seed);
        var whole = HistoryRun.Start(Build(2), start, problem.RecordEvery);
        whole.Advance(Steps);

        var run = HistoryRun.Start(Build(1), start, problem.RecordEvery);
        foreach (var (cut, k) in cuts.Order().Select((cut, k) => (cut, k)))
        {
            run.Advance(cut - run.Step);
            run.Save(File);
            run = HistoryRun.Resume(File, Build(k % 2 == 0 ? 2 : 1), start, problem.RecordEvery, Steps);
            Assert.Equal(cut, run.Step);
        }

        run.Advance(Steps - run.Step);
        Assert.Equal(Bits(whole.State), Bits(run.State));
        Assert.Equal(whole.Recorded.Count, run.Recorded.Count);
        for (int row = 0; row < whole.Recorded.Count; row++)
        {
            Assert.Equal(Bits<double>(whole.Recorded[row]), Bits<double>(run.Recorded[row]));
        }

        CarlemanOperator<T> Build(int threads) =>
            CarlemanOperator.Build<T>(problem.Dynamics, problem.Order, problem.Basis, threads: threads, etaPowers: problem.EtaPowers);
    }

    private static byte[] Bits<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers).ToArray();

    private void Save<T>(CarlemanOperator<T> map, double[] start, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var run = HistoryRun.Start(map, start);
        run.Advance(steps);
        run.Save(File);
    }

    private byte[] Saved<T>(CarlemanOperator<T> map, double[] start, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Save(map, start, steps);
        return System.IO.File.ReadAllBytes(File);
    }

    private string Refusal<T>(CarlemanOperator<T> map, double[] start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Assert.Throws<CheckpointException>(() => HistoryRun.Resume(File, map, start)).Message;

    private void AssertDiffers<T>(string difference, CarlemanOperator<T> map, double[] start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string message = Refusal(map, start);
        Assert.Contains("of another run", message, StringComparison.Ordinal);
        Assert.Contains(difference, message, StringComparison.Ordinal);
    }

    /// <summary>Keeps what is reported, at once.</summary>
    private sealed class Steps : IProgress<int>
    {
        public List<int> Seen { get; } = [];

        public void Report(int value) => Seen.Add(value);
    }
}
