namespace CarlemanCompiler.Engine;

/// <summary>
/// One cycle of GMRES (Saad and Schultz, SIAM J. Sci. Stat. Comput. 7, 1986): Arnoldi with classical Gram-Schmidt done twice, Givens
/// rotations of the Hessenberg matrix, so that the residual norm is known at every step. Holds restart + 1 vectors.
/// </summary>
internal sealed class GmresCycle(VectorWork work, int size, int restart) : KrylovCycle
{
    // Relative to the norm of a product before its projection was removed: what is left is rounding.
    private const double Negligible = 1e-14;

    private readonly double[][] basis = new double[restart + 1][];
    private readonly double[,] triangle = new double[restart, restart];
    private readonly double[] cosines = new double[restart];
    private readonly double[] sines = new double[restart];

    public override End Run(LinearProduct multiply, double[] residual, double norm, double target, double[] correction, int products)
    {
        work.Divide(Vector(0), residual, norm);
        var rotated = new double[restart + 1];
        rotated[0] = norm;
        var column = new double[restart + 1];
        int used = 0;
        var end = End.Full;
        while (used < restart)
        {
            if (used == products)
            {
                end = End.Exhausted;
                break;
            }

            var next = Vector(used + 1);
            multiply(basis[used], next);
            Iterations++;
            double left = work.Orthogonalize(next, basis, used + 1, column);
            if (!double.IsFinite(left))
            {
                end = End.NotFinite;
                break;
            }

            double whole = left;
            for (int i = 0; i <= used; i++)
            {
                whole = double.Hypot(whole, column[i]);
            }

            bool invariant = left <= Negligible * whole;
            double diagonal = Rotate(column, used, invariant ? 0 : left, out double below);
            if (Math.Abs(diagonal) <= Negligible * whole)
            {
                // The image of the last vector lies in the span of the images before it: M is singular there.
                end = End.Breakdown;
                break;
            }

            rotated[used + 1] = -sines[used] * rotated[used];
            rotated[used] *= cosines[used];
            used++;
            if (Math.Abs(rotated[used]) <= target || invariant)
            {
                end = End.Reached;
                break;
            }

            work.Divide(next, next, below);
        }

        work.Combine(correction, basis, SolveTriangle(rotated, used), used);
        return end;
    }

    /// <summary>
    /// Applies the rotations so far to a new column of the Hessenberg matrix and finds the one that clears the entry below the diagonal.
    /// </summary>
    private double Rotate(double[] column, int at, double below, out double entry)
    {
        entry = below;
        for (int i = 0; i < at; i++)
        {
            double upper = cosines[i] * column[i] + sines[i] * column[i + 1];
            column[i + 1] = cosines[i] * column[i + 1] - sines[i] * column[i];
            column[i] = upper;
        }

        double radius = double.Hypot(column[at], below);
        (cosines[at], sines[at]) = radius == 0 ? (1, 0) : (column[at] / radius, below / radius);
        for (int i = 0; i < at; i++)
        {
            triangle[i, at] = column[i];
        }

        triangle[at, at] = radius;
        return radius;
    }

    private double[] SolveTriangle(double[] rotated, int used)
    {
        var solution = new double[restart];
        for (int i = used - 1; i >= 0; i--)
        {
            double sum = rotated[i];
            for (int k = i + 1; k < used; k++)
            {
                sum -= triangle[i, k] * solution[k];
            }

            solution[i] = sum / triangle[i, i];
        }

        return solution;
    }

    private double[] Vector(int k) => basis[k] ??= GC.AllocateUninitializedArray<double>(size, pinned: true);
}
