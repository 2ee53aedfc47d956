using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// A map whose rows are made anew in every product. Making a row costs some fifty times what multiplying with it does, so products of
/// several states make it once for all of them.
/// </summary>
internal sealed unsafe class RowMap : DistributedMap
{
    private readonly LocalRows rows;
    private readonly EntryExchange exchange;
    private double[] received = [];

    private RowMap(PetscSession session, RowGenerator generator, LiftedSlices slices, LocalRows rows, EntryExchange exchange)
        : base(session, generator, slices)
    {
        this.rows = rows;
        this.exchange = exchange;
        Reserve(1);
    }

    public override int ReceivedCount => exchange.Count;

    public override MapStorage Storage => MapStorage.Rows;

    /// <summary>Numbers of the received entries here, and in PETSc's lists; the entries themselves.</summary>
    public override long Bytes => 2L * sizeof(int) * ReceivedCount + (long)sizeof(double) * received.Length;

    public static RowMap Prepare(
        PetscSession session, RowGenerator generator, LiftedSlices slices, LocalRows rows, long memoryBudgetBytes)
    {
        int count = rows.Received.Length;
        RequireRoom(session, VectorBytes(slices) + 16.0 * count, "its entries and those that it receives", memoryBudgetBytes);
        var numbers = new int[count];
        for (int k = 0; k < count; k++)
        {
            numbers[k] = (int)slices.NumberOf(rows.Received[k]);
        }

        return new RowMap(session, generator, slices, rows, new EntryExchange(session, slices.Length, numbers));
    }

    internal override void MultiplyStates(double* y, double* next, int states, bool withConstant)
    {
        int count = ReceivedCount;
        nint stride = LocalLength;
        Reserve(states);
        fixed (double* others = received)
        {
            for (int t = 0; t < states; t++)
            {
                exchange.Receive(y + t * stride, others + (nint)t * count);
            }

            double* theirs = others;
            rows.Generate((row, constant, places, values) =>
            {
                for (int t = 0; t < states; t++)
                {
                    double* own = y + t * stride;
                    double* foreign = theirs + (nint)t * count;
                    double sum = withConstant ? constant : 0;
                    for (int k = 0; k < places.Length; k++)
                    {
                        int place = places[k];
                        sum += values[k] * (place >= 0 ? own[place] : foreign[~place]);
                    }

                    next[t * stride + row] = own[row] + sum;
                }
            });
        }
    }

    internal override void MultiplyStatesTransposed(double* x, double* product, int states)
    {
        int count = ReceivedCount;
        nint stride = LocalLength;
        Reserve(states);
        for (int t = 0; t < states; t++)
        {
            new ReadOnlySpan<double>(x + t * stride, LocalLength).CopyTo(new Span<double>(product + t * stride, LocalLength));
        }

        received.AsSpan().Clear();
        fixed (double* others = received)
        {
            double* theirs = others;
            rows.Generate((row, _, places, values) =>
            {
                for (int t = 0; t < states; t++)
                {
                    double weight = x[t * stride + row];
                    double* own = product + t * stride;
                    double* foreign = theirs + (nint)t * count;
                    for (int k = 0; k < places.Length; k++)
                    {
                        int place = places[k];
                        *(place >= 0 ? own + place : foreign + ~place) += values[k] * weight;
                    }
                }
            });
            for (int t = 0; t < states; t++)
            {
                exchange.AddBack(others + (nint)t * count, product + t * stride);
            }
        }
    }

    internal override long BytesForStates(int states) => (long)sizeof(double) * ReceivedCount * (states - 1);

    private protected override void Release() => exchange.Dispose();

    private void Reserve(int states)
    {
        long needed = (long)ReceivedCount * states;
        if (received.Length < needed)
        {
            received = GC.AllocateUninitializedArray<double>(checked((int)needed), pinned: true);
        }
    }
}
