using System.Numerics;
using System.Runtime.InteropServices;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// Steps that are run together in one pass over the state: it is cut into tiles, the amplitudes that differ in chosen bits only, and every
/// tile is taken into the cache, worked on by all steps and put back. The lowest bits are always among the chosen ones, so that a tile
/// consists of runs of whole cache lines.
/// </summary>
/// <remarks>
/// A step needs the bits that it mixes in the tile; on other bits it may depend. Which bits are chosen is decided by the order of the
/// steps: the first that fit are taken, and later ones that can change places with all that were left out.
/// </remarks>
internal sealed unsafe class TilePass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Steps that a diagonal may pass on its way to one that it can join.</summary>
    private const int JoinDistance = 64;

    /// <summary>Bits of a tile whose phases are in a table of T; the others are in one of complex numbers.</summary>
    private const int InnerBits = 7;

    private readonly List<TileStep> steps = [];
    private readonly List<(uint Mixed, uint Touched)> reach = [];
    private readonly List<PhaseProduct> products = [];
    private readonly List<int> taken = [];
    private readonly List<PairMatrix> pairs = [];
    private PinnedBuffer<T> quads = new(1);
    private PinnedBuffer<T> inner = new(1);
    private PinnedBuffer<Complex> outer = new(1);
    private int productCount;
    private int quadCount;

    /// <summary>The steps in the order of execution.</summary>
    public List<TileStep> Steps => steps;

    /// <summary>The bits of the state that a tile has all values of.</summary>
    public uint Local { get; private set; }

    /// <summary>Number of them.</summary>
    public int TileBits { get; private set; }

    /// <summary>A diagonal of the pass.</summary>
    public PhaseProduct Product(int index) => products[index];

    /// <summary>A 2 × 2 matrix of the pass.</summary>
    public PairMatrix Pair(int index) => pairs[index];

    /// <summary>The table of a 4 × 4 matrix of the pass, as <see cref="QuadKernel{T}"/> reads it.</summary>
    public T* Quad(int index) => quads.Pointer + (long)index * QuadKernel<T>.TableLength;

    /// <summary>
    /// 2 · 2^inner real, then as many imaginary parts, of the factors of a diagonal's inner bits, by the value of the pivot.
    /// </summary>
    public T* Inner(int product) => inner.Pointer + (long)product * (4 << Math.Min(InnerBits, TileBits));

    /// <summary>2 · 2^outer factors of a diagonal's other bits, by the value of the pivot.</summary>
    public Complex* Outer(int product) => outer.Pointer + (long)product * (2 << OuterBitsOfTile);

    /// <summary>Bits of a tile with factors in <see cref="Inner"/>.</summary>
    public int InnerBitsOfTile => Math.Min(InnerBits, TileBits);

    /// <summary>The other bits.</summary>
    public int OuterBitsOfTile => TileBits - InnerBitsOfTile;

    /// <summary>
    /// Takes the next steps that can run together; those left keep their order. O(steps · n), and the diagonals' tables.
    /// </summary>
    /// <param name="pending">All steps that wait; at least one.</param>
    /// <param name="entries">Entries of their matrices.</param>
    /// <param name="stateBits">Bits of the state.</param>
    /// <param name="runBits">Lowest bits that are always in a tile.</param>
    /// <param name="tileBits">Most bits of a tile, two more than <paramref name="runBits"/> at least.</param>
    /// <returns>The number of steps taken.</returns>
    public int Take(List<FusedStep> pending, List<Complex> entries, int stateBits, int runBits, int tileBits)
    {
        uint all = stateBits == 32 ? uint.MaxValue : (1u << stateBits) - 1;
        Choose(pending, all, Math.Min(runBits, stateBits), Math.Min(tileBits, stateBits));
        steps.Clear();
        reach.Clear();
        pairs.Clear();
        productCount = 0;
        quadCount = 0;
        ReserveQuads(pending);
        foreach (int index in taken)
        {
            Add(pending[index], entries);
        }

        FillTables();
        Remove(pending);
        return taken.Count;
    }

    /// <summary>Decides on the local bits and on the steps.</summary>
    private void Choose(List<FusedStep> pending, uint all, int runBits, int tileBits)
    {
        taken.Clear();
        uint local = (1u << runBits) - 1;
        uint blockedMixed = 0;
        uint blockedTouched = 0;
        for (int i = 0; i < pending.Count && blockedMixed != all; i++)
        {
            var step = pending[i];
            if (step.Commutes(blockedMixed, blockedTouched) && BitOperations.PopCount(local | step.Mixed) <= tileBits)
            {
                local |= step.Mixed;
                taken.Add(i);
            }
            else
            {
                blockedMixed |= step.Mixed;
                blockedTouched |= step.Touched;
            }
        }

        // What is left of the room goes to the lowest bits: longer runs, fewer tiles.
        for (uint free = all & ~local; free != 0 && BitOperations.PopCount(local) < tileBits; free &= free - 1)
        {
            local |= free & (0 - free);
        }

        Local = local;
        TileBits = BitOperations.PopCount(local);
    }

    private void Remove(List<FusedStep> pending)
    {
        int to = 0;
        int next = 0;
        for (int from = 0; from < pending.Count; from++)
        {
            if (next < taken.Count && taken[next] == from)
            {
                next++;
            }
            else
            {
                pending[to++] = pending[from];
            }
        }

        pending.RemoveRange(to, pending.Count - to);
    }

    private void Add(FusedStep step, List<Complex> entries)
    {
        if (step.Kind == FusedKind.Diagonal)
        {
            AddDiagonal(step, entries);
            return;
        }

        reach.Add((step.Mixed, step.Touched));
        var matrix = CollectionsMarshal.AsSpan(entries)[step.Matrix..];
        int target = TileBit(step.Target);
        if (step.Kind is FusedKind.RealQuad or FusedKind.ComplexQuad)
        {
            int second = TileBit(step.Second);
            QuadKernel<T>.FillTable(Quad(quadCount), target, second, matrix[..16]);
            steps.Add(new TileStep(step.Kind, new PairPlace(target, 0), second, 0, 0, quadCount++));
            return;
        }

        uint far = step.Controls & ~Local;
        var place = new PairPlace(target, Bits.Extract(step.Controls, Local), Bits.Extract(step.Values, Local));
        steps.Add(new TileStep(step.Kind, place, -1, far, step.Values & far, pairs.Count));
        pairs.Add(new PairMatrix(matrix[0], matrix[1], matrix[2], matrix[3]));
    }

    private void ReserveQuads(List<FusedStep> pending)
    {
        int count = 0;
        foreach (int index in taken)
        {
            count += pending[index].Kind is FusedKind.RealQuad or FusedKind.ComplexQuad ? 1 : 0;
        }

        if (quads.Length < count * QuadKernel<T>.TableLength)
        {
            quads = new PinnedBuffer<T>(2 * count * QuadKernel<T>.TableLength);
        }
    }

    /// <summary>Joins an earlier diagonal that it can reach, or starts a new one.</summary>
    private void AddDiagonal(FusedStep step, List<Complex> entries)
    {
        ReadOnlySpan<Complex> phases =
            [entries[step.Matrix], entries[step.Matrix + 1], entries[step.Matrix + 2], entries[step.Matrix + 3]];
        for (int at = steps.Count - 1; at >= Math.Max(0, steps.Count - JoinDistance); at--)
        {
            if (steps[at].Kind == FusedKind.Diagonal)
            {
                if (products[steps[at].Matrix].TryMultiply(step.Target, step.Second, phases))
                {
                    reach[at] = (0, products[steps[at].Matrix].Touched);
                    return;
                }
            }
            else if (!step.Commutes(reach[at].Mixed, reach[at].Touched))
            {
                break;
            }
        }

        if (productCount == products.Count)
        {
            products.Add(new PhaseProduct());
        }

        products[productCount].Reset();
        products[productCount].TryMultiply(step.Target, step.Second, phases);
        steps.Add(new TileStep(FusedKind.Diagonal, default, -1, 0, 0, productCount));
        reach.Add((0, products[productCount].Touched));
        productCount++;
    }

    private int TileBit(int stateBit) => BitOperations.PopCount(Local & ((1u << stateBit) - 1));

    /// <summary>
    /// The factors of a tile's bits, the same for all tiles. Where the pivot is among the inner bits, their table has the factors for its
    /// value in both halves.
    /// </summary>
    private void FillTables()
    {
        int innerBits = InnerBitsOfTile;
        int innerSize = 1 << innerBits;
        int outerSize = 1 << OuterBitsOfTile;
        if (inner.Length < productCount * 4 * innerSize)
        {
            inner = new PinnedBuffer<T>(2 * productCount * 4 * innerSize);
        }

        if (outer.Length < productCount * 2 * outerSize)
        {
            outer = new PinnedBuffer<Complex>(2 * productCount * 2 * outerSize);
        }

        Span<Complex> table = stackalloc Complex[2 << InnerBits];
        for (int p = 0; p < productCount; p++)
        {
            var product = products[p];
            uint innerMask = Bits.Deposit((uint)innerSize - 1, Local);
            for (int x = 0; x < 2; x++)
            {
                Expand(product, x, innerMask, table.Slice(x * innerSize, innerSize));
                Expand(product, x, Local & ~innerMask, new Span<Complex>(Outer(p) + x * outerSize, outerSize));
            }

            bool pivotInside = product.Pivot >= 0 && (innerMask >> product.Pivot & 1) != 0;
            int pivotBit = pivotInside ? TileBit(product.Pivot) : 0;
            T* target = Inner(p);
            for (int i = 0; i < 2 * innerSize; i++)
            {
                int index = i % innerSize;
                var value = pivotInside ? table[(index >> pivotBit & 1) * innerSize + index] : table[i];
                target[i] = Lanes<T>.Of(value.Real);
                target[2 * innerSize + i] = Lanes<T>.Of(value.Imaginary);
            }
        }
    }

    /// <summary>Products of the factors of the bits under a mask, by doubling.</summary>
    private static void Expand(PhaseProduct product, int pivotValue, uint mask, Span<Complex> table)
    {
        table[0] = 1;
        int size = 1;
        for (; mask != 0; mask &= mask - 1, size *= 2)
        {
            int bit = BitOperations.TrailingZeroCount(mask);
            bool plain = bit == product.Pivot || (product.Touched >> bit & 1) == 0;
            var zero = plain ? 1 : product.Factor(pivotValue, bit, 0);
            var one = plain ? 1 : product.Factor(pivotValue, bit, 1);
            for (int i = 0; i < size; i++)
            {
                table[size + i] = table[i] * one;
                table[i] *= zero;
            }
        }
    }
}
