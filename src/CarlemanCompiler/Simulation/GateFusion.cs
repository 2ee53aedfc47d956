using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// Gathers a stream of small matrices into <see cref="FusedStep"/>s. Matrices that follow each other on the same one or two bits form a
/// cluster; when it is closed, it becomes whatever costs least: one 4 × 4 matrix, its core with the one-qubit matrices before and after it,
/// or its matrices one by one. Nothing is allocated once the lists have grown.
/// </summary>
/// <remarks>
/// A cluster is only added to while it is the last on each of its bits, so clusters in the order of their creation are a valid order.
/// </remarks>
internal sealed class GateFusion
{
    /// <summary>Matrices that are held before they have to run.</summary>
    private const int Window = 4096;

    private readonly List<Element> elements = [];
    private readonly List<Cluster> clusters = [];
    private readonly List<Complex> quads = [];
    private readonly List<FusedStep> steps = [];
    private readonly List<Complex> matrices = [];
    private readonly int[] latest = new int[32];
    private Complex scalar = Complex.One;

    public GateFusion() => Array.Fill(latest, -1);

    /// <summary>Whether it is time to run.</summary>
    public bool IsFull => elements.Count >= Window;

    /// <summary>Steps that wait for being run, in a valid order. Filled by <see cref="Close"/>, emptied by <see cref="Clear"/>.</summary>
    public List<FusedStep> Steps => steps;

    /// <summary>Entries of the steps' matrices.</summary>
    public List<Complex> Matrices => matrices;

    /// <summary>A gate.</summary>
    /// <param name="gate">Which.</param>
    /// <param name="bits">The state's bit for each of its qubits.</param>
    /// <param name="controls">Bits that have to be 1.</param>
    public void Add(Gate gate, ReadOnlySpan<int> bits, uint controls)
    {
        switch (gate.Kind)
        {
            case GateKind.CX:
                Add(PairMatrix.Of(gate), bits[1], controls | (1u << bits[0]));
                break;
            case GateKind.GlobalPhase:
                Add(Complex.FromPolarCoordinates(1, gate.Angle), controls);
                break;
            default:
                Add(PairMatrix.Of(gate), bits[0], controls);
                break;
        }
    }

    /// <summary>A number times the part of the state where all controls are 1.</summary>
    public void Add(Complex phase, uint controls)
    {
        if (controls == 0)
        {
            scalar *= phase;
            return;
        }

        int target = BitOperations.TrailingZeroCount(controls);
        Add(new PairMatrix(1, 0, 0, phase), target, controls & ~(1u << target));
    }

    /// <summary>A matrix on one bit under controls that all have to be 1.</summary>
    public void Add(PairMatrix matrix, int target, uint controls)
    {
        int count = BitOperations.PopCount(controls);
        int control = count == 1 ? BitOperations.Log2(controls) : -1;
        var element = new Element(matrix, target, control, controls, -1, -1);
        if (count > 1)
        {
            Place(element, opaque: true);
        }
        else if (count == 1)
        {
            Place(element, opaque: false);
        }
        else if (!MergedIntoLast(element))
        {
            Place(element, opaque: false);
        }
    }

    /// <summary>A 4 × 4 matrix, row-major.</summary>
    /// <param name="matrix">16 entries.</param>
    /// <param name="high">The bit that is the more significant in the matrix.</param>
    /// <param name="low">The other bit.</param>
    public void Add(ReadOnlySpan<Complex> matrix, int high, int low)
    {
        int start = quads.Count;
        quads.AddRange(matrix);
        Place(new Element(default, high, low, 1u << low, start, -1), opaque: false);
    }

    /// <summary>Closes all clusters: their steps are then in <see cref="Steps"/>.</summary>
    public void Close()
    {
        foreach (var cluster in clusters)
        {
            if (cluster.First >= 0)
            {
                Emit(cluster);
            }
        }

        elements.Clear();
        clusters.Clear();
        quads.Clear();
        Array.Fill(latest, -1);
        if (scalar != Complex.One)
        {
            EmitDiagonal(0, 1, scalar, scalar, scalar, scalar);
            scalar = Complex.One;
        }
    }

    /// <summary>Forgets the steps, which were run.</summary>
    public void Clear()
    {
        steps.Clear();
        matrices.Clear();
    }

    /// <summary>Multiplies a one-qubit matrix into the last one on its bit, where nothing lies between them.</summary>
    private bool MergedIntoLast(Element element)
    {
        int index = latest[element.Target];
        if (index < 0 || clusters[index].Opaque)
        {
            return false;
        }

        // Two one-qubit matrices on one bit never follow each other, so this walk ends after two.
        int at = clusters[index].Last;
        while (at >= 0 && (elements[at].Bits & element.Bits) == 0)
        {
            at = elements[at].Previous;
        }

        if (at < 0 || elements[at].Bits != element.Bits)
        {
            return false;
        }

        elements[at] = elements[at] with { Matrix = element.Matrix * elements[at].Matrix };
        return true;
    }

    /// <summary>Appends to the cluster that is the last on all bits, or starts one that takes in one-qubit clusters on its bits.</summary>
    private void Place(Element element, bool opaque)
    {
        int own = latest[element.Target];
        bool same = true;
        for (uint bits = element.Bits; bits != 0; bits &= bits - 1)
        {
            same &= latest[BitOperations.TrailingZeroCount(bits)] == own;
        }

        if (same && own >= 0 && !opaque && !clusters[own].Opaque)
        {
            clusters[own] = Append(clusters[own], element);
            return;
        }

        var cluster = new Cluster(element.Bits, -1, -1, opaque);
        for (uint bits = element.Bits; bits != 0; bits &= bits - 1)
        {
            int bit = BitOperations.TrailingZeroCount(bits);
            int before = latest[bit];
            if (!opaque && before >= 0 && !clusters[before].Opaque && BitOperations.IsPow2(clusters[before].Bits))
            {
                // The cluster before holds one matrix only.
                cluster = Append(cluster, elements[clusters[before].First]);
                clusters[before] = clusters[before] with { First = -1, Last = -1 };
            }

            latest[bit] = clusters.Count;
        }

        clusters.Add(Append(cluster, element));
    }

    private Cluster Append(Cluster cluster, Element element)
    {
        int at = elements.Count;
        elements.Add(element with { Previous = cluster.Last, Next = -1 });
        if (cluster.Last >= 0)
        {
            elements[cluster.Last] = elements[cluster.Last] with { Next = at };
        }

        return cluster with { First = cluster.First >= 0 ? cluster.First : at, Last = at };
    }

    private void Emit(Cluster cluster)
    {
        var first = elements[cluster.First];
        if (cluster.Opaque)
        {
            EmitPair(first.Matrix, first.Target, first.Controls, first.Controls);
            return;
        }

        if (cluster.First == cluster.Last && first.Quad < 0)
        {
            EmitElement(first);
            return;
        }

        int high = BitOperations.Log2(cluster.Bits);
        int low = BitOperations.TrailingZeroCount(cluster.Bits);
        Span<Complex> whole = stackalloc Complex[16];
        Span<Complex> core = stackalloc Complex[16];
        Product(cluster.First, cluster.Last, high, whole);

        // One-qubit matrices at both ends may stay on their own; a diagonal one at the end belongs to the core.
        int coreFirst = cluster.First;
        int coreLast = cluster.Last;
        int ends = 0;
        int separate = 0;
        for (int at = cluster.First; at >= 0; at = elements[at].Next)
        {
            separate += CostOf(elements[at]);
        }

        while (coreFirst != coreLast && elements[coreFirst].IsSingle)
        {
            ends += elements[coreFirst].Matrix.Cost;
            coreFirst = elements[coreFirst].Next;
        }

        while (coreFirst != coreLast && elements[coreLast].IsSingle && !elements[coreLast].Matrix.IsDiagonal)
        {
            ends += elements[coreLast].Matrix.Cost;
            coreLast = elements[coreLast].Previous;
        }

        Product(coreFirst, coreLast, high, core);
        int wholeCost = CostOf(whole);
        int coreCost = ends + CostOf(core);
        if (wholeCost < coreCost && wholeCost < separate)
        {
            EmitQuad(whole, high, low);
        }
        else if (coreCost <= separate)
        {
            EmitRange(cluster.First, coreFirst);
            EmitQuad(core, high, low);
            EmitRange(elements[coreLast].Next, -1);
        }
        else
        {
            EmitRange(cluster.First, -1);
        }
    }

    private void EmitRange(int from, int until)
    {
        for (int at = from; at != until; at = elements[at].Next)
        {
            EmitElement(elements[at]);
        }
    }

    private void EmitElement(Element element)
    {
        if (element.Quad >= 0)
        {
            Span<Complex> matrix = stackalloc Complex[16];
            for (int i = 0; i < 16; i++)
            {
                matrix[i] = quads[element.Quad + i];
            }

            EmitQuad(matrix, element.Target, element.Control);
        }
        else
        {
            EmitPair(element.Matrix, element.Target, element.Controls, element.Controls);
        }
    }

    /// <summary>The product of a range of matrices on two bits, of which <paramref name="high"/> is the more significant.</summary>
    private void Product(int from, int to, int high, Span<Complex> product)
    {
        Span<Complex> next = stackalloc Complex[16];
        Span<Complex> matrix = stackalloc Complex[16];
        product.Clear();
        for (int i = 0; i < 4; i++)
        {
            product[5 * i] = 1;
        }

        for (int at = from; ; at = elements[at].Next)
        {
            Expand(elements[at], high, matrix);
            for (int row = 0; row < 4; row++)
            {
                for (int column = 0; column < 4; column++)
                {
                    Complex sum = 0;
                    for (int k = 0; k < 4; k++)
                    {
                        if (matrix[4 * row + k] != Complex.Zero)
                        {
                            sum += matrix[4 * row + k] * product[4 * k + column];
                        }
                    }

                    next[4 * row + column] = sum;
                }
            }

            next.CopyTo(product);
            if (at == to)
            {
                return;
            }
        }
    }

    private void Expand(Element element, int high, Span<Complex> matrix)
    {
        bool targetIsHigh = element.Target == high;
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                int targetRow = targetIsHigh ? row >> 1 : row & 1;
                int targetColumn = targetIsHigh ? column >> 1 : column & 1;
                int otherRow = targetIsHigh ? row & 1 : row >> 1;
                int otherColumn = targetIsHigh ? column & 1 : column >> 1;
                if (element.Quad >= 0)
                {
                    matrix[4 * row + column] = quads[element.Quad + 4 * (2 * targetRow + otherRow) + 2 * targetColumn + otherColumn];
                }
                else if (otherRow != otherColumn)
                {
                    matrix[4 * row + column] = 0;
                }
                else if (element.Control >= 0 && otherRow == 0)
                {
                    matrix[4 * row + column] = row == column ? 1 : 0;
                }
                else
                {
                    var m = element.Matrix;
                    matrix[4 * row + column] = (targetRow, targetColumn) switch
                    {
                        (0, 0) => m.M00,
                        (0, 1) => m.M01,
                        (1, 0) => m.M10,
                        _ => m.M11,
                    };
                }
            }
        }
    }

    private int CostOf(Element element)
    {
        if (element.Quad < 0)
        {
            return element.Control >= 0 && !element.Matrix.IsDiagonal ? element.Matrix.Cost / 2 : element.Matrix.Cost;
        }

        Span<Complex> matrix = stackalloc Complex[16];
        for (int i = 0; i < 16; i++)
        {
            matrix[i] = quads[element.Quad + i];
        }

        return CostOf(matrix);
    }

    /// <summary>In the units of <see cref="PairMatrix.Cost"/>, as <see cref="EmitQuad"/> would run it.</summary>
    private static int CostOf(ReadOnlySpan<Complex> matrix)
    {
        bool keepsHigh = KeepsHigh(matrix);
        bool keepsLow = KeepsLow(matrix);
        return (keepsHigh, keepsLow) switch
        {
            (true, true) => 4,
            (true, _) => (HighBlock(matrix, 0).Cost + HighBlock(matrix, 1).Cost) / 2,
            (_, true) => (LowBlock(matrix, 0).Cost + LowBlock(matrix, 1).Cost) / 2,
            _ => IsReal(matrix) ? 12 : 20,
        };
    }

    private void EmitQuad(ReadOnlySpan<Complex> matrix, int high, int low)
    {
        bool keepsHigh = KeepsHigh(matrix);
        bool keepsLow = KeepsLow(matrix);
        if (keepsHigh && keepsLow)
        {
            EmitDiagonal(high, low, matrix[0], matrix[5], matrix[10], matrix[15]);
        }
        else if (keepsHigh)
        {
            EmitPair(HighBlock(matrix, 0), low, 1u << high, 0);
            EmitPair(HighBlock(matrix, 1), low, 1u << high, 1u << high);
        }
        else if (keepsLow)
        {
            EmitPair(LowBlock(matrix, 0), high, 1u << low, 0);
            EmitPair(LowBlock(matrix, 1), high, 1u << low, 1u << low);
        }
        else
        {
            uint bits = (1u << high) | (1u << low);
            var kind = IsReal(matrix) ? FusedKind.RealQuad : FusedKind.ComplexQuad;
            steps.Add(new FusedStep(kind, high, low, 0, 0, matrices.Count, bits, bits));
            matrices.AddRange(matrix);
        }
    }

    private void EmitPair(PairMatrix matrix, int target, uint controls, uint values)
    {
        if (matrix.IsIdentity)
        {
            return;
        }

        if (matrix.IsDiagonal && controls == 0)
        {
            EmitDiagonal(target, target == 0 ? 1 : 0, matrix.M00, matrix.M00, matrix.M11, matrix.M11);
            return;
        }

        if (matrix.IsDiagonal && BitOperations.IsPow2(controls))
        {
            bool atOne = values != 0;
            EmitDiagonal(
                target,
                BitOperations.Log2(controls),
                atOne ? 1 : matrix.M00,
                atOne ? matrix.M00 : 1,
                atOne ? 1 : matrix.M11,
                atOne ? matrix.M11 : 1);
            return;
        }

        var kind = matrix.IsExchange ? FusedKind.Exchange : matrix.IsReal ? FusedKind.RealPair : FusedKind.ComplexPair;
        steps.Add(new FusedStep(kind, target, 0, controls, values, matrices.Count, 1u << target, (1u << target) | controls));
        matrices.Add(matrix.M00);
        matrices.Add(matrix.M01);
        matrices.Add(matrix.M10);
        matrices.Add(matrix.M11);
    }

    private void EmitDiagonal(int high, int low, Complex p00, Complex p01, Complex p10, Complex p11)
    {
        steps.Add(new FusedStep(FusedKind.Diagonal, high, low, 0, 0, matrices.Count, 0, (1u << high) | (1u << low)));
        matrices.Add(p00);
        matrices.Add(p01);
        matrices.Add(p10);
        matrices.Add(p11);
    }

    private static bool KeepsHigh(ReadOnlySpan<Complex> m) =>
        PairMatrix.IsZero(m[2]) && PairMatrix.IsZero(m[3]) && PairMatrix.IsZero(m[6]) && PairMatrix.IsZero(m[7])
        && PairMatrix.IsZero(m[8]) && PairMatrix.IsZero(m[9]) && PairMatrix.IsZero(m[12]) && PairMatrix.IsZero(m[13]);

    private static bool KeepsLow(ReadOnlySpan<Complex> m) =>
        PairMatrix.IsZero(m[1]) && PairMatrix.IsZero(m[3]) && PairMatrix.IsZero(m[4]) && PairMatrix.IsZero(m[6])
        && PairMatrix.IsZero(m[9]) && PairMatrix.IsZero(m[11]) && PairMatrix.IsZero(m[12]) && PairMatrix.IsZero(m[14]);

    private static PairMatrix HighBlock(ReadOnlySpan<Complex> m, int value) => value == 0
        ? new PairMatrix(m[0], m[1], m[4], m[5])
        : new PairMatrix(m[10], m[11], m[14], m[15]);

    private static PairMatrix LowBlock(ReadOnlySpan<Complex> m, int value) => value == 0
        ? new PairMatrix(m[0], m[2], m[8], m[10])
        : new PairMatrix(m[5], m[7], m[13], m[15]);

    private static bool IsReal(ReadOnlySpan<Complex> matrix)
    {
        foreach (var entry in matrix)
        {
            if (!PairMatrix.IsZero(entry.Imaginary))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A matrix as it came. A 4 × 4 one has its more significant bit as target and the other one as control.</summary>
    private readonly record struct Element(PairMatrix Matrix, int Target, int Control, uint Controls, int Quad, int Previous)
    {
        public int Next { get; init; } = -1;

        public uint Bits => (1u << Target) | Controls;

        public bool IsSingle => Controls == 0;
    }

    /// <summary>A list of elements on at most two bits, or one element with more controls, which is left as it is.</summary>
    private readonly record struct Cluster(uint Bits, int First, int Last, bool Opaque);
}
