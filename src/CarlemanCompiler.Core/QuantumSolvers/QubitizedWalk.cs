using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// W = (2|0⟩⟨0| − 1) U for a Hermitian block encoding U of H/α: on an eigenvector of H with its colour qubits at 0 it is the sum of the two
/// phases ±arccos(λ/α), and ⟨0|Wⁿ|0⟩ = T_n(H/α) (Low and Chuang, Quantum 3, 163 (2019)). Qubits as in the encoding.
/// </summary>
public sealed class QubitizedWalk : DerivedOperation
{
    private readonly bool inverse;

    /// <summary>The walk of an encoding.</summary>
    public QubitizedWalk(SparseBlockEncoding encoding)
        : this(encoding, inverse: false)
    {
    }

    private QubitizedWalk(SparseBlockEncoding encoding, bool inverse)
        : base(inverse ? "walk†" : "walk", encoding.QubitCount)
    {
        Encoding = encoding;
        this.inverse = inverse;
    }

    /// <summary>U.</summary>
    public SparseBlockEncoding Encoding { get; }

    /// <summary>
    /// −1 where all colour qubits are 0, on these alone: under W ↦ R W R the walk runs backwards, so that only R has to be controlled to
    /// choose its direction.
    /// </summary>
    public Operation Reversal
    {
        get
        {
            int colours = Encoding.ColourQubits;
            var flips = new CompositeOperation("X", colours, [.. Range(0, colours).Select(q => Placement.On(Gate.X, q))]);
            return new Conjugation(
                "reflection",
                colours,
                new Placement(flips, Range(0, colours)),
                new Placement(new MultiControlledPhase(colours, Math.PI), Range(0, colours)));
        }
    }

    /// <inheritdoc/>
    public override Operation Adjoint() => new QubitizedWalk(Encoding, !inverse);

    private protected override ImmutableArray<Placement> Build()
    {
        // 2|0⟩⟨0| − 1 = −(1 − 2|0⟩⟨0|).
        Placement[] forwards = [
            new Placement(Encoding, Range(0, QubitCount)),
            new Placement(Reversal, Range(Encoding.IndexQubits + 1, Encoding.ColourQubits)),
            Placement.On(Gate.GlobalPhase(Math.PI))];
        return inverse ? AdjointParts(forwards) : [.. forwards];
    }
}
