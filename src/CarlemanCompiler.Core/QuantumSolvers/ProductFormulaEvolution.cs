using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// e^{iHt} by the second-order product formula over 1-sparse terms: every nonzero M_ij couples |i, flag 0⟩ and |j, flag 1⟩, a two-level
/// rotation. A greedy edge colouring of the bipartite graph of rows and columns puts couplings that share no state, and therefore
/// commute, into one term, at most twice the sparsity of them. A constant diagonal, which history systems have, is a single RX on the flag.
/// </summary>
/// <remarks>
/// The gates of a step grow with the nonzeros, the number of steps as t^{3/2}/√ε. Error bound: Childs, Su, Tran, Wiebe, Zhu, PRX 11, 011020
/// (2021), proposition 10, with ‖[A, [B, C]]‖ ≤ 4‖A‖‖B‖‖C‖ and the norm of a 1-sparse term its largest coefficient.
/// </remarks>
public sealed class ProductFormulaEvolution : HamiltonianEvolution
{
    private readonly double accuracy;
    private readonly double? diagonal;
    private readonly List<List<(int Row, int Column, double Value)>> colours = [];

    /// <summary>An evolution each of whose powers is off by at most <paramref name="accuracy"/> in operator norm.</summary>
    public ProductFormulaEvolution(Dilation dilation, double accuracy)
        : base("product formula", dilation)
    {
        if (!(accuracy > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(accuracy), accuracy, "An accuracy is positive.");
        }

        this.accuracy = accuracy;
        var entries = dilation.Entries().ToList();
        var onDiagonal = entries.FindAll(e => e.Row == e.Column);
        if (onDiagonal.Count == 1 << dilation.SystemQubits && onDiagonal.TrueForAll(e => e.Value == onDiagonal[0].Value))
        {
            diagonal = onDiagonal[0].Value;
            entries.RemoveAll(e => e.Row == e.Column);
        }

        Colour(entries);
        ErrorConstant = Bound();
    }

    /// <summary>Number of 1-sparse terms.</summary>
    public int TermCount => colours.Count + (diagonal is null ? 0 : 1);

    /// <summary>B: one step of length τ is off by at most B τ³.</summary>
    public double ErrorConstant { get; }

    /// <inheritdoc/>
    public override ImmutableArray<int> InputStates => Dilation.RowStates;

    /// <inheritdoc/>
    public override Operation Enter => new CompositeOperation("1", Dilation.SystemQubits + 1, []);

    /// <inheritdoc/>
    public override Operation Leave => Enter;

    /// <summary>CZ: Z on the flag anticommutes with H and with each of its terms.</summary>
    public override Operation Reversal => Gate.Z.Controlled();

    /// <summary>⌈√(B|t|³/ε)⌉, at least 1.</summary>
    public long Steps(double time)
    {
        double steps = Math.Ceiling(Math.Sqrt(ErrorConstant * Math.Pow(Math.Abs(time), 3) / accuracy));
        return steps < 1e15
            ? Math.Max(1, (long)steps)
            : throw new SizeLimitException(FormattableString.Invariant(
                $"A product formula for time {time:G4} at accuracy {accuracy:G2} takes {steps:G2} steps; 10^15 are the limit."));
    }

    /// <inheritdoc/>
    public override Operation Power(double time)
    {
        long steps = Steps(time);
        return new Repetition(Step(time / steps), steps);
    }

    /// <inheritdoc/>
    public override Operation Evolve(double time) => Power(time);

    /// <inheritdoc/>
    public override double ErrorBound(double time)
    {
        double steps = Steps(time);
        return ErrorConstant * Math.Pow(Math.Abs(time), 3) / (steps * steps);
    }

    // Half steps through the terms and back, the last one whole.
    private CompositeOperation Step(double time)
    {
        var parts = ImmutableArray.CreateBuilder<Placement>();
        int last = TermCount - 1;
        for (int term = 0; term < last; term++)
        {
            parts.Add(Term(term, time / 2));
        }

        parts.Add(Term(last, time));
        for (int term = last - 1; term >= 0; term--)
        {
            parts.Add(Term(term, time / 2));
        }

        return new CompositeOperation("product-formula step", Dilation.SystemQubits + 1, parts.ToImmutable());
    }

    // e^{ivtX} is RX(−2vt), on the flag or between two states; |x, flag⟩ has index 2x + flag.
    private Placement Term(int term, double time)
    {
        int qubits = Dilation.SystemQubits + 1;
        if (term == colours.Count)
        {
            return Placement.On(Gate.RX(-2 * diagonal!.Value * time), qubits - 1);
        }

        var couplings = colours[term].Select(e => new Placement(
            new TwoLevelRotation(qubits, 2 * e.Row, 2 * e.Column + 1, RotationAxis.X, -2 * e.Value * time), AllQubits));
        return new Placement(new CompositeOperation("1-sparse term", qubits, [.. couplings]), AllQubits);
    }

    private void Colour(List<(int Row, int Column, double Value)> entries)
    {
        int states = 1 << Dilation.SystemQubits;
        var rowUses = Enumerable.Range(0, states).Select(_ => new HashSet<int>()).ToArray();
        var columnUses = Enumerable.Range(0, states).Select(_ => new HashSet<int>()).ToArray();
        foreach (var entry in entries)
        {
            int colour = 0;
            while (rowUses[entry.Row].Contains(colour) || columnUses[entry.Column].Contains(colour))
            {
                colour++;
            }

            rowUses[entry.Row].Add(colour);
            columnUses[entry.Column].Add(colour);
            if (colour == colours.Count)
            {
                colours.Add([]);
            }

            colours[colour].Add(entry);
        }
    }

    private double Bound()
    {
        List<double> norms = [.. colours.Select(c => c.Max(e => Math.Abs(e.Value)))];
        if (diagonal is { } onDiagonal)
        {
            norms.Add(Math.Abs(onDiagonal));
        }

        double bound = 0;
        double rest = norms.Sum();
        foreach (double norm in norms)
        {
            rest = Math.Max(0, rest - norm);
            bound += norm * rest * rest / 3 + norm * norm * rest / 6;
        }

        return bound;
    }
}
