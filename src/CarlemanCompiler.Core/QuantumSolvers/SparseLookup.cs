using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// |address⟩|w⟩|0…0⟩ ↦ |address⟩|w ⊕ word(address)⟩|0…0⟩ for the addresses of a list, nothing for the others. Qubits: address, word, then
/// address − 1 clean ones. Unary iteration (Babbush et al., PRX 8, 041015 (2018)) over the tree of the listed addresses only: two Toffoli
/// for each inner node, a CX for each bit set in a word. Its own inverse.
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

    private protected override ImmutableArray<Placement> Build()
    {
        var toffoli = new MultiControlledX(2);
        var parts = ImmutableArray.CreateBuilder<Placement>();
        Visit(0, -1, 0, entries.Length);
        return parts.ToImmutable();

        // The entries from..to agree in the first `depth` address bits, and the qubit `marker` is 1 on exactly these addresses.
        void Visit(int depth, int marker, int from, int to)
        {
            if (depth == addressQubits)
            {
                for (int bit = 0; bit < wordQubits; bit++)
                {
                    if (Bits.Of(entries[from].Word, bit, wordQubits) == 1)
                    {
                        parts.Add(Placement.On(Gate.CX, marker, addressQubits + bit));
                    }
                }

                return;
            }

            int middle = from;
            while (middle < to && Bits.Of(entries[middle].Address, depth, addressQubits) == 0)
            {
                middle++;
            }

            var flip = Placement.On(Gate.X, depth);
            if (depth == 0)
            {
                if (middle > from)
                {
                    parts.Add(flip);
                    Visit(1, 0, from, middle);
                    parts.Add(flip);
                }

                if (to > middle)
                {
                    Visit(1, 0, middle, to);
                }

                return;
            }

            int next = addressQubits + wordQubits + depth - 1;
            var and = Placement.On(toffoli, marker, depth, next);
            if (middle > from)
            {
                parts.AddRange(flip, and, flip);
                Visit(depth + 1, next, from, middle);
                if (to > middle)
                {
                    // The marker of one half and that of both make the other's.
                    parts.Add(Placement.On(Gate.CX, marker, next));
                    Visit(depth + 1, next, middle, to);
                    parts.Add(and);
                }
                else
                {
                    parts.AddRange(flip, and, flip);
                }
            }
            else if (to > middle)
            {
                parts.Add(and);
                Visit(depth + 1, next, middle, to);
                parts.Add(and);
            }
        }
    }
}
