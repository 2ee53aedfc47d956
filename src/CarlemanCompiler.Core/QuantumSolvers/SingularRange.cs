using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>The largest and the smallest singular value of a square matrix, without any factorisation of it.</summary>
/// <param name="Largest">σ_max.</param>
/// <param name="Smallest">σ_min.</param>
internal readonly record struct SingularRange(double Largest, double Smallest)
{
    // Both ends have settled when they move by less than this while the number of steps grows by a third, twice.
    private const double Settled = 1e-4;

    private const int MaximumSteps = 20_000;

    /// <summary>κ.</summary>
    public double ConditionNumber => Largest / Smallest;

    /// <summary>
    /// Golub–Kahan bidiagonalisation from a fixed start; the ends of the spectrum of BᵀB by bisection. The values approach σ_max from below
    /// and σ_min from above, in some κ steps of two products each; four vectors are held. Without reorthogonalisation, which repeats values
    /// and does not move the ends.
    /// </summary>
    /// <exception cref="SolutionRefusedException">No convergence in 20,000 steps, or σ_min is lost in rounding.</exception>
    public static SingularRange Of(SparseMatrix matrix, SparseMatrix transpose)
    {
        int n = matrix.RowCount;
        var diagonal = new List<double>();
        var offDiagonal = new List<double>();
        double[] u = Start(n);
        var v = new double[n];
        double beta = 0;
        int next = 16;
        int settled = 0;
        var range = new SingularRange(0, 0);
        for (int step = 1; step <= MaximumSteps; step++)
        {
            double[] toV = transpose.Multiply(u);
            double alpha = Subtract(toV, beta, v);
            v = toV;
            double[] toU = matrix.Multiply(v);
            double nextBeta = Subtract(toU, alpha, u);
            u = toU;

            // T = BᵀB gains the row (…, α β, α² + β'²).
            if (diagonal.Count > 0)
            {
                offDiagonal.Add(alpha * beta);
            }

            diagonal.Add(alpha * alpha + nextBeta * nextBeta);
            beta = nextBeta;
            double scale = Math.Sqrt(diagonal.Max());
            bool ended = beta <= 1e-14 * scale || alpha <= 1e-14 * scale;
            if (step < next && !ended)
            {
                continue;
            }

            var found = new SingularRange(
                Math.Sqrt(Math.Max(0, Eigenvalue(diagonal, offDiagonal, diagonal.Count))),
                Math.Sqrt(Math.Max(0, Eigenvalue(diagonal, offDiagonal, 1))));
            bool same = Math.Abs(found.Smallest - range.Smallest) <= Settled * found.Smallest
                && Math.Abs(found.Largest - range.Largest) <= Settled * found.Largest;
            settled = same ? settled + 1 : 0;
            range = found;
            if (ended || settled == 2)
            {
                return Resolved(range);
            }

            next = step + Math.Max(8, step / 3);
        }

        throw new SolutionRefusedException(
            SolutionLimit.ConditionNumber,
            range.ConditionNumber,
            null,
            FormattableString.Invariant($"The condition number is {range.ConditionNumber:G3} or more: it did not settle in ")
                + $"{MaximumSteps} steps of bidiagonalisation. Precondition or rescale the system.");
    }

    private static SingularRange Resolved(SingularRange range) => range.Smallest > 1e-7 * range.Largest
        ? range
        : throw new SolutionRefusedException(
            SolutionLimit.Singular,
            null,
            null,
            FormattableString.Invariant(
                $"The matrix is singular to working precision: its singular values go from {range.Largest:G4} to {range.Smallest:G4}."));

    // target −= factor·other, then scaled to norm 1; the norm.
    private static double Subtract(double[] target, double factor, double[] other)
    {
        double sum = 0;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] -= factor * other[i];
            sum += target[i] * target[i];
        }

        double norm = Math.Sqrt(sum);
        for (int i = 0; norm > 0 && i < target.Length; i++)
        {
            target[i] /= norm;
        }

        return norm;
    }

    private static double[] Start(int size)
    {
        var vector = new double[size];
        ulong state = 0x9E3779B97F4A7C15UL;
        for (int k = 0; k < size; k++)
        {
            state = unchecked(state * 6364136223846793005UL + 1442695040888963407UL);
            vector[k] = (state >> 11) / 9007199254740992.0 - 0.5;
        }

        Subtract(vector, 0, vector);
        return vector;
    }

    // The k-th smallest eigenvalue of a symmetric tridiagonal matrix: bisection on the number of negative pivots of T − x.
    private static double Eigenvalue(List<double> diagonal, List<double> offDiagonal, int k)
    {
        double high = 0;
        for (int i = 0; i < diagonal.Count; i++)
        {
            double radius = (i > 0 ? Math.Abs(offDiagonal[i - 1]) : 0) + (i < offDiagonal.Count ? Math.Abs(offDiagonal[i]) : 0);
            high = Math.Max(high, diagonal[i] + radius);
        }

        double low = 0;
        double tiny = high * 1e-300;
        for (int iteration = 0; iteration < 80; iteration++)
        {
            double middle = (low + high) / 2;
            int below = 0;
            double pivot = 1;
            for (int i = 0; i < diagonal.Count; i++)
            {
                double coupling = i > 0 ? offDiagonal[i - 1] * offDiagonal[i - 1] / pivot : 0;
                pivot = diagonal[i] - middle - coupling;
                if (pivot == 0)
                {
                    pivot = tiny;
                }

                below += pivot < 0 ? 1 : 0;
            }

            (low, high) = below >= k ? (low, middle) : (middle, high);
        }

        return (low + high) / 2;
    }
}
