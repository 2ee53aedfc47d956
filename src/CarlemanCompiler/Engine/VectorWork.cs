using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The vector operations of iterative solvers: sums, scalar products, orthogonalisation against a basis. Long vectors are dealt out to
/// all workers in pieces of fixed length whose partial sums are added in order, so bits do not depend on the number of threads.
/// </summary>
/// <remarks>
/// All of them are bound by memory: each reads what it needs once and writes once. An instance serves one solver at a time.
/// </remarks>
internal sealed unsafe class VectorWork : IWork
{
    /// <summary>Numbers in a piece: the share of one worker at a time.</summary>
    private const int Piece = 1 << 14;

    /// <summary>Numbers that stay in the first cache while every vector of a basis passes by.</summary>
    private const int Tile = 1 << 10;

    /// <summary>Below this size a second thread costs more than it saves.</summary>
    private const int ParallelThreshold = 1 << 16;

    private readonly int size;
    private readonly int pieces;
    private readonly int workers;
    private readonly int columns;
    private readonly double[] partial;
    private readonly double*[] basis;
    private Operation operation;
    private double* target;
    private double* source;
    private double factor;
    private double[] coefficients = [];
    private int count;

    /// <summary>For vectors of one size.</summary>
    /// <param name="size">Numbers in a vector.</param>
    /// <param name="threads">Threads at most; 0 for all.</param>
    /// <param name="basisSize">Most vectors of a basis.</param>
    public VectorWork(int size, int threads, int basisSize = 0)
    {
        this.size = size;
        pieces = (size + Piece - 1) / Piece;
        workers = size < ParallelThreshold ? 1 : threads == 0 ? WorkerTeam.Shared.Size : threads;
        columns = basisSize + 1;
        partial = new double[pieces * columns];
        basis = new double*[basisSize];
    }

    private enum Operation
    {
        Dot,
        Add,
        Scale,
        CombineInto,
        Project,
        RemoveAndProject,
        RemoveAndMeasure,
        Combine,
    }

    /// <summary>aᵀb.</summary>
    public double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        fixed (double* x = a, y = b)
        {
            source = x;
            target = y;
            Run(Operation.Dot);
        }

        return PartialSum(0);
    }

    /// <summary>The Euclidean norm; entries whose squares overflow or vanish are scaled first. Not finite where an entry is not.</summary>
    public double Norm(ReadOnlySpan<double> a)
    {
        double square = Dot(a, a);
        if (square is > 1e-280 and < double.PositiveInfinity)
        {
            return Math.Sqrt(square);
        }

        double largest = 0;
        foreach (double x in a)
        {
            if (!double.IsFinite(x))
            {
                return double.NaN;
            }

            largest = Math.Max(largest, Math.Abs(x));
        }

        if (largest == 0)
        {
            return 0;
        }

        // Powers of two scale exactly, also where 1/largest would overflow.
        int exponent = Math.ILogB(largest);
        double sum = 0;
        foreach (double x in a)
        {
            double scaled = Math.ScaleB(x, -exponent);
            sum += scaled * scaled;
        }

        return Math.ScaleB(Math.Sqrt(sum), exponent);
    }

    /// <summary>to += by · from.</summary>
    public void Add(Span<double> to, ReadOnlySpan<double> from, double by)
    {
        fixed (double* x = from, y = to)
        {
            source = x;
            target = y;
            factor = by;
            Run(Operation.Add);
        }
    }

    /// <summary>to = from / divisor; they may be the same.</summary>
    public void Divide(Span<double> to, ReadOnlySpan<double> from, double divisor)
    {
        if (Math.Abs(divisor) < 1e-300)
        {
            // The reciprocal would overflow.
            for (int k = 0; k < size; k++)
            {
                to[k] = from[k] / divisor;
            }

            return;
        }

        fixed (double* x = from, y = to)
        {
            source = x;
            target = y;
            factor = 1 / divisor;
            Run(Operation.Scale);
        }
    }

    /// <summary>to = from + by · to; returns the norm of what comes out.</summary>
    public double CombineInto(Span<double> to, ReadOnlySpan<double> from, double by)
    {
        fixed (double* x = from, y = to)
        {
            source = x;
            target = y;
            factor = by;
            Run(Operation.CombineInto);
        }

        double square = PartialSum(0);
        return square is > 1e-280 and < double.PositiveInfinity ? Math.Sqrt(square) : Norm(to);
    }

    /// <summary>
    /// Removes the span of an orthonormal basis from a vector, by classical Gram-Schmidt done twice, which is as good as orthogonal to
    /// rounding; reads the basis three times.
    /// </summary>
    /// <param name="vector">What is orthogonalised in place.</param>
    /// <param name="vectors">The basis; its arrays are pinned.</param>
    /// <param name="used">How many of its vectors.</param>
    /// <param name="removed">Coefficients of what was removed, overwritten.</param>
    /// <returns>The norm of what is left.</returns>
    public double Orthogonalize(Span<double> vector, double[][] vectors, int used, Span<double> removed)
    {
        Take(vectors, used);
        coefficients = new double[used];
        fixed (double* v = vector)
        {
            target = v;
            Run(Operation.Project);
            for (int k = 0; k < used; k++)
            {
                removed[k] = coefficients[k] = PartialSum(k);
            }

            Run(Operation.RemoveAndProject);
            for (int k = 0; k < used; k++)
            {
                coefficients[k] = PartialSum(k);
                removed[k] += coefficients[k];
            }

            Run(Operation.RemoveAndMeasure);
        }

        double square = PartialSum(0);
        return square is > 1e-280 and < double.PositiveInfinity ? Math.Sqrt(square) : Norm(vector);
    }

    /// <summary>to = Σ_k by[k] · vectors[k].</summary>
    public void Combine(Span<double> to, double[][] vectors, double[] by, int used)
    {
        Take(vectors, used);
        coefficients = by;
        fixed (double* y = to)
        {
            target = y;
            Run(Operation.Combine);
        }
    }

    /// <summary>One piece of the operation under way.</summary>
    public void Do(int item, int worker)
    {
        int start = item * Piece;
        int length = Math.Min(Piece, size - start);
        double* to = target + start;
        switch (operation)
        {
            case Operation.Dot:
                partial[item * columns] = Dot(source + start, to, length);
                break;
            case Operation.Add:
                Rows.Add(to, length, source + start, factor);
                break;
            case Operation.Scale:
                Rows.Scale(to, length, source + start, factor);
                break;
            case Operation.CombineInto:
                Rows.Sum(to, length, source + start, to, factor);
                partial[item * columns] = Dot(to, to, length);
                break;
            default:
                var sums = partial.AsSpan(item * columns, columns);
                sums.Clear();
                for (int at = start; at < start + length; at += Tile)
                {
                    PassBasis(at, Math.Min(Tile, start + length - at), sums);
                }

                break;
        }
    }

    private void PassBasis(int at, int length, Span<double> sums)
    {
        double* to = target + at;
        if (operation == Operation.Combine)
        {
            new Span<double>(to, length).Clear();
        }

        if (operation != Operation.Project)
        {
            double sign = operation == Operation.Combine ? 1 : -1;
            for (int k = 0; k < count; k++)
            {
                Rows.Add(to, length, basis[k] + at, sign * coefficients[k]);
            }
        }

        if (operation is Operation.Project or Operation.RemoveAndProject)
        {
            for (int k = 0; k < count; k++)
            {
                sums[k] += Dot(basis[k] + at, to, length);
            }
        }
        else if (operation == Operation.RemoveAndMeasure)
        {
            sums[0] += Dot(to, to, length);
        }
    }

    private static double Dot(double* a, double* b, int length)
    {
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i <= length - 16; i += 16)
        {
            s0 = Vector256.FusedMultiplyAdd(Vector256.Load(a + i), Vector256.Load(b + i), s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.Load(a + i + 4), Vector256.Load(b + i + 4), s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.Load(a + i + 8), Vector256.Load(b + i + 8), s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.Load(a + i + 12), Vector256.Load(b + i + 12), s3);
        }

        double sum = Vector256.Sum(s0 + s1 + (s2 + s3));
        for (; i < length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private void Take(double[][] vectors, int used)
    {
        count = used;
        for (int k = 0; k < used; k++)
        {
            fixed (double* v = vectors[k])
            {
                basis[k] = v;
            }
        }
    }

    private double PartialSum(int column)
    {
        double sum = 0;
        for (int k = 0; k < pieces; k++)
        {
            sum += partial[k * columns + column];
        }

        return sum;
    }

    private void Run(Operation next)
    {
        operation = next;
        WorkerTeam.Shared.Run(this, pieces, workers);
    }
}
