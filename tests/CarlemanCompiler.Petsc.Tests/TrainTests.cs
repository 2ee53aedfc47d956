using System.Text.Json;

namespace CarlemanCompiler.Petsc.Tests;

/// <summary><c>mpirun -n P carleman train MODEL --engine petsc</c>, as a user calls it.</summary>
public sealed class TrainTests
{
    private static readonly string[][] Ways =
        [[], ["--assembled"], ["--ksp", "gmres"], ["--ksp", "fgmres", "--assembled"], ["--ksp", "richardson"]];

    public static TheoryData<string, string, int> Models => new()
    {
        // D = 34, 84, 30 and 83: the first leaves a remainder by 3, the last by 2 and by 3.
        { "banded_chain_4d", "--order 3", 12 },
        { "banded_chain_4d", "--order 3 --basis kronecker --eta-powers 2", 9 },
        { "two_layer_linear_2d", "--order 4 --basis kronecker --padding 2", 8 },
        { "cubic_quadratic_3d", "--order 6 --basis symmetric", 6 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void AnyNumberOfRanksGivesTheAnswerOfOneProcess(string model, string options, int steps)
    {
        Mpi.Require();
        string[] train = ["train", Golden(model), .. options.Split(' '), "--steps", $"{steps}", "--json"];
        var (code, output, error) = Mpi.Run(0, Mpi.Tool, [.. train, "--engine", "carleman"]);
        Assert.True(code == 0, error);
        using var single = JsonDocument.Parse(output);
        int dimension = single.RootElement.GetProperty("dimension").GetInt32();
        for (int ranks = 1; ranks <= 3; ranks++)
        {
            // Each way of solving is met at each number of ranks by one model or another; stepping by all.
            foreach (string[] way in new[] { Ways[0], Ways[1 + ((steps + ranks) % (Ways.Length - 1))] })
            {
                using var run = Train(ranks, [.. train, .. way]);
                AssertSameWeights(single, run, $"{string.Join(' ', way)} on {ranks} ranks");
                var entries = run.RootElement.GetProperty("ranks").EnumerateArray()
                    .Select(rank => rank.GetProperty("entries").GetInt32()).ToArray();
                Assert.Equal(ranks, entries.Length);
                Assert.Equal(dimension, entries.Sum());
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("--assembled")]
    public void EachRankHoldsItsShare(string way)
    {
        Mpi.Require();
        string file = Path.Combine(Path.GetTempPath(), $"carleman-{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(file, Chain(70));
            string[] train = ["train", file, "--order", "3", "--steps", "2", "--json"];
            train = [.. train, .. way.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            using var one = Train(1, train);
            double alone = Held(one).Single();
            foreach (int ranks in new[] { 2, 3 })
            {
                using var run = Train(ranks, train);
                Assert.All(Held(run), bytes => Assert.True(bytes < 1.35 * alone / ranks, $"{bytes} of {alone} on one of {ranks} ranks"));
                Assert.All(
                    run.RootElement.GetProperty("ranks").EnumerateArray(),
                    rank => Assert.NotEqual(0, rank.GetProperty("residentGrowth").GetInt64()));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void StartedByItselfItIsOneRank()
    {
        Mpi.Require();
        var (code, output, error) = Mpi.Run(0, Mpi.Tool, "train", Golden("quartic_1d"), "--engine", "petsc");
        Assert.True(code == 0, error);
        Assert.Contains("engine petsc", output, StringComparison.Ordinal);
        Assert.Contains("KiB measured", output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotFitIsSaidOnceAndEndsAllRanks()
    {
        Mpi.Require();
        var (code, output, error) = Mpi.Run(
            2, Mpi.Tool, "train", Golden("banded_chain_4d"), "--engine", "petsc", "--order", "29", "--basis", "kronecker");
        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        Assert.Equal(1, error.Split("Lower the order.").Length - 1);
    }

    [Fact]
    public void AMethodThatBreaksDownSaysSoOnce()
    {
        Mpi.Require();
        var (code, output, error) = Mpi.Run(
            2, Mpi.Tool, "train", Golden("banded_chain_4d"), "--engine", "petsc", "--order", "3", "--steps", "12", "--ksp", "bcgs");
        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        Assert.Equal(1, error.Split("was not solved to 1e-13 by bcgs").Length - 1);
    }

    [Fact]
    public void AnUnknownMethodIsNamed()
    {
        Mpi.Require();
        var (code, _, error) = Mpi.Run(0, Mpi.Tool, "train", Golden("quartic_1d"), "--engine", "petsc", "--ksp", "divination");
        Assert.Equal(1, code);
        Assert.Contains("KSPSetType failed", error, StringComparison.Ordinal);
        Assert.Contains("divination", error, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutPetscTheMessageSaysWhatIsMissing()
    {
        (string, string)[] nowhere = [(PetscLibrary.Variable, "/nowhere/libpetsc.so")];
        string[] train = ["train", Golden("quartic_1d"), "--engine"];
        var (code, output, error) = Mpi.Run(0, nowhere, Mpi.Tool, [.. train, "petsc"]);
        Assert.Equal((1, ""), (code, output));
        Assert.Equal($"{PetscLibrary.Variable} names /nowhere/libpetsc.so, which is no shared library that can be loaded.", error.Trim());

        // No other engine looks for it.
        Assert.Equal(0, Mpi.Run(0, nowhere, Mpi.Tool, [.. train, "carleman"]).Code);
    }

    [Fact]
    public void ItsOptionsBelongToIt()
    {
        foreach (string[] option in new string[][] { ["--assembled"], ["--ksp", "gmres"] })
        {
            var (code, _, error) = Mpi.Run(0, Mpi.Tool, ["train", Golden("quartic_1d"), .. option]);
            Assert.Equal(2, code);
            Assert.Contains($"{option[0]} belongs to --engine petsc.", error, StringComparison.Ordinal);
        }
    }

    private static JsonDocument Train(int ranks, string[] train)
    {
        var (code, output, error) = Mpi.Run(ranks, Mpi.Tool, [.. train, "--engine", "petsc"]);
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output);
    }

    private static void AssertSameWeights(JsonDocument expected, JsonDocument run, string name)
    {
        var rows = expected.RootElement.GetProperty("theta").EnumerateArray().ToArray();
        var found = run.RootElement.GetProperty("theta").EnumerateArray().ToArray();
        Assert.Equal(rows.Length, found.Length);
        foreach (var (a, b) in rows.Zip(found))
        {
            foreach (var (x, y) in a.EnumerateArray().Zip(b.EnumerateArray()))
            {
                Assert.True(Math.Abs(x.GetDouble() - y.GetDouble()) <= 1e-10, $"{name}: {y} is not {x}");
            }
        }
    }

    private static double[] Held(JsonDocument run) =>
        [.. run.RootElement.GetProperty("ranks").EnumerateArray().Select(rank => rank.GetProperty("bytes").GetDouble())];

    /// <summary>Σ_i u_i²/2 − 0.3 u_i u_{i+1} + 0.1 u_i² u_{i+1}: every weight is tied to its neighbours.</summary>
    private static string Chain(int n)
    {
        var terms = new List<object>();
        for (int i = 0; i < n; i++)
        {
            Term(0.5, (i, 2));
            if (i + 1 < n)
            {
                Term(-0.3, (i, 1), (i + 1, 1));
                Term(0.1, (i, 2), (i + 1, 1));
            }
        }

        var theta = Enumerable.Range(0, n).Select(i => 0.3 * Math.Sin(i)).ToArray();
        return JsonSerializer.Serialize(new { n, loss = terms, eta = 0.2, theta0 = theta, theta_ref = new double[n], T = 5 });

        void Term(double c, params (int Weight, int Power)[] powers)
        {
            int[] alpha = new int[n];
            foreach (var (weight, power) in powers)
            {
                alpha[weight] = power;
            }

            terms.Add(new { alpha, c });
        }
    }

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json");
}
