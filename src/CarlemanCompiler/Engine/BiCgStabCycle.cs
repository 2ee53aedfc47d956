namespace CarlemanCompiler.Engine;

/// <summary>
/// BiCGSTAB (van der Vorst, SIAM J. Sci. Stat. Comput. 13, 1992) from one shadow residual, until it is done, breaks down or its residual
/// grows. Holds four vectors, whatever the number of steps.
/// </summary>
internal sealed class BiCgStabCycle(VectorWork work, int size) : KrylovCycle
{
    // A scalar product this small beside the norms of its vectors is rounding.
    private const double Negligible = 1e-15;

    // Residuals that have grown this far have taken as many digits with them.
    private const double Growth = 1e6;

    private readonly double[] shadow = new double[size];
    private readonly double[] direction = new double[size];
    private readonly double[] image = new double[size];
    private readonly double[] second = new double[size];

    public override End Run(LinearProduct multiply, double[] residual, double norm, double target, double[] correction, int products)
    {
        residual.CopyTo(shadow, 0);
        residual.CopyTo(direction, 0);
        correction.AsSpan().Clear();
        double first = norm;
        double rho = norm * norm;
        for (int used = 0; ; used += 2)
        {
            if (used + 2 > products)
            {
                return End.Exhausted;
            }

            multiply(direction, image);
            Iterations++;
            double projection = work.Dot(shadow, image);
            double imageNorm = work.Norm(image);
            if (!double.IsFinite(imageNorm))
            {
                return End.NotFinite;
            }

            if (Math.Abs(projection) <= Negligible * first * imageNorm)
            {
                return End.Breakdown;
            }

            double alpha = rho / projection;
            work.Add(correction, direction, alpha);
            work.Add(residual, image, -alpha);
            double half = work.Norm(residual);
            if (half <= target)
            {
                return End.Reached;
            }

            multiply(residual, second);
            double length = work.Norm(second);
            if (!double.IsFinite(length) || !double.IsFinite(half))
            {
                return End.NotFinite;
            }

            double omega = length == 0 ? 0 : work.Dot(second, residual) / length / length;
            if (Math.Abs(omega) * length <= Negligible * half)
            {
                return End.Breakdown;
            }

            work.Add(correction, residual, omega);
            work.Add(residual, second, -omega);
            norm = work.Norm(residual);
            if (norm <= target)
            {
                return End.Reached;
            }

            double next = work.Dot(shadow, residual);
            if (Math.Abs(next) <= Negligible * first * norm)
            {
                return End.Breakdown;
            }

            if (!(norm <= Growth * first))
            {
                return End.Full;
            }

            double beta = next / rho * (alpha / omega);
            rho = next;
            work.Add(direction, image, -omega);
            work.CombineInto(direction, residual, beta);
        }
    }
}
