using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// Iterative solvers of M x = r for any M that is known by its products: for histories that no substitution solves, such as cyclic ones,
/// and for checks of those that one does.
/// </summary>
/// <remarks>
/// Methods run in cycles, each of which starts from the true residual r − M x and ends with a new one: an x is taken over only where its
/// true residual is smaller, so that rounding, breakdown and divergence can stop a solve but not spoil it. Results are bit for bit the
/// same for every number of threads.
/// </remarks>
public static class Krylov
{
    private const double Standstill = 0.999;

    /// <summary>
    /// Restarted GMRES. A step costs a product, one with the preconditioner and three readings of the basis so far; restart + 7 vectors are
    /// held. The residual never grows, but may stand still where the basis is short.
    /// </summary>
    /// <param name="multiply">The product with M.</param>
    /// <param name="r">The right-hand side.</param>
    /// <param name="x">The first guess, and then the solution, as good as it got.</param>
    /// <param name="precondition">The product with K⁻¹ ≈ M⁻¹, the same linear operator at every call; none for the identity.</param>
    /// <param name="side">Where K⁻¹ stands.</param>
    /// <param name="tolerance">‖r − M x‖ ≤ tolerance · ‖r‖ ends the solve.</param>
    /// <param name="restart">Vectors of the basis at most, 1 or more.</param>
    /// <param name="maximumProducts">Products with M at most.</param>
    /// <param name="threads">Threads of the vector operations at most; 0 for all.</param>
    /// <param name="memoryBudgetBytes">Limit for the vectors, checked before they are allocated.</param>
    /// <param name="cancellation">Looked at before every product.</param>
    /// <exception cref="SizeLimitException">The vectors are over the budget.</exception>
    public static KrylovResult Gmres(
        LinearProduct multiply,
        ReadOnlySpan<double> r,
        Span<double> x,
        LinearProduct? precondition = null,
        Preconditioning side = Preconditioning.Right,
        double tolerance = 1e-10,
        int restart = 30,
        int maximumProducts = 10_000,
        int threads = 0,
        long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(restart, 1);
        restart = Math.Min(restart, Math.Max(1, r.Length));
        long vectors = restart + 1 + SharedVectors(precondition);
        if (vectors * r.Length * sizeof(double) > memoryBudgetBytes)
        {
            long fits = memoryBudgetBytes / sizeof(double) / r.Length - 1 - SharedVectors(precondition);
            throw new SizeLimitException(
                $"GMRES with a basis of {restart} holds {vectors} vectors of {r.Length} numbers, "
                + $"{vectors * r.Length * sizeof(double)} bytes; the limit is {memoryBudgetBytes} bytes. " + (fits > 0 ? $"A basis of {fits} fits." : "No basis fits."));
        }

        var work = new VectorWork(r.Length, threads, restart + 1);
        return Solve(
            new GmresCycle(work, r.Length, restart), work, multiply, r, x, precondition, side, tolerance, maximumProducts, cancellation);
    }

    /// <summary>
    /// BiCGSTAB. A step costs two products, two with the preconditioner and a dozen vector operations; 10 vectors are held, however many
    /// steps it takes. Where it converges it is the cheaper of the two; its residual may rise on the way.
    /// </summary>
    /// <param name="multiply">The product with M.</param>
    /// <param name="r">The right-hand side.</param>
    /// <param name="x">The first guess, and then the solution, as good as it got.</param>
    /// <param name="precondition">The product with K⁻¹ ≈ M⁻¹, the same linear operator at every call; none for the identity.</param>
    /// <param name="side">Where K⁻¹ stands.</param>
    /// <param name="tolerance">‖r − M x‖ ≤ tolerance · ‖r‖ ends the solve.</param>
    /// <param name="maximumProducts">Products with M at most.</param>
    /// <param name="threads">Threads of the vector operations at most; 0 for all.</param>
    /// <param name="memoryBudgetBytes">Limit for the vectors, checked before they are allocated.</param>
    /// <param name="cancellation">Looked at before every product.</param>
    /// <exception cref="SizeLimitException">The vectors are over the budget.</exception>
    public static KrylovResult BiCgStab(
        LinearProduct multiply,
        ReadOnlySpan<double> r,
        Span<double> x,
        LinearProduct? precondition = null,
        Preconditioning side = Preconditioning.Right,
        double tolerance = 1e-10,
        int maximumProducts = 10_000,
        int threads = 0,
        long memoryBudgetBytes = CarlemanMap.DefaultMemoryBudget,
        CancellationToken cancellation = default)
    {
        long vectors = 4 + SharedVectors(precondition);
        if (vectors * r.Length * sizeof(double) > memoryBudgetBytes)
        {
            throw new SizeLimitException(
                $"BiCGSTAB holds {vectors} vectors of {r.Length} numbers, {vectors * r.Length * sizeof(double)} bytes; the limit is "
                + $"{memoryBudgetBytes} bytes. {memoryBudgetBytes / vectors / sizeof(double)} unknowns fit.");
        }

        var work = new VectorWork(r.Length, threads);
        return Solve(new BiCgStabCycle(work, r.Length), work, multiply, r, x, precondition, side, tolerance, maximumProducts, cancellation);
    }

    private static int SharedVectors(LinearProduct? precondition) => precondition is null ? 5 : 6;

    private static KrylovResult Solve(
        KrylovCycle cycle,
        VectorWork work,
        LinearProduct multiply,
        ReadOnlySpan<double> r,
        Span<double> x,
        LinearProduct? precondition,
        Preconditioning side,
        double tolerance,
        int maximumProducts,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(multiply);
        if (x.Length != r.Length)
        {
            throw new ArgumentException($"The guess has {x.Length} entries; the right-hand side has {r.Length}.", nameof(x));
        }

        if (!(tolerance > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance is above 0.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(maximumProducts, 1);
        double scale = work.Norm(r);
        if (!double.IsFinite(scale))
        {
            throw new ArgumentException("The right-hand side has entries that are not finite.", nameof(r));
        }

        if (!double.IsFinite(work.Norm(x)))
        {
            throw new ArgumentException("The first guess has entries that are not finite.", nameof(x));
        }

        int products = 0;
        int restarts = 0;
        var best = x.ToArray();
        if (scale == 0)
        {
            // The solution is 0, and no relative residual is defined: no guess is better.
            x.Clear();
            return new KrylovResult(KrylovOutcome.Converged, 0, 0, 0, 0);
        }

        var residual = new double[r.Length];
        var candidate = new double[r.Length];
        var correction = new double[r.Length];
        var start = new double[r.Length];
        var between = precondition is null ? [] : new double[r.Length];
        double norm = TrueResidual(best, r, residual);
        LinearProduct preconditioned = precondition is null ? Counted : side == Preconditioning.Right ? OnTheRight : OnTheLeft;
        double strictness = 1;
        int standstills = 0;
        KrylovOutcome outcome;
        while (true)
        {
            if (!double.IsFinite(norm))
            {
                outcome = KrylovOutcome.NotFinite;
                break;
            }

            if (norm <= tolerance * scale)
            {
                outcome = KrylovOutcome.Converged;
                break;
            }

            // One product is kept back for the true residual.
            if (products + 2 > maximumProducts)
            {
                outcome = KrylovOutcome.ProductLimit;
                break;
            }

            double startNorm = norm;
            if (precondition is not null && side == Preconditioning.Left)
            {
                precondition(residual, start);
                startNorm = work.Norm(start);
                if (!double.IsFinite(startNorm) || startNorm == 0)
                {
                    outcome = startNorm == 0 ? KrylovOutcome.Breakdown : KrylovOutcome.NotFinite;
                    break;
                }
            }
            else
            {
                residual.CopyTo(start, 0);
            }

            restarts++;
            double target = startNorm * (tolerance * scale / norm) * strictness;
            var end = cycle.Run(preconditioned, start, startNorm, target, correction, maximumProducts - products - 1);
            if (precondition is not null && side == Preconditioning.Right)
            {
                precondition(correction, between);
                between.CopyTo(candidate, 0);
                work.Add(candidate, best, 1);
            }
            else
            {
                best.CopyTo(candidate, 0);
                work.Add(candidate, correction, 1);
            }

            double next = TrueResidual(candidate, r, start);
            bool stands = !(next <= Standstill * norm);
            if (next < norm)
            {
                (best, candidate) = (candidate, best);
                (residual, start) = (start, residual);
                norm = next;
            }

            if (norm <= tolerance * scale)
            {
                outcome = KrylovOutcome.Converged;
                break;
            }

            if (end == KrylovCycle.End.NotFinite || stands && end == KrylovCycle.End.Breakdown)
            {
                outcome = end == KrylovCycle.End.NotFinite ? KrylovOutcome.NotFinite : KrylovOutcome.Breakdown;
                break;
            }

            if (end == KrylovCycle.End.Reached)
            {
                strictness *= 0.1;
            }

            standstills = stands && end != KrylovCycle.End.Exhausted ? standstills + 1 : 0;
            if (standstills == 2)
            {
                outcome = KrylovOutcome.Stagnated;
                break;
            }
        }

        best.CopyTo(x);
        return new KrylovResult(outcome, norm / scale, cycle.Iterations, products, restarts);

        double TrueResidual(double[] of, ReadOnlySpan<double> rightHandSide, double[] into)
        {
            Counted(of, into);
            return work.CombineInto(into, rightHandSide, -1);
        }

        void Counted(ReadOnlySpan<double> vector, Span<double> product)
        {
            cancellation.ThrowIfCancellationRequested();
            products++;
            multiply(vector, product);
        }

        void OnTheRight(ReadOnlySpan<double> vector, Span<double> product)
        {
            precondition!(vector, between);
            Counted(between, product);
        }

        void OnTheLeft(ReadOnlySpan<double> vector, Span<double> product)
        {
            Counted(vector, between);
            precondition!(between, product);
        }
    }
}
