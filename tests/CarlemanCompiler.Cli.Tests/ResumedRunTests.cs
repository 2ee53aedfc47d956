using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CarlemanCompiler.Cli.Tests;

/// <summary>A run of the built tool that is killed, or asked to stop, goes on when it is called again, and ends as if nothing had been.</summary>
public sealed class ResumedRunTests : IDisposable
{
    private const int Steps = 6_000;

    private readonly TemporaryFolder folder = new();

    private string Checkpoint => folder.File("run.ckpt");

    private string[] Arguments =>
        ["train", folder.File("chain.json"), "--steps", Steps.ToString(CultureInfo.InvariantCulture), "--record-every", "500", "--json"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void KilledThreeTimesItEndsInTheSameBits(bool single)
    {
        WriteChain(40);
        string[] precision = single ? ["--single"] : [];
        string[] whole = [.. Arguments, .. precision];
        string[] saved = [.. whole, "--checkpoint", Checkpoint, "--checkpoint-every", "20"];
        var clock = Stopwatch.StartNew();
        string expected = Finish(whole).Output;

        // Three delays of an eighth of the whole time at most do not reach the end, whatever the machine.
        int longest = (int)clock.ElapsedMilliseconds / 8;
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        int reached = 0;
        for (int kill = 1; kill <= 3; kill++)
        {
            using var process = Start(saved);
            AwaitStepBeyond(process, reached);
            Thread.Sleep(random.Next(longest));
            process.Kill();
            process.WaitForExit();
            Assert.NotEqual(0, process.ExitCode);
            int step = SavedStep();
            Assert.True(step > reached && step < Steps, $"kill {kill}, seed {seed}: from step {reached} to {step}");
            reached = step;
        }

        var (code, output, error) = Finish([.. saved, "--progress"]);
        Assert.True(code == 0, error);
        Assert.Contains($"resumed at step {reached.ToString("N0", CultureInfo.InvariantCulture)} of", error, StringComparison.Ordinal);
        Assert.True(expected == output, $"seed {seed}: the weights differ");
        Assert.Equal(Steps, SavedStep());
        Assert.Equal(["chain.json", "run.ckpt"], folder.Names());

        // Once done, it is read back.
        Assert.Equal(expected, Finish(saved).Output);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void ASignalSavesTheRun(string signal, int code)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Signals are sent by kill(1).");
        }

        WriteChain(40);
        string[] saved = [.. Arguments, "--checkpoint", Checkpoint, "--checkpoint-every", "500", "--progress"];
        using var process = Start(saved);
        AwaitStepBeyond(process, 0);
        using (var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(code, process.ExitCode);
        int step = SavedStep();
        Assert.True(step < Steps, "The run was done before the signal came.");
        Assert.Contains($"Stopped at step {step} of {Steps}; {Checkpoint} goes on from there.", error, StringComparison.Ordinal);
        Assert.Equal(Finish(Arguments).Output, Finish(saved).Output);
    }

    [Fact]
    public void ForeignAndDamagedFilesAreRefusedInOneLine()
    {
        string[] train = ["train", Cli.Golden("quartic_1d"), "--steps", "8", "--checkpoint", Checkpoint];
        Assert.Equal(0, Cli.Run(train).Code);
        var (code, output, error) = Cli.Run([.. train, "--order", "3"]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("order 2 (here 3)", error, StringComparison.Ordinal);
        Assert.Contains("past the 5 steps", Cli.Run([.. train[..3], "5", .. train[4..]]).Error, StringComparison.Ordinal);
        Assert.Contains("elements double (here single)", Cli.Run([.. train, "--single"]).Error, StringComparison.Ordinal);
        File.WriteAllText(Checkpoint, "no checkpoint at all");
        Assert.Contains("not a checkpoint", Cli.Run(train).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void LongRunsPrintWhatCanBeRead()
    {
        string[] train = ["train", Cli.Golden("quartic_1d"), "--steps", "25000"];
        var (code, output, error) = Cli.Run(train);
        Assert.Equal((0, ""), (code, error));
        Assert.InRange(output.Split('\n').Length, 90, 120);
        Assert.Contains("│ 25,000 │", output, StringComparison.Ordinal);

        var run = Cli.Json(train);
        int[] times = [.. run.GetProperty("times").EnumerateArray().Select(t => t.GetInt32())];
        Assert.Equal([.. Enumerable.Range(0, 5001).Select(k => 5 * k)], times);
        Assert.Equal(times.Length, run.GetProperty("theta").GetArrayLength());
        Assert.Equal(times.Length, run.GetProperty("descent").GetArrayLength());
        var few = Cli.Json([.. train, "--record-every", "20000"]);
        Assert.Equal([0, 20_000, 25_000], few.GetProperty("times").EnumerateArray().Select(t => t.GetInt32()));
    }

    [Fact]
    public void OptionsOfRunsBelongToTheirEngine()
    {
        string[] train = ["train", Cli.Golden("quartic_1d")];
        Assert.Contains("belongs to --engine carleman", Cli.Run([.. train, "--engine", "history", "--single"]).Error, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run([.. train, "--engine", "descent", "--checkpoint", Checkpoint]).Code);
        Assert.Equal(2, Cli.Run([.. train, "--checkpoint-every", "5"]).Code);
        Assert.Equal(2, Cli.Run([.. train, "--record-every", "0"]).Code);
        var (code, _, error) = Cli.Run([.. train, "--progress", "--steps", "7"]);
        Assert.Equal(0, code);
        Assert.Contains("step 0 of 7", error, StringComparison.Ordinal);
        Assert.Contains("step 7 of 7", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 10_000, 1)]
    [InlineData(3, 10_001, 2)]
    [InlineData(3, 1_000_000, 100)]
    [InlineData(1000, 1_000, 2)]
    [InlineData(100_000, int.MaxValue, 500_000_000)]
    public void RowsAreRecordedWhileTheyAreFew(int weights, int steps, int every) =>
        Assert.Equal(every, Commands.RunOptions.RecordEveryByDefault(weights, steps));

    /// <summary>Quartic wells in a row, each pulled by the next: 12,340 unknowns at order 3.</summary>
    private void WriteChain(int n)
    {
        var loss = new List<object>();
        for (int i = 0; i < n; i++)
        {
            Add(0.5 + 0.01 * i, (i, 2));
            Add(0.05, (i, 4));
            Add(0.01, (i, 1));
            if (i < n - 1)
            {
                Add(0.1, (i, 1), (i + 1, 1));
                Add(0.03, (i, 2), (i + 1, 1));
            }
        }

        object model = new { n, loss, eta = 0.02, theta0 = Enumerable.Range(0, n).Select(i => i % 2 == 0 ? 0.1 : -0.1), T = Steps, order = 3 };
        File.WriteAllText(folder.File("chain.json"), JsonSerializer.Serialize(model));

        void Add(double c, params (int Variable, int Power)[] powers)
        {
            int[] alpha = new int[n];
            foreach (var (variable, power) in powers)
            {
                alpha[variable] = power;
            }

            loss.Add(new { alpha, c });
        }
    }

    // What a shell starts in the background ignores SIGINT, and so does all that it starts: env sets that back where it can.
    private static Process Start(string[] arguments)
    {
        string[] tool = ["dotnet", Path.Combine(AppContext.BaseDirectory, "carleman.dll"), .. arguments];
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", .. tool] : tool;
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static (int Code, string Output, string Error) Finish(string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private void AwaitStepBeyond(Process process, int step)
    {
        var patience = Stopwatch.StartNew();
        while (SavedStep() <= step)
        {
            Assert.False(process.HasExited, "The run ended before it was to be stopped.");
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "No checkpoint within a minute.");
            Thread.Sleep(1);
        }
    }

    /// <summary>The step that the checkpoint states; 0 where there is none. There is never a half-written one.</summary>
    private int SavedStep()
    {
        if (!File.Exists(Checkpoint))
        {
            return 0;
        }

        using var stream = new FileStream(Checkpoint, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] header = new byte[64];
        stream.ReadExactly(header);
        return BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(60));
    }
}
