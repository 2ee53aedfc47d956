using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Simulation;

/// <content>Gates in streams: gathered into matrices, the matrices into passes over the state.</content>
public unsafe partial class StateVector<T>
{
    private GateFusion? fusion;
    private TilePass<T>? pass;

    /// <summary>
    /// Most bits of the part of the state that a pass works on at once: with its copy it fills half of a second-level cache of a MiB.
    /// </summary>
    internal int TileBits { get; set; } = sizeof(T) == sizeof(double) ? 14 : 15;

    /// <summary>
    /// Lowest bits that are always in it: runs of 512 bytes are read and written at nearly the speed of longer ones. Two registers at
    /// least.
    /// </summary>
    internal int RunBits { get; set; } = sizeof(T) == sizeof(double) ? 6 : 7;

    /// <summary>
    /// Applies gates in their order. Neighbours on the same one or two qubits become one matrix where that costs less, diagonals one
    /// product of phases, and matrices that fit a piece of the state in the cache run on it together, so that the state is read and written
    /// once for many gates. Memory and allocations do not grow with the number of gates.
    /// </summary>
    /// <param name="gates">Gates on qubits of the state.</param>
    public void ApplyGates(IEnumerable<GatePlacement> gates)
    {
        ArgumentNullException.ThrowIfNull(gates);
        Span<int> bits = stackalloc int[2];
        foreach (var placement in gates)
        {
            var own = bits[..placement.Qubits.Length];
            BitsOf(placement.Qubits.AsSpan(), own);
            Gather(placement.Gate, own, 0);
        }

        RunGathered();
        GC.KeepAlive(this);
    }

    private void Gather(Gate gate, ReadOnlySpan<int> bits, uint controls)
    {
        (fusion ??= new GateFusion()).Add(gate, bits, controls);
        if (fusion.IsFull)
        {
            RunGathered();
        }
    }

    private void Gather(Complex phase, uint controls) => (fusion ??= new GateFusion()).Add(phase, controls);

    private void Gather(PairMatrix matrix, int target, uint controls)
    {
        (fusion ??= new GateFusion()).Add(matrix, target, controls);
        if (fusion.IsFull)
        {
            RunGathered();
        }
    }

    private void Gather(ReadOnlySpan<Complex> matrix, int high, int low)
    {
        (fusion ??= new GateFusion()).Add(matrix, high, low);
        if (fusion.IsFull)
        {
            RunGathered();
        }
    }

    /// <summary>Runs what was gathered.</summary>
    private void RunGathered()
    {
        if (fusion is null)
        {
            return;
        }

        fusion.Close();
        pass ??= new TilePass<T>();
        while (fusion.Steps.Count > 0)
        {
            pass.Take(fusion.Steps, fusion.Matrices, StoredBits, RunBits, Math.Max(TileBits, RunBits + 2));
            if (pass.Steps.Count == 1 && pass.Steps[0].Kind != FusedKind.Diagonal && pass.TileBits < StoredBits)
            {
                RunAlone(pass.Steps[0]);
            }
            else if (pass.Steps.Count > 0)
            {
                uint tiles = 1u << (StoredBits - pass.TileBits);
                RangeRunner.Run(new TileKernel<T>(re, im, pass), tiles, (long)pass.Steps.Count << pass.TileBits, Threads);
            }
        }

        fusion.Clear();
    }

    /// <summary>A step that has a pass for itself runs on the state where it lies, and leaves what its controls exclude unread.</summary>
    private void RunAlone(in TileStep step)
    {
        var place = new PairPlace(
            StateBit(step.Place.Target),
            Bits.Deposit(step.Place.Controls, pass!.Local) | step.FarControls,
            Bits.Deposit(step.Place.Values, pass.Local) | step.FarValues);
        int size = 2 * Lanes<T>.Count;
        switch (step.Kind)
        {
            case FusedKind.Exchange:
                RangeRunner.Run(new ExchangeKernel<T>(re, im, place), place.Items<T>(StoredBits), size, Threads);
                break;
            case FusedKind.RealPair:
                var r = pass.Pair(step.Matrix);
                var real = new RealPairKernel<T>(re, im, place, r.M00.Real, r.M01.Real, r.M10.Real, r.M11.Real);
                RangeRunner.Run(real, place.Items<T>(StoredBits), size, Threads);
                break;
            case FusedKind.ComplexPair:
                var c = pass.Pair(step.Matrix);
                var complex = new ComplexPairKernel<T>(re, im, place, c.M00, c.M01, c.M10, c.M11);
                RangeRunner.Run(complex, place.Items<T>(StoredBits), size, Threads);
                break;
            default:
                // The lowest bits are those of the tile, so its table is right for the state too.
                T* table = pass.Quad(step.Matrix);
                var quad = new QuadKernel<T>(re, im, place.Target, StateBit(step.Second), table, step.Kind == FusedKind.RealQuad);
                RangeRunner.Run(quad, quad.Items(StoredBits), 2 * size, Threads);
                break;
        }
    }

    private int StateBit(int tileBit) => BitOperations.Log2(Bits.Deposit(1u << tileBit, pass!.Local));
}
