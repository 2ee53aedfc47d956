using System.Numerics;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The Carleman map without a matrix: <see cref="TensorStep{T}"/>, then <see cref="ConstantShift{T}"/> where there are constants. Holds no vector but
/// for constants, one, and for transposed products, five, made when they are first asked for.
/// </summary>
/// <remarks>The words are dealt out by their first letter; results of different first letters stand apart, so no order of threads can show.</remarks>
internal sealed unsafe class MatrixFreeOperator<T> : CarlemanOperator<T>, IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Partial sums of a transposed product; a fixed number, so that its bits do not depend on that of the threads.</summary>
    private const int Lanes = 4;

    private const int SumLength = 1 << 15;

    /// <summary>Vectors below this size may be in a cache when the next step reads them; others are written past it.</summary>
    private const long CachedBytes = 1 << 24;

    /// <summary>Below this many entries a second thread costs more than it saves.</summary>
    private const int ParallelThreshold = 4096;

    private readonly FactorTerms<T> terms;
    private readonly TensorStep<T> step;
    private readonly ConstantShift<T> shift;
    private readonly WordRoots<T>? roots;
    private readonly LevelBuffers<T>[] buffers;
    private readonly int lettersPerItem;
    private T[] scratch = [];
    private readonly T*[] lanes = new T*[Lanes];
    private T[][] laneStorage = [];
    private readonly bool hasShift;
    private Phase phase;
    private T* source;
    private T* target;
    private T constant;

    public MatrixFreeOperator(GradientDynamics dynamics, int order, CarlemanBasis basis, double scale, int threads)
        : base(dynamics, order, basis, 0, scale, threads)
    {
        terms = FactorTerms<T>.Of(dynamics, Layout, scale);
        step = new TensorStep<T>(Layout, terms, basis == CarlemanBasis.Isometric);
        shift = new ConstantShift<T>(Layout);
        hasShift = dynamics.Increments.Any(g => g.ConstantTerm != 0);
        roots = basis == CarlemanBasis.Isometric && order > 1 ? new WordRoots<T>(Layout) : null;

        // Neighbours read the same entries: one worker takes some in a row, and enough are left to even the work out.
        lettersPerItem = Math.Max(1, dynamics.WeightCount / 64);
        int stage = (long)Dimension * sizeof(T) < CachedBytes ? 0 : RowStream<T>.Length(dynamics.WeightCount);
        int workers = Math.Min(threads, WorkerTeam.Shared.Size);
        buffers = [.. Enumerable.Range(0, Dimension < ParallelThreshold ? 1 : workers)
            .Select(_ => new LevelBuffers<T>(Layout, terms.MaximumCount, stage))];
        TakeCoefficients([.. dynamics.Increments.SelectMany(g => g.Coefficients.ToArray())]);
        if (hasShift)
        {
            TakeScratch();
        }
    }

    private enum Phase
    {
        ToMonomials,
        FromMonomials,
        Step,
        Shift,
        ClearLanes,
        ScatterStep,
        ScatterShift,
        SumLanes,
    }

    public override OperatorRealisation Realisation => OperatorRealisation.MatrixFree;

    public override long Bytes => sizeof(T) * ((long)scratch.Length + laneStorage.Sum(l => (long)l.Length)) + buffers.Sum(b => b.Bytes);

    /// <summary>One item of the phase under way.</summary>
    public void Do(int item, int worker)
    {
        var buffer = buffers[worker];
        switch (phase)
        {
            case Phase.ToMonomials or Phase.FromMonomials or Phase.Step or Phase.Shift:
                int first = item * lettersPerItem;
                DoLetters(first, Math.Min(Layout.Letters, first + lettersPerItem), buffer);
                break;
            case Phase.ClearLanes:
                laneStorage[item].AsSpan().Clear();
                break;
            case Phase.ScatterStep:
                for (int letter = item; letter < Layout.Letters; letter += Lanes)
                {
                    step.Scatter(source, lanes[item], letter, buffer);
                }

                break;
            case Phase.ScatterShift:
                for (int letter = item; letter < Layout.Letters; letter += Lanes)
                {
                    shift.Scatter(source, lanes[item], letter, buffer);
                }

                break;
            case Phase.SumLanes:
                int start = item * SumLength;
                int length = Math.Min(SumLength, Dimension - start);
                Rows.Sum(target + start, length, lanes[0] + start, lanes[1] + start, T.One);
                Rows.Add(target + start, length, lanes[2] + start, T.One);
                Rows.Add(target + start, length, lanes[3] + start, T.One);
                break;
            default:
                throw new InvalidOperationException($"No such phase: {phase}.");
        }
    }

    private void DoLetters(int first, int end, LevelBuffers<T> buffer)
    {
        if (phase == Phase.Step)
        {
            step.Gather(source, target, first, end, buffer, asMonomials: hasShift);
            return;
        }

        for (int letter = first; letter < end; letter++)
        {
            if (phase == Phase.Shift)
            {
                shift.Gather(source, constant, target, letter, buffer);
            }
            else
            {
                roots!.Scale(source, target, letter, divide: phase == Phase.ToMonomials);
            }
        }
    }

    private protected override void TakeCoefficients(ReadOnlySpan<double> coefficients)
    {
        terms.Load(coefficients);
        step.Load();
        int at = 0;
        for (int i = 0; i < Dynamics.WeightCount; i++)
        {
            var g = Dynamics.Increments[i];
            shift.Shift[i] = g.ConstantTerm == 0 ? T.Zero : T.CreateChecked(coefficients[at] / Scale);
            at += g.TermCount;
        }
    }

    private protected override void Multiply(ReadOnlySpan<T> y, Span<T> next, T constant)
    {
        this.constant = constant;
        fixed (T* from = y, to = next, between = scratch)
        {
            if (!hasShift)
            {
                Run(Phase.Step, from, to, LetterItems);
            }
            else if (roots is null)
            {
                Run(Phase.Step, from, between, LetterItems);
                Run(Phase.Shift, between, to, LetterItems);
            }
            else
            {
                Run(Phase.Step, from, to, LetterItems);
                Run(Phase.Shift, to, between, LetterItems);

                // Not letter by letter behind the shift: that still reads what other letters left in the result.
                Run(Phase.FromMonomials, between, to, LetterItems);
            }
        }
    }

    private protected override void MultiplyTransposed(ReadOnlySpan<T> x, Span<T> product)
    {
        if (laneStorage.Length == 0)
        {
            TakeScratch();
            laneStorage = [.. Enumerable.Range(0, Lanes).Select(_ => GC.AllocateUninitializedArray<T>(Dimension, pinned: true))];
            for (int k = 0; k < Lanes; k++)
            {
                fixed (T* lane = laneStorage[k])
                {
                    lanes[k] = lane;
                }
            }
        }

        fixed (T* from = x, to = product, between = scratch)
        {
            T* monomials = from;
            if (roots is not null)
            {
                Run(Phase.FromMonomials, from, between, LetterItems);
                monomials = between;
            }

            if (hasShift)
            {
                Run(Phase.ClearLanes, null, null, Lanes);
                Run(Phase.ScatterShift, monomials, null, Lanes);
                Run(Phase.SumLanes, null, between, SumItems);
                monomials = between;
            }

            Run(Phase.ClearLanes, null, null, Lanes);
            Run(Phase.ScatterStep, monomials, null, Lanes);
            Run(Phase.SumLanes, null, to, SumItems);
            if (roots is not null)
            {
                Run(Phase.ToMonomials, to, to, LetterItems);
            }
        }
    }

    private int LetterItems => (Layout.Letters + lettersPerItem - 1) / lettersPerItem;

    private int SumItems => (Dimension + SumLength - 1) / SumLength;

    private void TakeScratch()
    {
        if (scratch.Length == 0)
        {
            scratch = GC.AllocateUninitializedArray<T>(Dimension, pinned: true);
        }
    }

    private void Run(Phase next, T* from, T* to, int items)
    {
        phase = next;
        source = from;
        target = to;
        WorkerTeam.Shared.Run(this, items, buffers.Length);
    }
}
