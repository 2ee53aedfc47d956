using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// Follows the nonzeros of M: |i, flag 0, colour⟩ ↔ |j, flag 1, colour⟩ for every nonzero M_ij of that colour, all other states kept. The
/// row oracle and the column oracle of a sparse matrix in one, its own inverse. Qubits: index, flag, colour, and the work qubits if any.
/// </summary>
/// <remarks>
/// In place, one transposition under full control for each nonzero. With 2(index + 1) + colour − 1 clean work qubits by table: the
/// difference v ⊕ P v is the same at both ends of a coupling, so that one look-up before and one after the addition suffice, about eight
/// Toffoli for a nonzero. Either way the cost is that of the nonzeros there are, whatever the size of the rest.
/// </remarks>
internal sealed class PatternInvolution : DerivedOperation
{
    private readonly int indexQubits;
    private readonly int colourQubits;
    private readonly (int Row, int Column, int Colour)[] couplings;
    private readonly bool byTable;

    public PatternInvolution(int indexQubits, int colourQubits, (int Row, int Column, int Colour)[] couplings, bool byTable)
        : base("follow nonzeros", indexQubits + 1 + colourQubits + (byTable ? WorkQubits(indexQubits, colourQubits) : 0))
    {
        this.indexQubits = indexQubits;
        this.colourQubits = colourQubits;
        this.couplings = couplings;
        this.byTable = byTable;
    }

    /// <summary>A permutation of the states of index, flag and colour, work qubits at 0; built anew at every call, O(2^qubits).</summary>
    public override QubitAction Action
    {
        get
        {
            int width = StateQubits;
            if (byTable)
            {
                var inPlace = new PatternInvolution(indexQubits, colourQubits, couplings, byTable: false);
                return new SequenceAction([new Placement(inPlace, Range(0, width))]);
            }

            int[] image = [.. Enumerable.Range(0, 1 << width)];
            foreach (var (row, column, colour) in couplings)
            {
                int first = State(row, 0, colour);
                int second = State(column, 1, colour);
                (image[first], image[second]) = (second, first);
            }

            return new PermutationAction(image);
        }
    }

    private int StateQubits => indexQubits + 1 + colourQubits;

    /// <summary>Clean qubits that the table takes: a difference of index and flag, and the markers of the look-up.</summary>
    public static int WorkQubits(int indexQubits, int colourQubits) => (indexQubits + 1) + (indexQubits + colourQubits);

    /// <inheritdoc/>
    public override Operation Adjoint() => this;

    private protected override ImmutableArray<Placement> Build() => byTable ? Table() : InPlace();

    // |index, flag, colour⟩, most significant first.
    private int State(int index, int flag, int colour) => (((index << 1) | flag) << colourQubits) | colour;

    private ImmutableArray<Placement> InPlace()
    {
        int width = StateQubits;
        int flag = indexQubits;
        ImmutableArray<int> controlled = [.. Range(0, indexQubits), .. Range(flag + 1, colourQubits), flag];
        var flip = new MultiControlledX(width - 1);
        var parts = ImmutableArray.CreateBuilder<Placement>(couplings.Length);
        foreach (var (row, column, colour) in couplings)
        {
            // The flag takes the column's index to the row's; what is 0 there is turned to 1.
            var outer = ImmutableArray.CreateBuilder<Placement>();
            for (int q = 0; q < indexQubits; q++)
            {
                if (Bits.Of(row ^ column, q, indexQubits) == 1)
                {
                    outer.Add(Placement.On(Gate.CX, flag, q));
                }
            }

            int on = State(row, 1, colour);
            for (int q = 0; q < width; q++)
            {
                if (Bits.Of(on, q, width) == 0)
                {
                    outer.Add(Placement.On(Gate.X, q));
                }
            }

            parts.Add(new Placement(
                new Conjugation(
                    "coupling",
                    width,
                    new Placement(new CompositeOperation("align", width, outer.ToImmutable()), Range(0, width)),
                    new Placement(flip, controlled)),
                Range(0, width)));
        }

        return parts.ToImmutable();
    }

    private ImmutableArray<Placement> Table()
    {
        int width = StateQubits;
        int word = indexQubits + 1;
        var entries = couplings
            .SelectMany(c => new[] { (State(c.Row, 0, c.Colour), Difference(c)), (State(c.Column, 1, c.Colour), Difference(c)) })
            .OrderBy(entry => entry.Item1)
            .ToArray();
        var lookup = new SparseLookup(width, word, entries);
        var add = new CompositeOperation("add", QubitCount, [.. Enumerable.Range(0, word).Select(q => Placement.On(Gate.CX, width + q, q))]);
        return [new Placement(
            new Conjugation("by table", QubitCount, new Placement(lookup, Range(0, QubitCount)), new Placement(add, Range(0, QubitCount))),
            Range(0, QubitCount))];

        static int Difference((int Row, int Column, int Colour) c) => ((c.Row ^ c.Column) << 1) | 1;
    }
}
