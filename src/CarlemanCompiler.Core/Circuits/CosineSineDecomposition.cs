namespace CarlemanCompiler.Circuits;

/// <summary>
/// The cosine-sine decomposition of an orthogonal matrix in p × p blocks,
/// [[A, B], [E, F]] = (U0 ⊕ U1) [[C, −S], [S, C]] (V0 ⊕ V1)ᵀ with C = diag(cos θ_j), S = diag(sin θ_j).
/// </summary>
/// <remarks>
/// One-sided Jacobi rotations find V0 such that the columns of A·V0 and of E·V0 are orthogonal at the same time. The Gram matrices of the
/// two add up to 1, so either tells the angle of a rotation; the one with the smaller norms tells it to full relative accuracy, which
/// keeps clusters of equal, zero or unit cosines as accurate as all others. O(p³) for each of the few sweeps.
/// All four factors have determinant +1 if the matrix has, so that the recursion on them ends in rotations and not in signs.
/// </remarks>
internal sealed class CosineSineDecomposition
{
    private const int MaximumSweeps = 60;

    // Columns shorter than this are rounding errors of zero columns.
    private const double NegligibleNorm = 1e-14;

    private CosineSineDecomposition(double[][] u0, double[][] u1, double[] angles, double[][] v0, double[][] v1)
    {
        U0 = u0;
        U1 = u1;
        Angles = angles;
        V0 = v0;
        V1 = v1;
    }

    /// <summary>Columns of U0.</summary>
    internal double[][] U0 { get; }

    /// <summary>Columns of U1.</summary>
    internal double[][] U1 { get; }

    /// <summary>θ_j in radians.</summary>
    internal double[] Angles { get; }

    /// <summary>Columns of V0.</summary>
    internal double[][] V0 { get; }

    /// <summary>Columns of V1.</summary>
    internal double[][] V1 { get; }

    /// <summary>Decomposes an orthogonal matrix of even order given by its columns.</summary>
    internal static CosineSineDecomposition Of(double[][] columns)
    {
        int p = columns.Length / 2;
        var a = Block(columns, 0, 0, p);
        var e = Block(columns, 0, p, p);
        var v0 = Identity(p);
        Diagonalise(a, e, v0);

        var cos = a.Select(Norm).ToArray();
        var sin = e.Select(Norm).ToArray();
        Orthonormalise(a, cos);
        Orthonormalise(e, sin);

        // V1ᵀ = −S U0ᵀ B + C U1ᵀ F, since S² + C² = 1.
        var b = Block(columns, p, 0, p);
        var f = Block(columns, p, p, p);
        var v1 = Identity(p);
        for (int j = 0; j < p; j++)
        {
            double scale = 1 / Math.Sqrt(cos[j] * cos[j] + sin[j] * sin[j]);
            for (int i = 0; i < p; i++)
            {
                v1[j][i] = scale * (cos[j] * Dot(e[j], f[i]) - sin[j] * Dot(a[j], b[i]));
            }
        }

        // Turning the signs of two matching columns changes the rotation that joins them and nothing else.
        if (DeterminantIsNegative(e))
        {
            (cos[0], sin[0]) = (-cos[0], -sin[0]);
            Negate(a[0]);
            Negate(e[0]);
        }

        if (DeterminantIsNegative(v0))
        {
            sin[0] = -sin[0];
            Negate(a[0]);
            Negate(v0[0]);
        }

        if (DeterminantIsNegative(v1))
        {
            cos[0] = -cos[0];
            Negate(a[0]);
            Negate(v1[0]);
        }

        var angles = new double[p];
        for (int j = 0; j < p; j++)
        {
            angles[j] = Math.Atan2(sin[j], cos[j]);
        }

        return new CosineSineDecomposition(a, e, angles, v0, v1);
    }

    /// <summary>Whether a square matrix has a negative determinant: elimination with partial pivoting, O(p³).</summary>
    internal static bool DeterminantIsNegative(double[][] columns)
    {
        int p = columns.Length;
        var m = columns.Select(c => (double[])c.Clone()).ToArray();
        bool negative = false;
        for (int k = 0; k < p; k++)
        {
            int pivot = k;
            for (int j = k + 1; j < p; j++)
            {
                if (Math.Abs(m[j][k]) > Math.Abs(m[pivot][k]))
                {
                    pivot = j;
                }
            }

            if (pivot != k)
            {
                (m[k], m[pivot]) = (m[pivot], m[k]);
                negative = !negative;
            }

            negative ^= m[k][k] < 0;
            for (int j = k + 1; j < p; j++)
            {
                double factor = m[j][k] / m[k][k];
                for (int i = k; factor != 0 && i < p; i++)
                {
                    m[j][i] -= factor * m[k][i];
                }
            }
        }

        return negative;
    }

    private static void Diagonalise(double[][] a, double[][] e, double[][] v)
    {
        int p = a.Length;
        double tolerance = 4e-16 * Math.Sqrt(p);
        for (int sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            bool rotated = false;
            for (int i = 0; i < p - 1; i++)
            {
                for (int j = i + 1; j < p; j++)
                {
                    double ai = Dot(a[i], a[i]);
                    double aj = Dot(a[j], a[j]);
                    double ei = Dot(e[i], e[i]);
                    double ej = Dot(e[j], e[j]);
                    bool useA = Math.Max(ai, aj) <= Math.Max(ei, ej);
                    var (x, xi, xj) = useA ? (a, ai, aj) : (e, ei, ej);
                    double cross = Dot(x[i], x[j]);
                    double larger = Math.Sqrt(Math.Max(xi, xj));

                    // What Gram–Schmidt will take from the shorter column is cross / larger: an absolute error, to be kept at rounding
                    // level.
                    if (Math.Abs(cross) <= tolerance * larger || larger < NegligibleNorm)
                    {
                        continue;
                    }

                    double zeta = (xj - xi) / (2 * cross);
                    double t = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
                    double c = 1 / Math.Sqrt(1 + t * t);
                    double s = c * t;
                    Rotate(a[i], a[j], c, s);
                    Rotate(e[i], e[j], c, s);
                    Rotate(v[i], v[j], c, s);
                    rotated = true;
                }
            }

            if (!rotated)
            {
                return;
            }
        }

        throw new ArithmeticException($"The cosine-sine decomposition of order {2 * p} did not settle in {MaximumSweeps} sweeps.");
    }

    // Columns of descending norm by Gram–Schmidt, each twice; those that vanish are completed by the unit vector that the others cover
    // least.
    private static void Orthonormalise(double[][] columns, double[] norms)
    {
        int p = columns.Length;
        int[] order = [.. Enumerable.Range(0, p).OrderByDescending(j => norms[j])];
        var uncovered = new double[p];
        for (int i = 0; i < p; i++)
        {
            uncovered[i] = 1;
        }

        for (int n = 0; n < p; n++)
        {
            var column = columns[order[n]];
            double before = norms[order[n]];
            if (before > NegligibleNorm)
            {
                Project(column, n);
            }

            if (before <= NegligibleNorm || Norm(column) < 0.5 * before)
            {
                Array.Clear(column, 0, p);
                column[Array.IndexOf(uncovered, uncovered.Max())] = 1;
                Project(column, n);
            }

            Scale(column);
            Project(column, n);
            Scale(column);
            for (int i = 0; i < p; i++)
            {
                uncovered[i] -= column[i] * column[i];
            }
        }

        void Project(double[] column, int count)
        {
            for (int n = 0; n < count; n++)
            {
                var unit = columns[order[n]];
                double overlap = Dot(unit, column);
                if (overlap != 0)
                {
                    for (int i = 0; i < column.Length; i++)
                    {
                        column[i] -= overlap * unit[i];
                    }
                }
            }
        }
    }

    private static void Scale(double[] column)
    {
        double norm = Norm(column);
        for (int i = 0; i < column.Length; i++)
        {
            column[i] /= norm;
        }
    }

    private static void Negate(double[] column)
    {
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = -column[i];
        }
    }

    private static void Rotate(double[] x, double[] y, double c, double s)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double xi = x[i];
            x[i] = c * xi - s * y[i];
            y[i] = s * xi + c * y[i];
        }
    }

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    private static double Norm(double[] x) => Math.Sqrt(Dot(x, x));

    private static double[][] Block(double[][] columns, int firstColumn, int firstRow, int p) =>
        [.. Enumerable.Range(firstColumn, p).Select(j => columns[j].AsSpan(firstRow, p).ToArray())];

    private static double[][] Identity(int p) => [.. Enumerable.Range(0, p).Select(j =>
    {
        var column = new double[p];
        column[j] = 1;
        return column;
    })];
}
