using System.Globalization;

namespace CarlemanCompiler.Benchmarks.Polynomials;

/// <summary>Polynomial algebra against SymPy (its <c>expand</c> and its sparse <c>ring</c>) and FLINT, in one run.</summary>
internal static class PolynomialBenchmark
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Options: "ours" leaves the peers out; "quick" leaves out the two slowest rows of SymPy.</summary>
    public static void Run(string[] options)
    {
        bool peers = !options.Contains("ours");
        bool quick = options.Contains("quick");
        string? flint = peers ? CompileFlint() : null;
        string sympy = Path.Combine(Peer.Folder, "polynomials_sympy.py");
        Console.WriteLine("| problem | terms | ours | FLINT | SymPy ring | SymPy expand | FLINT / ours | ring / ours | expand / ours |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (int n in new[] { 10, 20, 40, 80 })
        {
            var loss = new TwoLayerLoss(n);
            string size = n.ToString(CultureInfo.InvariantCulture);
            var ours = Result.Of(n < 80 ? 101 : 51, loss.Gradient, TwoLayerLoss.Check);
            var flintResult = flint is null ? null : Peer.Measure(flint, Limit, "loss", size, n < 80 ? "101" : "51");
            var ring = peers ? Peer.Measure("/usr/bin/python3", Limit, sympy, "ring", "loss", size, "7") : null;
            bool patient = peers && (n < 80 || !quick);
            var expand = patient ? Peer.Measure("/usr/bin/python3", Limit, sympy, "expand", "loss", size, n < 40 ? "3" : "1") : null;
            Row($"loss and gradient, n = {size}", ours, flintResult, ring, expand);
        }

        var problem = new SparseProductProblem(12);
        var product = Result.Of(7, problem.Product, SparseProductProblem.Check);
        Row("sparse product", product, flint is null ? null : Peer.Measure(flint, Limit, "product", "12", "7"),
            peers && !quick ? Peer.Measure("/usr/bin/python3", Limit, sympy, "ring", "product", "12", "1") : null, null);
    }

    private static void Row(string name, Result ours, params Result?[] peers)
    {
        foreach (var peer in peers)
        {
            if (peer is not null && !ours.Agrees(peer))
            {
                throw new InvalidOperationException(
                    $"{name}: ours has {ours.Terms} terms and checksum {ours.Checksum:R}, a peer {peer.Terms} and {peer.Checksum:R}.");
            }
        }

        var cells = new List<string> { name, ours.Terms.ToString("N0", CultureInfo.InvariantCulture), Time(ours.Seconds) };
        cells.AddRange(peers.Select(p => p is null ? "–" : Time(p.Seconds)));
        cells.AddRange(peers.Select(p => p is null ? "–" : Ratio(p.Seconds / ours.Seconds)));
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
    }

    private static string? CompileFlint()
    {
        string program = Path.Combine(Path.GetTempPath(), $"polynomials_flint_{Environment.ProcessId}");
        string source = Path.Combine(Peer.Folder, "polynomials_flint.c");
        return Peer.Run("cc", Limit, "-O2", "-o", program, source, "-lflint", "-lgmp") is null ? null : program;
    }

    private static string Time(double seconds) => seconds switch
    {
        < 1e-3 => (seconds * 1e6).ToString("G3", CultureInfo.InvariantCulture) + " µs",
        < 1 => (seconds * 1e3).ToString("G3", CultureInfo.InvariantCulture) + " ms",
        _ => seconds.ToString("G3", CultureInfo.InvariantCulture) + " s",
    };

    private static string Ratio(double ratio) =>
        ratio.ToString(ratio < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture);
}
