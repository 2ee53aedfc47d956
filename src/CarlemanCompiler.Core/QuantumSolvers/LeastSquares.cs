using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.QuantumSolvers;

/// <summary>The classical answer that a quantum one is compared with, without a factorisation.</summary>
internal static class LeastSquares
{
    /// <summary>
    /// LSQR (Paige and Saunders, ACM TOMS 8, 43 (1982)): x with ‖A x − b‖ ≤ <paramref name="tolerance"/> · ‖b‖, in some
    /// κ log(1/tolerance) steps of two products each; restarted from its own residual where rounding stops it.
    /// </summary>
    /// <returns>x, and its true relative residual, which may be over the tolerance where 20,000 steps were not enough.</returns>
    public static (double[] X, double Residual) Solve(SparseMatrix a, SparseMatrix transpose, double[] b, double tolerance)
    {
        var x = new double[b.Length];
        double[] residual = [.. b];
        double whole = Norm(b);
        double last = double.PositiveInfinity;
        int steps = 20_000;
        double now = 1;
        while (now > tolerance && now < 0.5 * last && steps > 0)
        {
            last = now;
            Add(x, 1, Run(a, transpose, residual, tolerance * whole, ref steps));
            var image = a.Multiply(x);
            for (int i = 0; i < b.Length; i++)
            {
                residual[i] = b[i] - image[i];
            }

            now = Norm(residual) / whole;
        }

        return (x, now);
    }

    private static double[] Run(SparseMatrix a, SparseMatrix transpose, double[] b, double goal, ref int steps)
    {
        var x = new double[b.Length];
        double[] u = [.. b];
        double beta = Normalise(u);
        double[] v = transpose.Multiply(u);
        double alpha = Normalise(v);
        double[] w = [.. v];
        double phi = beta;
        double rho = alpha;
        double start = beta;
        while (steps-- > 0 && alpha > 0)
        {
            double[] image = a.Multiply(v);
            Add(image, -alpha, u);
            u = image;
            beta = Normalise(u);
            double[] back = transpose.Multiply(u);
            Add(back, -beta, v);
            v = back;
            alpha = Normalise(v);

            double length = Math.Sqrt(rho * rho + beta * beta);
            double cosine = rho / length;
            double sine = beta / length;
            double theta = sine * alpha;
            rho = -cosine * alpha;
            Add(x, cosine * phi / length, w);
            phi *= sine;
            for (int i = 0; i < w.Length; i++)
            {
                w[i] = v[i] - theta / length * w[i];
            }

            if (phi <= goal || phi <= 1e-15 * start || beta == 0)
            {
                break;
            }
        }

        return x;
    }

    private static void Add(double[] target, double factor, double[] other)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += factor * other[i];
        }
    }

    private static double Normalise(double[] vector)
    {
        double norm = Norm(vector);
        for (int i = 0; norm > 0 && i < vector.Length; i++)
        {
            vector[i] /= norm;
        }

        return norm;
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));
}
