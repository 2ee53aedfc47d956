using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CarlemanCompiler.Engine;

namespace CarlemanCompiler.Benchmarks.Engine;

/// <summary>
/// A long run of a large system, once without interruption and once killed with SIGKILL three times at random and taken up again from its
/// checkpoint by a new process: whether both end in the same bits, and what the checkpoints cost.
/// </summary>
internal static class ResumeBenchmark
{
    private const int Kills = 3;

    /// <summary><c>resume [n [N [T [K]]]]</c>: n points, order N, T steps, a checkpoint every K; by default 182, 3, 1,000 and 25.</summary>
    public static void Run(string[] args)
    {
        if (args is ["child", ..])
        {
            Follow(args[1], Problem.Parse(args[2..]));
            return;
        }

        var problem = Problem.Parse(args.Length == 0 ? ["double", "182", "3", "1000", "25"] : ["double", .. args]);
        string folder = Directory.CreateTempSubdirectory("carleman-resume-").FullName;
        try
        {
            Console.WriteLine("| run | from step | to step | steps repeated | seconds | end |");
            Console.WriteLine("|---|---|---|---|---|---|");
            var notes = new List<string>();
            foreach (string precision in new[] { "double", "single" })
            {
                Compare(folder, problem with { Precision = precision }, notes);
            }

            Console.WriteLine();
            notes.ForEach(Console.WriteLine);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(string folder, Problem problem, List<string> notes)
    {
        var whole = Child.Start("none", problem);
        whole.Finish();
        Row($"{problem.Precision}, uninterrupted", whole, null, whole.Hash!);

        string checkpoint = Path.Combine(folder, problem.Precision + ".ckpt");
        var saves = new List<double>();
        int reached = 0;
        for (int kill = 1; kill <= Kills; kill++)
        {
            var child = Child.Start(checkpoint, problem);

            // Up to three tenths of the whole time after the first step: three of them cannot reach the end.
            child.KillAfter(TimeSpan.FromSeconds(whole.Seconds * (0.02 + 0.28 * Random.Shared.NextDouble())));
            Row($"{problem.Precision}, part {kill}", child, reached, "SIGKILL");
            saves.AddRange(child.SaveSeconds);
            reached = child.LastStep;
        }

        var last = Child.Start(checkpoint, problem);
        last.Finish();
        saves.AddRange(last.SaveSeconds);
        Row($"{problem.Precision}, part {Kills + 1}", last, reached, last.Hash!);
        if (last.Hash != whole.Hash)
        {
            throw new InvalidOperationException("The resumed run ended in other bits.");
        }

        saves.Sort();
        notes.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"- {problem.Precision}: D = {last.Dimension:N0}, {saves.Count} checkpoints of {new FileInfo(checkpoint).Length:N0} bytes, "
            + $"{Timing.Text(saves[saves.Count / 2])} each (median; {Timing.Text(saves[0])} to {Timing.Text(saves[^1])}), "
            + $"a step {Timing.Text(whole.Seconds / problem.Steps)}; SHA-256 of the last vector {whole.Hash} uninterrupted, {last.Hash} resumed"));
    }

    private static void Row(string name, Child child, int? reached, string end)
    {
        string repeated = reached is { } before ? (before - child.FirstStep).ToString("N0", CultureInfo.InvariantCulture) : "–";
        string shown = end.Length > 16 ? end[..16] + "…" : end;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {child.FirstStep:N0} | {child.LastStep:N0} | {repeated} | {child.Seconds:0.0} | {shown} |"));
    }

    private static void Follow(string checkpoint, Problem problem)
    {
        if (problem.Precision == "single")
        {
            Follow<float>(checkpoint, problem);
        }
        else
        {
            Follow<double>(checkpoint, problem);
        }
    }

    /// <summary>The child: says where it begins, each step that it makes, what each checkpoint took, and the hash of the last vector.</summary>
    private static void Follow<T>(string checkpoint, Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var map = CarlemanOperator.Build<T>(BurgersChain.Create(problem.Points), problem.Order);
        double[] start = [.. Enumerable.Range(0, problem.Points).Select(i => Math.Sin(2 * Math.PI * i / problem.Points))];
        var run = File.Exists(checkpoint)
            ? HistoryRun.Resume(checkpoint, map, start, lastStep: problem.Steps)
            : HistoryRun.Start(map, start);
        Say($"start {run.Step} {map.Dimension}");
        while (run.Step < problem.Steps)
        {
            run.Advance(1);
            Say($"step {run.Step}");
            if (checkpoint != "none" && run.Step % problem.SaveEvery == 0)
            {
                var clock = Stopwatch.StartNew();
                run.Save(checkpoint);
                Say($"saved {clock.Elapsed.TotalSeconds:R}");
            }
        }

        Say($"done {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(run.State)))}");

        static void Say(FormattableString line)
        {
            Console.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
        }
    }

    private sealed record Problem(string Precision, int Points, int Order, int Steps, int SaveEvery)
    {
        public string[] Words => [Precision, .. new[] { Points, Order, Steps, SaveEvery }.Select(k => k.ToString(CultureInfo.InvariantCulture))];

        public static Problem Parse(string[] words)
        {
            int[] numbers = [.. words[1..].Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
            return new Problem(words[0], numbers[0], numbers[1], numbers[2], numbers[3]);
        }
    }

    /// <summary>This program in another process, and what it has said.</summary>
    private sealed class Child
    {
        private readonly Process process;
        private readonly Task reading;
        private readonly TaskCompletionSource started = new();
        private readonly Stopwatch clock = new();

        private Child(Process process)
        {
            this.process = process;
            reading = Task.Run(Read);
        }

        public int FirstStep { get; private set; }

        public int LastStep { get; private set; }

        public int Dimension { get; private set; }

        public double Seconds { get; private set; }

        public string? Hash { get; private set; }

        public List<double> SaveSeconds { get; } = [];

        public static Child Start(string checkpoint, Problem problem) => new(Process.Start(
            new ProcessStartInfo("dotnet", [typeof(ResumeBenchmark).Assembly.Location, "resume", "child", checkpoint, .. problem.Words])
            {
                RedirectStandardOutput = true,
            })!);

        public void Finish()
        {
            process.WaitForExit();
            reading.Wait();
            if (Hash is null)
            {
                throw new InvalidOperationException($"The child ended with code {process.ExitCode}.");
            }
        }

        /// <summary>SIGKILL, so long after the run began; nothing of the child can notice it.</summary>
        public void KillAfter(TimeSpan delay)
        {
            started.Task.Wait();
            Thread.Sleep(delay);
            process.Kill();
            process.WaitForExit();
            reading.Wait();
            if (Hash is not null)
            {
                throw new InvalidOperationException("The run was done before it was to be killed.");
            }
        }

        private void Read()
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                string[] words = line.Split(' ');
                switch (words[0])
                {
                    case "start":
                        clock.Start();
                        (FirstStep, LastStep, Dimension) = (Number(words[1]), Number(words[1]), Number(words[2]));
                        started.SetResult();
                        break;
                    case "step":
                        LastStep = Number(words[1]);
                        break;
                    case "saved":
                        SaveSeconds.Add(double.Parse(words[1], CultureInfo.InvariantCulture));
                        break;
                    case "done":
                        Hash = words[1];
                        break;
                }

                Seconds = clock.Elapsed.TotalSeconds;
            }

            started.TrySetResult();
        }

        private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
    }
}
