using System.Globalization;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.LinearSystems;
using static CarlemanCompiler.Petsc.PetscNative;

namespace CarlemanCompiler.Petsc;

/// <summary>
/// The history system M Y = r (paper eq. 6) over the ranks of a session, solved by a Krylov method of PETSc (KSP): Y = [y(0); …; y(T);
/// copies of
/// y(T)], I on the diagonal, −(I + A) below it for the steps, −I for the copies. Each rank holds its slices of all states, one state behind
/// the other; M is a shell matrix. <see cref="HistorySystem"/> is the same on one machine.
/// </summary>
/// <remarks>
/// M − I is nilpotent: (M − I)^{T+1+padding} = 0. So Richardson's iteration is exact after T + 1 + padding products, in a few vectors of
/// (T + 1 + padding)·D/P numbers; GMRES would be without rounding, and often is sooner, in as many vectors as it may hold before it
/// restarts
/// (100, or T + 1 + padding). A product makes each row once, for all T states.
/// </remarks>
public sealed unsafe class DistributedHistory : IShellOperator, IDisposable
{
    /// <summary>The residual that is asked for relative to ‖r‖, unless the caller says otherwise.</summary>
    public const double DefaultTolerance = 1e-13;

    private const int LongestBasis = 100;

    /// <summary>How often a method may go on from the true residual.</summary>
    private const int MostRounds = 8;

    /// <summary>Residuals may grow on the way: powers of a nilpotent matrix that is far from normal do, before they vanish.</summary>
    private const double NeverDiverged = 1e300;

    /// <summary>
    /// Vectors that a method holds beside its basis: r, Y, a residual, a product, and the two or three more of the short recurrences.
    /// </summary>
    private const int OtherVectors = 8;

    private readonly DistributedMap map;
    private readonly ShellMatrix shell;
    private readonly int restart;
    private readonly string method;

    private DistributedHistory(DistributedMap map, int steps, int padding, string method, int restart)
    {
        this.map = map;
        this.method = method;
        this.restart = restart;
        Steps = steps;
        Padding = padding;
        LocalLength = map.LocalLength * (steps + 1 + padding);
        shell = new ShellMatrix(map.Session, LocalLength, this);
    }

    /// <summary>T.</summary>
    public int Steps { get; }

    /// <summary>Extra copies of y(T).</summary>
    public int Padding { get; }

    /// <summary>Entries of Y that this rank holds.</summary>
    public int LocalLength { get; }

    /// <summary>Bytes of the vectors that solving takes on this rank, on top of the map's.</summary>
    public long Bytes => BytesOf(map, Steps, Padding, method, restart);

    /// <summary>Describes the system. Collective.</summary>
    /// <param name="map">The step; goes on to belong to the caller.</param>
    /// <param name="steps">T ≥ 1.</param>
    /// <param name="padding">Extra copies of the last state, 0 or more.</param>
    /// <param name="method">
    /// PETSc's name of a method for matrices without symmetry: gmres, fgmres, richardson, …; those of short recurrences (bcgs) may break
    /// down on a
    /// matrix like this. <c>PETSC_OPTIONS</c> (-ksp_…) goes before.
    /// </param>
    /// <param name="memoryBudgetBytes">Limit for every single rank.</param>
    /// <exception cref="SizeLimitException">A rank would go over the budget, or a vector of the system has 2³¹ numbers or more.</exception>
    public static DistributedHistory Build(
        DistributedMap map, int steps, int padding = 0, string method = "gmres", long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        long rows = (steps + 1L + padding) * map.Dimension;
        if (rows > int.MaxValue)
        {
            throw new SizeLimitException(string.Create(
                CultureInfo.InvariantCulture,
                $"A history of {steps} steps and {padding} copies of dimension {map.Dimension:N0} has {rows:N0} rows; PETSc with "
                + $"32-bit indices numbers {int.MaxValue:N0}. At most {Math.Max(0, (int.MaxValue / map.Dimension) - 1 - padding)} steps fit."));
        }

        int restart = Math.Min(steps + 1 + padding, LongestBasis);
        DistributedMap.RequireRoom(
            map.Session,
            map.Bytes + BytesOf(map, steps, padding, method, restart),
            $"a history of {steps} steps by {method}",
            memoryBudgetBytes);
        return new DistributedHistory(map, steps, padding, method, restart);
    }

    /// <summary>Solves M Y = r with r = [y_in; b; …; b; 0; …]. Collective.</summary>
    /// <param name="start">θ(0), n numbers, the same on all ranks.</param>
    /// <param name="tolerance">‖r − M Y‖ ≤ tolerance · ‖r‖.</param>
    /// <exception cref="PetscException">The method is unknown or did not converge; the message says why.</exception>
    public HistorySolution Solve(ReadOnlySpan<double> start, double tolerance = DefaultTolerance)
    {
        var communicator = map.Session.Communicator;
        Check(VecCreateMPI(communicator, LocalLength, Determine, out nint rightHandSide));
        Check(VecCreateMPI(communicator, LocalLength, Determine, out nint solution));
        Check(KSPCreate(communicator, out nint solver));
        try
        {
            FillRightHandSide(rightHandSide, start);
            Check(KSPSetOperators(solver, shell.Handle, shell.Handle));
            Check(KSPSetType(solver, method));
            Check(KSPGMRESSetRestart(solver, restart));
            Check(KSPGetPC(solver, out nint preconditioner));
            Check(PCSetType(preconditioner, "none"));
            int iterations = Math.Max(1000, 10 * (Steps + 1 + Padding));
            Check(KSPSetTolerances(solver, tolerance, 0, NeverDiverged, iterations));
            Check(KSPSetFromOptions(solver));
            return Solve(solver, rightHandSide, solution, tolerance);
        }
        finally
        {
            _ = KSPDestroy(ref solver);
            _ = VecDestroy(ref solution);
            _ = VecDestroy(ref rightHandSide);
        }
    }

    /// <summary>Gives everything back but the map. Collective.</summary>
    public void Dispose() => shell.Dispose();

    void IShellOperator.Multiply(double* x, double* product)
    {
        // What step t makes of state t − 1 is written where state t will be, and taken from it.
        nint stride = map.LocalLength;
        map.MultiplyStates(x, product + stride, Steps, withConstant: false);
        new ReadOnlySpan<double>(x, map.LocalLength).CopyTo(new Span<double>(product, map.LocalLength));
        Subtract(x, product, 1, Steps + 1);
        for (int t = Steps + 1; t <= Steps + Padding; t++)
        {
            for (nint k = t * stride; k < (t + 1) * stride; k++)
            {
                product[k] = x[k] - x[k - stride];
            }
        }
    }

    void IShellOperator.MultiplyTransposed(double* x, double* product)
    {
        nint stride = map.LocalLength;
        map.MultiplyStatesTransposed(x + stride, product, Steps);
        Subtract(x, product, 0, Steps);
        for (int t = Steps; t <= Steps + Padding; t++)
        {
            for (nint k = t * stride; k < (t + 1) * stride; k++)
            {
                product[k] = x[k] - (t < Steps + Padding ? x[k + stride] : 0);
            }
        }
    }

    /// <summary>
    /// Short recurrences believe in residuals that they have not; so the true one is looked at, and the method goes on from where it
    /// stands.
    /// </summary>
    private HistorySolution Solve(nint solver, nint rightHandSide, nint solution, double tolerance)
    {
        int iterations = 0;
        double residual = double.PositiveInfinity;
        for (int round = 0; round < MostRounds; round++)
        {
            shell.Run(() => KSPSolve(solver, rightHandSide, solution), nameof(KSPSolve));
            Check(KSPGetConvergedReason(solver, out int reason));
            Check(KSPGetIterationNumber(solver, out int taken));
            iterations += taken;
            residual = RelativeResidual(rightHandSide, solution);
            if (residual <= tolerance)
            {
                return new HistorySolution(WeightsOf(solution), iterations, residual);
            }

            if (reason <= 0)
            {
                throw new PetscException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The history was not solved to {tolerance:g2} by {method}: it stopped at {residual:g2} after {iterations} iterations "
                    + $"with PETSc's reason {reason}. Try gmres, or step the map, which is exact.")) { OnAllRanks = true };
            }

            Check(KSPSetInitialGuessNonzero(solver, 1));
        }

        throw new PetscException(string.Create(
            CultureInfo.InvariantCulture,
            $"The history was not solved to {tolerance:g2} by {method}: rounding holds its residual at {residual:g2}. "
            + $"Step the map, which is exact, or ask for less.")) { OnAllRanks = true };
    }

    private static long BytesOf(DistributedMap map, int steps, int padding, string method, int restart)
    {
        bool hasBasis = method.Contains("gmres", StringComparison.Ordinal) || method == "gcr";
        long vectors = OtherVectors + (hasBasis ? restart + 1 : 0);
        return sizeof(double) * vectors * map.LocalLength * (steps + 1L + padding) + map.BytesForStates(steps);
    }

    /// <summary>product_t = x_t − product_t for some states.</summary>
    private void Subtract(double* x, double* product, int first, int end)
    {
        nint stride = map.LocalLength;
        for (nint k = first * stride; k < end * stride; k++)
        {
            product[k] = x[k] - product[k];
        }
    }

    private void FillRightHandSide(nint vector, ReadOnlySpan<double> start)
    {
        nint stride = map.LocalLength;
        Check(VecGetArray(vector, out double* r));
        map.Lift(start, r);

        // b is what a step makes of nothing.
        double[] zero = GC.AllocateArray<double>(map.LocalLength, pinned: true);
        fixed (double* nothing = zero)
        {
            map.MultiplyStates(nothing, r + stride, 1, withConstant: true);
        }

        for (int t = 2; t <= Steps; t++)
        {
            new ReadOnlySpan<double>(r + stride, map.LocalLength).CopyTo(new Span<double>(r + t * stride, map.LocalLength));
        }

        Check(VecRestoreArray(vector, ref r));
    }

    private double[][] WeightsOf(nint solution)
    {
        nint stride = map.LocalLength;
        Check(VecGetArrayRead(solution, out double* states));
        var weights = new double[Steps + 1][];
        for (int t = 0; t <= Steps; t++)
        {
            weights[t] = map.WeightsOf(states + t * stride);
        }

        Check(VecRestoreArrayRead(solution, ref states));
        return weights;
    }

    private double RelativeResidual(nint rightHandSide, nint solution)
    {
        Check(VecDuplicate(rightHandSide, out nint residual));
        shell.Run(() => MatMult(shell.Handle, solution, residual), nameof(MatMult));
        Check(VecAXPY(residual, -1, rightHandSide));
        Check(VecDot(residual, residual, out double squared));
        Check(VecDot(rightHandSide, rightHandSide, out double scale));
        Check(VecDestroy(ref residual));
        return Math.Sqrt(squared / scale);
    }
}
