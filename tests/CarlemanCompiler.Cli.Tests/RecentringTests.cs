namespace CarlemanCompiler.Cli.Tests;

/// <summary>Recentring and the order for a tolerance, on the command line.</summary>
public sealed class RecentringTests
{
    [Fact]
    public void RecentredRunsListTheirPieces()
    {
        string[] command = ["train", Cli.Golden("cubic_quadratic_3d"), "--order", "2", "--steps", "60"];
        var run = Cli.Json([.. command, "--recentre", "1e-3"]);
        var pieces = run.GetProperty("pieces").EnumerateArray().ToList();
        Assert.InRange(pieces.Count, 2, 20);
        int next = 0;
        foreach (var piece in pieces)
        {
            Assert.Equal(next, piece.GetProperty("start").GetInt32());
            Assert.InRange(piece.GetProperty("bound").GetDouble(), 0, 1e-3);
            Assert.Equal(
                Math.Sqrt(piece.GetProperty("centre").EnumerateArray().Sum(x => x.GetDouble() * x.GetDouble())),
                piece.GetProperty("centreNorm").GetDouble(), 1e-12);
            next += piece.GetProperty("steps").GetInt32();
        }

        Assert.Equal(60, next);
        Assert.InRange(run.GetProperty("finalError").GetDouble(), 0, run.GetProperty("bound").GetDouble());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, Cli.Json(command).GetProperty("pieces").ValueKind);

        var (_, output, _) = Cli.Run([.. command, "--recentre", "1e-3"]);
        Assert.Contains($"Recentred {pieces.Count - 1} times", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--engine", "descent")]
    [InlineData("--engine", "sgd")]
    [InlineData("--eta-powers", "1")]
    [InlineData("--record-every", "2")]
    public void WhatCannotBeRecentredIsAUsageError(string option, string value)
    {
        var (code, _, error) = Cli.Run("train", Cli.Golden("quartic_1d"), "--recentre", "1e-3", option, value);
        Assert.Equal(2, code);
        Assert.Contains("--recentre", error, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run("train", Cli.Golden("quartic_1d"), "--recentre", "-1").Code);
    }

    [Fact]
    public void BothOrdersForATolerancePrint()
    {
        string[] arguments = [Cli.Golden("quartic_1d"), "--order", "2", "--steps", "5", "--tolerance", "1e-4"];
        var check = Cli.Json(["check", .. arguments]);
        int certified = check.GetProperty("orderForTolerance").GetInt32();
        int estimated = check.GetProperty("estimatedOrderForTolerance").GetInt32();
        Assert.InRange(certified, 2, 40);
        Assert.InRange(estimated, 2, certified);
        var train = Cli.Json(["train", .. arguments]);
        Assert.Equal(certified, train.GetProperty("orderForTolerance").GetInt32());
        Assert.Equal(estimated, train.GetProperty("estimatedOrderForTolerance").GetInt32());
        foreach (string command in new[] { "check", "train" })
        {
            string output = Cli.Run([command, .. arguments]).Output;
            Assert.Contains("by the certified bound", output, StringComparison.Ordinal);
            Assert.Contains("by comparing orders (an estimate)", output, StringComparison.Ordinal);
        }
    }
}
