namespace CarlemanCompiler.Estimation;

/// <summary>
/// A training run by formula alone, for sizes that no machine holds: what the history system of n weights asks of a fault-tolerant machine.
/// </summary>
/// <remarks>
/// Everything is an upper bound or a leading term, as each figure's source says, and nothing is measured. Constant factors of oracles are those of plain
/// constructions, which better ones will beat; the exponents are what to look at.
/// </remarks>
public sealed record ProjectedTraining
{
    private ProjectedTraining(IReadOnlyList<ProjectedFigure> figures, LogicalCounts run, double runs)
    {
        Figures = figures;
        Run = run;
        Runs = runs;
    }

    /// <summary>Every figure, each after those that its formula uses.</summary>
    public IReadOnlyList<ProjectedFigure> Figures { get; }

    /// <summary>Logical counts of one solution of the linear system.</summary>
    public LogicalCounts Run { get; }

    /// <summary>How often the system is solved and measured.</summary>
    public double Runs { get; }

    /// <summary>The projection.</summary>
    /// <param name="weights">n, 1 to 10¹⁵.</param>
    /// <param name="sparsity">s: nonzeros of F_0, F_1, … together in a row, the largest such number.</param>
    /// <param name="order">N, 1 to 20.</param>
    /// <param name="steps">T, 1 to 10¹⁵.</param>
    /// <param name="conditionNumber">κ(M).</param>
    /// <param name="precision">ε: error of the solution, and of each weight read, as a part of the norm; in (0, 1).</param>
    /// <param name="degree">q: degree of the gradient, 1 to 20.</param>
    /// <param name="kept">k: nonzero weights that are uploaded and read; a tenth of n by default, as in the paper.</param>
    /// <exception cref="ArgumentOutOfRangeException">An input is out of its range.</exception>
    public static ProjectedTraining Of(
        double weights, double sparsity, int order, double steps, double conditionNumber, double precision, int degree = 3, double? kept = null)
    {
        double k = kept ?? Math.Max(1, weights / 10);
        Require(weights, 1, 1e15, nameof(weights));
        Require(sparsity, 1, 1e15, nameof(sparsity));
        Require(order, 1, 20, nameof(order));
        Require(steps, 1, 1e15, nameof(steps));
        Require(conditionNumber, 1, 1e15, nameof(conditionNumber));
        Require(precision, double.Epsilon, 1 - 1e-9, nameof(precision));
        Require(degree, 1, 20, nameof(degree));
        Require(k, 1, weights, nameof(kept));
        const string house = "ours (docs/conventions.md)";
        const string access = "Gilyén et al., STOC 2019 (arXiv:1806.01838), lemma 48";
        const string swap = "Low, Kliuchnikov, Schaeffer, Quantum 8, 1375 (2024) (arXiv:1812.00954)";
        var figures = new List<ProjectedFigure>();
        double Figure(string name, string symbol, double value, string formula, string source)
        {
            figures.Add(new ProjectedFigure(name, symbol, value, formula, source));
            return value;
        }

        double index = Figure("qubits of one index", "w", Bits(weights), "⌈log₂ n⌉", "binary numbers");
        double state = Figure(
            "qubits of the history", "S", order * index + Bits(order) + Bits(steps + 1), "N w + ⌈log₂ N⌉ + ⌈log₂(T + 1)⌉", "paper, eq. 6; Kronecker basis");
        Figure(
            "unknowns, monomials counted once", "U", (steps + 1) * (Binomial(weights + order, order) - 1), "(T + 1)(C(n + N, N) − 1)", house);
        double row = Figure("nonzeros in a row of M, at most", "s_M", 1 + Math.Pow(1 + sparsity, order), "1 + (1 + s)^N", house);
        double effective = Figure(
            "condition number of the block encoding, at most", "κ'", conditionNumber * row, "κ s_M", access + ": α ≤ s_M max|M|, and max|M| ≤ ‖M‖");
        double queries = Figure(
            "queries of the block encoding", "Q", Math.Ceiling(effective * (56 + 1.05 * Math.Log(1 / precision))), "κ' (56 + 1.05 ln(1/ε))",
            "Dalzell, arXiv:2406.12086: kernel reflection, norm unknown");
        double bits = Figure(
            "bits of a matrix entry", "b", Math.Ceiling(Math.Log(effective * row / precision) / Math.Log(2)), "⌈log₂(κ' s_M / ε)⌉",
            "ours: entries off by 2^−b move the solution by κ' s_M 2^−b");
        double entries = Figure("entries of the table of F", "L", weights * sparsity, "n s", "each nonzero of F once");
        double word = Figure("bits of an entry of the table", "W", degree * index + bits, "q w + b", "its columns and its value");
        double lookup = Figure("Toffoli gates of a look-up", "T_L", Math.Ceiling(2 * Math.Sqrt(entries * word)), "2 √(L W)", swap + ": L/λ + W λ at the best λ");
        double lookupQubits = Figure("qubits of a look-up", "Q_L", Math.Ceiling(Math.Sqrt(entries * word)) + word, "√(L W) + W", swap + ": W λ at the best λ");
        double arithmetic = Figure(
            "Toffoli gates of an entry's value", "T_A", (order - 1) * bits * bits + 2 * bits, "(N − 1) b² + 2 b",
            "products by schoolbook multiplication; a rotation by phase gradient and a comparison, b each (Gidney, Quantum 2, 74 (2018))");
        double preparation = Figure(
            "Toffoli gates of the input", "T_P", k + 2 * bits, "k + 2 b", "look-up over k entries (Babbush et al., PRX 8, 041015 (2018)); u_in is sparse, and y_in a product of it");
        double perQuery = Figure(
            "Toffoli gates of a query", "T_Q", 4 * order * lookup + arithmetic + preparation, "4 N T_L + T_A + T_P",
            access + ": four oracle calls, each N look-ups; and a reflection on the input");
        double toffoli = Figure("Toffoli gates of a run", "T_R", queries * perQuery, "Q T_Q", "product");
        double qubits = Figure(
            "logical qubits", "Q_R", 2 * state + lookupQubits + order * bits + bits + 10, "2 S + Q_L + N b + b + 10",
            "row and column registers, one look-up at a time, factors of an entry, phase gradient, flags");
        double runs = Figure(
            "runs", "R", Math.Ceiling(4 * order / (precision * precision)), "4 N / ε²",
            "ours: half of the norm in the last state with T copies of it, at least 1/N of that in u, as many runs again for the signs; error 1/√shots");
        Figure("Toffoli gates of all runs", "T_all", toffoli * runs, "T_R R", "product");
        return new ProjectedTraining(figures, new LogicalCounts(qubits, 0, 0, 0, toffoli, state), runs);
    }

    private static double Bits(double count) => Math.Max(1, Math.Ceiling(Math.Log(count) / Math.Log(2)));

    private static double Binomial(double n, int k)
    {
        double product = 1;
        for (int i = 1; i <= k; i++)
        {
            product *= (n - k + i) / i;
        }

        return product;
    }

    private static void Require(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a number from {low} to {high}."));
        }
    }
}
