using System.Globalization;
using System.Text.Json;

namespace CarlemanCompiler.Cli.Tests;

/// <summary><c>carleman solve</c> on files, and systems on which other packages are known to fail.</summary>
public sealed class SolveCommandTests
{
    private const string B2 = "%%MatrixMarket matrix array real general\n2 1\n1\n-2\n";
    private const string A2 = "%%MatrixMarket matrix coordinate real general\n% irregular\n2 2 3\n1 1 2\n1 2 -1\n2 2 1.5\n";

    [Fact]
    public void EveryNumberIsThere()
    {
        using var folder = new TemporaryFolder();
        var solution = Cli.Json(["solve", Write(folder, "A.mtx", A2), Write(folder, "b.mtx", B2), "--solver", "hhl"]);

        // x₂ = −4/3, x₁ = (1 + x₂)/2.
        Assert.Equal(-1 / 6.0, solution.GetProperty("x")[0].GetDouble(), 2e-3);
        Assert.Equal(-4 / 3.0, solution.GetProperty("x")[1].GetDouble(), 2e-3);
        Assert.Equal(Math.Sqrt(1 / 36.0 + 16 / 9.0), solution.GetProperty("norm").GetDouble(), 2e-3);
        Assert.InRange(solution.GetProperty("relativeError").GetDouble(), 0, 1e-3);
        Assert.InRange(solution.GetProperty("residual").GetDouble(), 0, 1e-2);
        Assert.InRange(solution.GetProperty("fidelity").GetDouble(), 1 - 1e-6, 1);

        // AᵀA has trace 29/4 and determinant 9.
        double root = Math.Sqrt(7.25 * 7.25 - 36);
        Assert.Equal(Math.Sqrt((7.25 + root) / (7.25 - root)), solution.GetProperty("conditionNumber").GetDouble(), 1e-9);
        Assert.InRange(solution.GetProperty("successProbability").GetDouble(), 1e-3, 1);
        foreach (string count in new[] { "qubits", "gates", "cx", "tCount", "depth", "clockQubits" })
        {
            Assert.True(solution.GetProperty(count).GetDouble() > 0, count);
        }

        Assert.NotEqual(JsonValueKind.Undefined, solution.GetProperty("ways")[0].GetProperty("gates").ValueKind);
    }

    [Fact]
    public void EmulationAndCoordinateVectorsGiveTheSame()
    {
        using var folder = new TemporaryFolder();
        string a = Write(folder, "A.mtx", A2);
        var run = Cli.Json("solve", a, Write(folder, "b.mtx", B2));
        string coordinates = Write(folder, "c.mtx", "%%MatrixMarket matrix coordinate integer general\n2 1 2\n2 1 -2\n1 1 1\n");
        var emulated = Cli.Json("solve", a, coordinates, "--emulate");
        Assert.True(emulated.GetProperty("emulated").GetBoolean());
        foreach (int i in new[] { 0, 1 })
        {
            Assert.Equal(run.GetProperty("x")[i].GetDouble(), emulated.GetProperty("x")[i].GetDouble(), 1e-10);
        }

        var walk = Cli.Json("solve", a, coordinates, "--evolution", "walk", "--tolerance", "0.01");
        Assert.Equal("qubitizedWalk", walk.GetProperty("evolution").GetString());
        Assert.Equal(Math.Sqrt(3 * 2.5), walk.GetProperty("alpha").GetDouble(), 1e-9);
        Assert.InRange(walk.GetProperty("relativeError").GetDouble(), 0, 0.01);
    }

    [Fact]
    public void PeopleGetATable()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = Cli.Run("solve", Write(folder, "A.mtx", A2), Write(folder, "b.mtx", B2));
        Assert.Equal((0, ""), (code, error));
        foreach (string word in new[] { "norm of x", "relative error", "fidelity", "qubits", "T count", "exact synthesis" })
        {
            Assert.Contains(word, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ShotsComeWithTheirError()
    {
        using var folder = new TemporaryFolder();
        string a = Write(folder, "A.mtx", A2);
        string b = Write(folder, "b.mtx", B2);
        var first = Cli.Json("solve", a, b, "--shots", "100000", "--seed", "3");
        Assert.InRange(first.GetProperty("relativeError").GetDouble(), 0, 0.1);
        Assert.InRange(first.GetProperty("samplingError").GetDouble(), 1e-4, 0.1);
        Assert.True(first.GetProperty("x")[1].GetDouble() < 0);
        Assert.Equal(first.ToString(), Cli.Json("solve", a, b, "--shots", "100000", "--seed", "3").ToString());

        var (code, output, error) = Cli.Run("solve", a, b, "--shots", "50", "--json");
        Assert.Equal(1, code);
        var refusal = JsonDocument.Parse(output).RootElement;
        Assert.Equal("shots", refusal.GetProperty("limit").GetString());
        Assert.InRange(refusal.GetProperty("wouldDo").GetDouble(), 51, 1e6);
        Assert.Contains(refusal.GetProperty("reason").GetString()!, error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeTrustedIsRefused()
    {
        using var folder = new TemporaryFolder();
        string b = Write(folder, "b.mtx", B2);
        string steep = Write(folder, "steep.mtx", "%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1\n2 2 1e-6\n");
        var (code, output, _) = Cli.Run("solve", steep, b, "--json");
        Assert.Equal(1, code);
        var refusal = JsonDocument.Parse(output).RootElement;
        Assert.Equal("clockQubits", refusal.GetProperty("limit").GetString());
        Assert.InRange(refusal.GetProperty("wouldDo").GetDouble(), 15, 30);

        string singular = Write(folder, "singular.mtx", "%%MatrixMarket matrix coordinate real general\n2 2 1\n1 1 1\n");
        (code, output, string error) = Cli.Run("solve", singular, b);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("singular", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorsNameFileAndLine()
    {
        using var folder = new TemporaryFolder();
        string b = Write(folder, "b.mtx", B2);
        string a = Write(folder, "A.mtx", A2);
        Fails("broken.mtx, line 3", "solve", Write(folder, "broken.mtx", "%%MatrixMarket matrix coordinate real general\n2 2 1\n1 5 2\n"), b);
        Fails("word.mtx, line 4", "solve", a, Write(folder, "word.mtx", "%%MatrixMarket matrix array real general\n2 1\n1\ntwo\n"));
        Fails("3 × 2", "solve", Write(folder, "wide.mtx", "%%MatrixMarket matrix coordinate real general\n3 2 1\n1 1 2\n"), b);
        Fails("3 entries", "solve", a, Write(folder, "long.mtx", "%%MatrixMarket matrix array real general\n3 1\n1\n2\n3\n"));
        Fails("right-hand side is 0", "solve", a, Write(folder, "zero.mtx", "%%MatrixMarket matrix array real general\n2 1\n0\n0\n"));
        Fails("none.mtx", "solve", a, folder.File("none.mtx"));
        Assert.Equal(2, Cli.Run("solve", a, b, "--tolerance", "0").Code);
        Assert.Equal(2, Cli.Run("solve", a, b, "--solver", "magic").Code);
        Assert.Equal(2, Cli.Run("solve", a).Code);

        static void Fails(string part, params string[] arguments)
        {
            var (code, output, error) = Cli.Run(arguments);
            Assert.Equal((1, ""), (code, output));
            Assert.Contains(part, error, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// The 8 × 8 matrix of the Qiskit textbook's HHL tutorial (1 on the diagonal, −1/3 beside it), on which that package returned a vector
    /// of norm 0.0157 and fidelity 0.0076 (Qiskit issue 7926). The numbers are the classical solution that the issue gives.
    /// </summary>
    [Fact]
    public void QiskitTutorialMatrixOfEightRows()
    {
        using var folder = new TemporaryFolder();
        var solution = Cli.Json(["solve", Tridiagonal(folder, 8), FirstUnit(folder, 8)]);
        double[] classical = [1.14589783, 0.4376935, 0.16718266, 0.06385449, 0.0243808, 0.00928793, 0.00348297, 0.00116099];
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(classical[i], solution.GetProperty("x")[i].GetDouble(), 1.3e-3);
        }

        Assert.Equal(1.2399109, solution.GetProperty("norm").GetDouble(), 1.3e-3);
        Assert.InRange(solution.GetProperty("fidelity").GetDouble(), 0.999999, 1);
    }

    /// <summary>Sixteen rows, which do not compile elsewhere (Qiskit issue 8102).</summary>
    [Fact]
    public void SixteenRowsCompileAndRun()
    {
        using var folder = new TemporaryFolder();
        var solution = Cli.Json(["solve", Tridiagonal(folder, 16), FirstUnit(folder, 16)]);
        Assert.InRange(solution.GetProperty("relativeError").GetDouble(), 0, 1e-3);
        Assert.InRange(solution.GetProperty("gates").GetInt64(), 1, 20_000);
    }

    /// <summary>Signs of the solution, which are lost where only probabilities are read (Qrisp issue 524).</summary>
    [Fact]
    public void SignsAreNotLost()
    {
        using var folder = new TemporaryFolder();
        string a = Write(folder, "A.mtx", "%%MatrixMarket matrix coordinate real general\n4 4 5\n1 1 1\n2 2 -1\n3 3 2\n4 4 -1.5\n1 2 0.5\n");
        string b = Write(folder, "b.mtx", "%%MatrixMarket matrix array real general\n4 1\n-1\n-1\n-2\n1.5\n");
        double[] x = [-1.5, 1, -1, -1];
        foreach (string[] way in new string[][] { [], ["--emulate"], ["--shots", "200000"], ["--evolution", "walk", "--emulate"] })
        {
            var solution = Cli.Json(["solve", a, b, .. way]).GetProperty("x");
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(x[i], solution[i].GetDouble(), 0.1);
            }
        }
    }

    /// <summary>
    /// Sparse input stays sparse (PennyLane issue 8529 makes it dense, Pauli decompositions have 4ⁿ terms): 4,096 unknowns whose matrix would
    /// take 128 MiB, and a circuit whose gates follow the nonzeros.
    /// </summary>
    [Fact]
    public void SparseInputIsNotMadeDense()
    {
        using var folder = new TemporaryFolder();
        var small = Cli.Json("solve", Tridiagonal(folder, 1024), FirstUnit(folder, 1024), "--emulate", "--tolerance", "0.01");
        var large = Cli.Json("solve", Tridiagonal(folder, 4096), FirstUnit(folder, 4096), "--emulate", "--tolerance", "0.01");
        Assert.InRange(large.GetProperty("relativeError").GetDouble(), 0, 0.01);
        Assert.Equal(3 * 4096 - 2, large.GetProperty("nonzeros").GetInt32());
        Assert.InRange(large.GetProperty("gates").GetDouble() / small.GetProperty("gates").GetDouble(), 3, 5);
    }

    private static string Write(TemporaryFolder folder, string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }

    private static string Tridiagonal(TemporaryFolder folder, int rows)
    {
        var lines = new List<string> { "%%MatrixMarket matrix coordinate real general", $"{rows} {rows} {3 * rows - 2}" };
        string beside = (-1 / 3.0).ToString("R", CultureInfo.InvariantCulture);
        for (int i = 1; i <= rows; i++)
        {
            lines.Add($"{i} {i} 1");
            if (i < rows)
            {
                lines.Add($"{i} {i + 1} {beside}");
                lines.Add($"{i + 1} {i} {beside}");
            }
        }

        return Write(folder, $"T{rows}.mtx", string.Join('\n', lines) + "\n");
    }

    private static string FirstUnit(TemporaryFolder folder, int rows) =>
        Write(folder, $"e{rows}.mtx", $"%%MatrixMarket matrix coordinate real general\n{rows} 1 1\n1 1 1\n");
}
