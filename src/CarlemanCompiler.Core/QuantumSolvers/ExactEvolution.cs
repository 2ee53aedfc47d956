using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>
/// e^{iHt} by exact synthesis. With M = W Σ Zᵀ, H = V diag(±σ) V† for V = (W ⊕ Z) · (H on the flag): in the eigenbasis a power is one
/// multiplexed RZ on the flag, whatever the time, without error. Only Wᵀ is needed on the way in, where the flag is 0, and only Z on the
/// way out, where it is 1.
/// </summary>
/// <remarks>
/// The singular value decomposition diagonalises H on the classical computer, which solves the linear system on the way: this is for small
/// instances and for validating everything else, not a quantum speed-up. The gates of W and Z grow as the square of the number of rows.
/// Rows are packed into as few qubits as hold them while the solver works, when moving them costs less than it saves.
/// </remarks>
public sealed class ExactEvolution : HamiltonianEvolution
{
    private readonly int kept;
    private readonly ImmutableArray<int> packed;
    private readonly ImmutableArray<int> moved;
    private readonly double[] spectrum;
    private readonly Lazy<Operation> enter;
    private readonly Lazy<Operation> leave;

    /// <summary>The evolution of a dilation, from its singular value decomposition.</summary>
    public ExactEvolution(Dilation dilation)
        : base("exact synthesis", dilation)
    {
        kept = KeptQubits(dilation);
        packed = Pack(dilation.RowStates, kept);
        moved = [.. Enumerable.Range(0, packed.Length).Where(row => packed[row] != dilation.RowStates[row])];
        spectrum = Spectrum(packed, kept);
        enter = new Lazy<Operation>(BuildEnter);
        leave = new Lazy<Operation>(BuildLeave);
    }

    /// <inheritdoc/>
    public override ImmutableArray<int> InputStates => packed;

    /// <inheritdoc/>
    public override Operation Enter => enter.Value;

    /// <inheritdoc/>
    public override Operation Leave => leave.Value;

    /// <summary>CX: in the eigenbasis the flag says the sign of the eigenvalue.</summary>
    public override Operation Reversal => Gate.CX;

    private int System => Dilation.SystemQubits;

    private ImmutableArray<int> KeptSystem => [.. Enumerable.Range(System - kept, kept)];

    /// <inheritdoc/>
    public override Operation Power(double time) => new CompositeOperation(
        "e^{iΛt}", System + 1, [new Placement(Diagonal(spectrum, time), [.. KeptSystem, System])]);

    /// <inheritdoc/>
    public override Operation Evolve(double time)
    {
        var states = Dilation.RowStates;
        var vectors = OrthogonalTransform.Multiplexed(Vectors(left: true, states, System), Vectors(left: false, states, System));
        var toEigenbasis = new CompositeOperation("V†", System + 1, [
            new Placement(vectors.Adjoint(), [System, .. Enumerable.Range(0, System)]),
            Placement.On(Gate.H, System)]);
        return new Conjugation(
            "e^{iHt}",
            System + 1,
            new Placement(toEigenbasis, AllQubits),
            new Placement(Diagonal(Spectrum(states, System), time), AllQubits));
    }

    /// <inheritdoc/>
    public override double ErrorBound(double time) => 0;

    // The eigenvalue is +σ where the flag is 0.
    private static MultiplexedRotation Diagonal(double[] spectrum, double time) =>
        new(RotationAxis.Z, [.. spectrum.Select(sigma => -2 * sigma * time)]);

    // 2·4^q gates for W and Z on q qubits against one transposition for each row that does not fit there.
    private static int KeptQubits(Dilation dilation)
    {
        int all = dilation.SystemQubits;
        int best = all;
        double bestGates = double.PositiveInfinity;
        for (int q = Math.Max(1, Bits.QubitsFor(dilation.RowStates.Length)); q <= all; q++)
        {
            int moves = dilation.RowStates.Count(state => state >> q != 0);
            double moving = moves == 0 ? 0 : moves * (double)new BasisTransposition(all, 0, (1 << all) - 1).Cost.Gates;
            double gates = 2 * Math.Pow(4, q) + moving;
            if (gates < bestGates)
            {
                (best, bestGates) = (q, gates);
            }
        }

        return best;
    }

    // Rows beyond 2^kept go to the free states below it, ascending.
    private static ImmutableArray<int> Pack(ImmutableArray<int> states, int kept)
    {
        var free = new Queue<int>(Enumerable.Range(0, 1 << kept).Except(states));
        return [.. states.Select(state => state >> kept == 0 ? state : free.Dequeue())];
    }

    private double[] Spectrum(ImmutableArray<int> states, int qubits)
    {
        double[] result = [.. Enumerable.Repeat(1.0, 1 << qubits)];
        for (int j = 0; j < states.Length; j++)
        {
            result[states[j]] = Dilation.SingularValues[j];
        }

        return result;
    }

    // W or Z between basis states, singular index j at the state of row j; the identity elsewhere. W has determinant 1: a sign common to
    // w_0 and z_0 is free.
    private double[,] Vectors(bool left, ImmutableArray<int> states, int qubits)
    {
        var source = left ? Dilation.LeftVectors : Dilation.RightVectors;
        int[] rows = [.. Enumerable.Range(0, states.Length)];
        bool turn = CosineSineDecomposition.DeterminantIsNegative(
            [.. rows.Select(j => rows.Select(i => Dilation.LeftVectors[i, j]).ToArray())]);
        var matrix = new double[1 << qubits, 1 << qubits];
        for (int x = 0; x < 1 << qubits; x++)
        {
            matrix[x, x] = 1;
        }

        for (int i = 0; i < states.Length; i++)
        {
            for (int j = 0; j < states.Length; j++)
            {
                matrix[states[i], states[j]] = j == 0 && turn ? -source[i, j] : source[i, j];
            }
        }

        return matrix;
    }

    private CompositeOperation BuildEnter() => new("to the eigenbasis", System + 1, [
        new Placement(OrthogonalTransform.Of(Vectors(left: true, packed, kept)).Adjoint(), KeptSystem),
        Placement.On(Gate.H, System)]);

    private CompositeOperation BuildLeave() => new("from the eigenbasis", System + 1, [
        Placement.On(Gate.H, System),
        new Placement(OrthogonalTransform.Of(Vectors(left: false, packed, kept)), KeptSystem),
        .. moved.Select(row => new Placement(
            new BasisTransposition(System, packed[row], Dilation.RowStates[row]), [.. Enumerable.Range(0, System)]))]);
}
