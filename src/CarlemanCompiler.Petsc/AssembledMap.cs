using CarlemanCompiler.Linearization;
using static CarlemanCompiler.Petsc.PetscNative;

namespace CarlemanCompiler.Petsc;

/// <summary>A map whose A is a PETSc matrix and whose b is a vector: rows are counted in a first pass and entered in a second.</summary>
internal sealed unsafe class AssembledMap : DistributedMap
{
    private readonly LiftedVector constant;
    private readonly long entries;
    private nint matrix;
    private nint source;
    private nint target;

    private AssembledMap(
        PetscSession session, RowGenerator generator, LiftedSlices slices, int receivedCount, long entries, nint matrix,
        LiftedVector constant)
        : base(session, generator, slices)
    {
        ReceivedCount = receivedCount;
        this.entries = entries;
        this.matrix = matrix;
        this.constant = constant;
        Check(VecCreateMPIWithArray(session.Communicator, 1, slices.Length, Determine, null, out source));
        Check(VecCreateMPIWithArray(session.Communicator, 1, slices.Length, Determine, null, out target));
    }

    public override int ReceivedCount { get; }

    public override MapStorage Storage => MapStorage.Assembled;

    public override long Bytes => BytesOf(Slices, ReceivedCount, entries);

    public static AssembledMap Assemble(
        PetscSession session, RowGenerator generator, LiftedSlices slices, LocalRows rows, long memoryBudgetBytes)
    {
        int[] here = new int[slices.Length];
        int[] elsewhere = new int[slices.Length];
        long entries = 0;
        rows.Generate((row, _, places, _) =>
        {
            foreach (int place in places)
            {
                (place >= 0 ? here : elsewhere)[row]++;
            }

            entries += places.Length;
        });
        int received = rows.Received.Length;
        RequireRoom(session, VectorBytes(slices) + BytesOf(slices, received, entries), "its rows of A", memoryBudgetBytes);
        RequireRoom(session, entries, "the numbers of its nonzeros", int.MaxValue);

        Check(MatCreate(session.Communicator, out nint matrix));
        Check(MatSetSizes(matrix, slices.Length, slices.Length, Determine, Determine));
        Check(MatSetType(matrix, "aij"));
        fixed (int* own = here, foreign = elsewhere)
        {
            // The type is that of one or of many processes; each looks at its own call alone.
            Check(MatSeqAIJSetPreallocation(matrix, 0, own));
            Check(MatMPIAIJSetPreallocation(matrix, 0, own, 0, foreign));
        }

        var b = new LiftedVector(session, slices.Length);
        Enter(slices, rows, matrix, b);
        Check(MatAssemblyBegin(matrix, FinalAssembly));
        Check(MatAssemblyEnd(matrix, FinalAssembly));
        return new AssembledMap(session, generator, slices, received, entries, matrix, b);
    }

    internal override void MultiplyStates(double* y, double* next, int states, bool withConstant)
    {
        nint stride = LocalLength;
        for (int t = 0; t < states; t++)
        {
            Check(VecPlaceArray(source, y + t * stride));
            Check(VecPlaceArray(target, next + t * stride));
            Check(MatMultAdd(matrix, source, source, target));
            if (withConstant)
            {
                Check(VecAXPY(target, 1, constant.Handle));
            }

            Check(VecResetArray(target));
            Check(VecResetArray(source));
        }
    }

    internal override void MultiplyStatesTransposed(double* x, double* product, int states)
    {
        nint stride = LocalLength;
        for (int t = 0; t < states; t++)
        {
            Check(VecPlaceArray(source, x + t * stride));
            Check(VecPlaceArray(target, product + t * stride));
            Check(MatMultTransposeAdd(matrix, source, source, target));
            Check(VecResetArray(target));
            Check(VecResetArray(source));
        }
    }

    internal override long BytesForStates(int states) => 0;

    private protected override void Release()
    {
        if (matrix != 0)
        {
            Check(MatDestroy(ref matrix));
            Check(VecDestroy(ref source));
            Check(VecDestroy(ref target));
            constant.Dispose();
        }
    }

    /// <summary>12 bytes a nonzero, the starts of the rows in both parts, b, and for what is received its value and its number.</summary>
    private static long BytesOf(LiftedSlices slices, int received, long entries) => 12L * entries + 16L * slices.Length + 12L * received;

    private static void Enter(LiftedSlices slices, LocalRows rows, nint matrix, LiftedVector b)
    {
        int[] numbers = new int[rows.Received.Length];
        for (int k = 0; k < numbers.Length; k++)
        {
            numbers[k] = (int)slices.NumberOf(rows.Received[k]);
        }

        int start = (int)slices.Start;
        int[] columns = new int[64];
        Check(VecGetArray(b.Handle, out double* constants));
        double* entriesOfB = constants;
        rows.Generate((row, constant, places, values) =>
        {
            if (columns.Length < places.Length)
            {
                columns = new int[2 * places.Length];
            }

            for (int k = 0; k < places.Length; k++)
            {
                columns[k] = places[k] >= 0 ? start + places[k] : numbers[~places[k]];
            }

            entriesOfB[row] = constant;
            int number = start + row;
            fixed (int* column = columns)
            fixed (double* value = values)
            {
                Check(MatSetValues(matrix, 1, &number, places.Length, column, value, InsertValues));
            }
        });
        Check(VecRestoreArray(b.Handle, ref constants));
    }
}
