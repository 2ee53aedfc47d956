using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// |address⟩|w⟩|0…0⟩ ↦ |address⟩|w ⊕ word(address)⟩|0…0⟩ for the addresses of a list, nothing for the others. Qubits: address,
/// word, then address − 1 clean ones. Unary iteration (Babbush et al., PRX 8, 041015 (2018)) over the tree of the listed addresses
/// only: two Toffoli for each inner node, a CX for each bit set in a word. Its own inverse.
/// </summary>
internal sealed class SparseLookup : DerivedOperation
{
    private readonly int addressQubits;
    private readonly int wordQubits;
    private readonly (int Address, int Word)[] entries;

    /// <summary>A look-up of (address, word) pairs, addresses ascending and distinct.</summary>
    public SparseLookup(int addressQubits, int wordQubits, (int Address, int Word)[] entries)
        : base("look up", 2 * addressQubits + wordQubits - 1)
    {
        this.addressQubits = addressQubits;
        this.wordQubits = wordQubits;
        this.entries = entries;
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => this;

    private protected override ImmutableArray<Placement> Build() => [.. Parts()];

    // A walk of the tree with a stack of its own: what is pushed last is done first.
    private IEnumerable<Placement> Parts()
    {
        var toffoli = new MultiControlledX(2);
        var steps = new Stack<(Placement? Part, int Depth, int Marker, int From, int To)>();
        steps.Push((null, 0, -1, 0, entries.Length));
        while (steps.Count > 0)
        {
            var (part, depth, marker, from, to) = steps.Pop();
            if (part is { } placement)
            {
                yield return placement;
                continue;
            }

            if (depth == addressQubits)
            {
                for (int bit = 0; bit < wordQubits; bit++)
                {
                    if (Bits.Of(entries[from].Word, bit, wordQubits) == 1)
                    {
                        yield return Placement.On(Gate.CX, marker, addressQubits + bit);
                    }
                }

                continue;
            }

            // The entries from..to agree in the first `depth` address bits, and the qubit `marker` is 1 on exactly these addresses.
            int middle = from;
            while (middle < to && Bits.Of(entries[middle].Address, depth, addressQubits) == 0)
            {
                middle++;
            }

            bool hasZeros = middle > from;
            bool hasOnes = to > middle;
            var flip = Placement.On(Gate.X, depth);
            if (depth == 0)
            {
                Then(hasOnes, null, 1, 0, middle, to);
                Then(hasZeros, flip);
                Then(hasZeros, null, 1, 0, from, middle);
                Then(hasZeros, flip);
                continue;
            }

            int next = addressQubits + wordQubits + depth - 1;
            var and = Placement.On(toffoli, marker, depth, next);
            bool onlyZeros = hasZeros && !hasOnes;
            Then(onlyZeros, flip);
            Then(true, and);
            Then(onlyZeros, flip);
            Then(hasOnes, null, depth + 1, next, middle, to);

            // The marker of one half and that of both make the other's.
            Then(hasZeros && hasOnes, Placement.On(Gate.CX, marker, next));
            Then(hasZeros, null, depth + 1, next, from, middle);
            Then(hasZeros, flip);
            Then(true, and);
            Then(hasZeros, flip);
        }

        void Then(bool holds, Placement? part, int depth = 0, int marker = 0, int from = 0, int to = 0)
        {
            if (holds)
            {
                steps.Push((part, depth, marker, from, to));
            }
        }
    }
}
