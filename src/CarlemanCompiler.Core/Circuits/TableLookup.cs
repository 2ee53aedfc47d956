using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// |a⟩|d⟩ ↦ |a⟩|d ⊕ f(a)⟩ for a table f of N words, 0 beyond its end (QROM). Qubits: the address of ⌈log₂ N⌉ qubits, the data, both most
/// significant bit first, then ⌈log₂ N⌉ − 1 clean ancillas. A <see cref="UnaryIteration"/> in which word j is X on its bits: at most
/// 8(N − 2) T and one CX for each bit that is set; equal subtables are one node, constant ones are written at once. Its own inverse, so
/// that a second look-up is the uncomputation that needs no measurement.
/// </summary>
public sealed class TableLookup : DerivedOperation
{
    private readonly ImmutableArray<long> words;
    private readonly int width;

    /// <summary>A table of one word or more, each of <paramref name="width"/> bits, 0 to 62.</summary>
    public TableLookup(ImmutableArray<long> words, int width)
        : base("look up", Bits.QubitsFor(words.Length) + width + Math.Max(0, Bits.QubitsFor(words.Length) - 1))
    {
        if (words.IsEmpty)
        {
            throw new ArgumentException("A table has a word or more.", nameof(words));
        }

        if (width is < 0 or > 62)
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "A word has 0 to 62 bits; look up wider ones in parts.");
        }

        for (int a = 0; a < words.Length; a++)
        {
            if (words[a] < 0 || words[a] >> width != 0)
            {
                throw new ArgumentException($"Word {a} of the table is {words[a]}; {width} bits hold 0 to {(1L << width) - 1}.",
                    nameof(words));
            }
        }

        this.words = words;
        this.width = width;
    }

    /// <summary>f.</summary>
    public ImmutableArray<long> Words => words;

    /// <summary>Bits of a word.</summary>
    public int Width => width;

    /// <summary>⌈log₂ N⌉.</summary>
    public int AddressQubits => Bits.QubitsFor(words.Length);

    /// <inheritdoc/>
    public override int CleanAncillaCount => Math.Max(0, AddressQubits - 1);

    /// <inheritdoc/>
    public override QubitAction Action => PermutationBesideAncillas(x =>
    {
        int address = x >> width;
        return address < words.Length ? x ^ (int)words[address] : x;
    });

    /// <inheritdoc/>
    public override Operation Adjoint() => this;

    private protected override ImmutableArray<Placement> Build()
    {
        var writes = new Dictionary<long, Operation>();
        foreach (long word in words)
        {
            if (!writes.ContainsKey(word))
            {
                ImmutableArray<Placement> bits = [.. Enumerable.Range(0, width)
                    .Where(q => ((word >> (width - 1 - q)) & 1) != 0).Select(q => Placement.On(Gate.X, q))];
                writes.Add(word, new CompositeOperation(FormattableString.Invariant($"write {word}"), width, bits));
            }
        }

        return [new Placement(new UnaryIteration(ImmutableArray.CreateRange(words, word => writes[word])), Range(0, QubitCount))];
    }
}
