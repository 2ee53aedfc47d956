namespace CarlemanCompiler.Approximation;

/// <summary>The polynomial of least maximal error, by Remez' multi-point exchange.</summary>
/// <remarks>
/// For m powers the best error takes its maximum with alternating signs at m + 1 points (Chebyshev's theorem; the powers in use form a Haar
/// system on the interval). Starting from the extrema of the next Chebyshev polynomial, each round solves Σ c_k t_i^k ± h = g(t_i) on the
/// m + 1 points, then moves them to the extrema of the error found; convergence is quadratic. In 30-digit arithmetic the powers themselves
/// will do as a basis: their condition number at degree 32, about (1 + √2)³² ≈ 10¹², leaves 18 digits.
/// </remarks>
internal static class RemezExchange
{
    private const int MostRounds = 40;

    // |h| bounds the least possible error from below (de la Vallée Poussin): done when the greatest error is this close to it.
    private const double Levelled = 1e-10;

    // Errors below this share of the coefficients vanish when these are rounded to double.
    private const double Rounding = 1e-18;

    private readonly record struct Fit(DoubleDouble[]? Coefficients, double Error);

    /// <summary>
    /// Coefficients of t^k, length degree + 1: of the round with the least error; null where there is none (the function is not
    /// finite). O(rounds·degree³ + rounds·samples·degree).
    /// </summary>
    /// <param name="target">Function and powers.</param>
    /// <param name="points">Its samples.</param>
    /// <param name="values">g at the samples.</param>
    public static DoubleDouble[]? Of(ApproximationTarget target, double[] points, DoubleDouble[] values)
    {
        int count = target.PowerCount;
        if (count == 0)
        {
            return new DoubleDouble[target.Degree + 1];
        }

        // About a centre of symmetry other than 0 (sine about π/2) the error of the first reference levels at 0, and its alternation stays
        // too short; a reference that lacks the symmetry does not.
        var best = new Fit(null, double.PositiveInfinity);
        for (int skipped = 0; skipped <= 1; skipped++)
        {
            if (Exchange(target, points, values, Start(target, skipped), ref best))
            {
                break;
            }
        }

        return best.Coefficients;
    }

    // Whether the exchange came to an end; the best round is kept either way.
    private static bool Exchange(
        ApproximationTarget target, double[] points, DoubleDouble[] values, double[] reference, ref Fit best)
    {
        var errors = new DoubleDouble[points.Length];
        for (int round = 0; round < MostRounds; round++)
        {
            var coefficients = Levelling(target, reference, out double level);
            for (int i = 0; i < points.Length; i++)
            {
                errors[i] = values[i] - target.Evaluate(coefficients, points[i]);
            }

            var extrema = ErrorCurve.Extrema(points, errors, t => target.Value(t) - target.Evaluate(coefficients, t), 0);
            if (extrema.Count == 0)
            {
                return false;
            }

            double error = extrema.Max(e => e.Modulus);
            if (error < best.Error)
            {
                best = new Fit(coefficients, error);
            }

            if (error <= level * (1 + Levelled) || error <= Rounding * coefficients.Max(c => Math.Abs(c.High)))
            {
                return true;
            }

            var alternation = Alternation(extrema, target.PowerCount + 1);
            if (alternation.Count <= target.PowerCount)
            {
                return false;
            }

            reference = [.. alternation.Select(e => e.Point)];
        }

        return true;
    }

    // Extrema of a Chebyshev polynomial of the right parity: of the lowest that is left out, or of the next with its first ones skipped.
    private static double[] Start(ApproximationTarget target, int skipped)
    {
        int count = target.PowerCount;
        int order = target.FirstPower + target.PowerStep * (count + skipped);
        var reference = new double[count + 1];
        for (int i = 0; i <= count; i++)
        {
            // cos(iπ/order) for i = count..0, ascending; exactly 0 in the middle.
            reference[count - i] = 2 * i == order ? 0 : ElementaryFunctions.Cos(ElementaryFunctions.Pi * ((double)i / order)).High;
        }

        return reference;
    }

    // Σ_k c_k t_i^k + (−1)^i h = g(t_i), by elimination with row pivoting.
    private static DoubleDouble[] Levelling(ApproximationTarget target, double[] reference, out double level)
    {
        int size = reference.Length;
        var rows = new DoubleDouble[size][];
        for (int i = 0; i < size; i++)
        {
            var row = new DoubleDouble[size + 1];
            DoubleDouble t = reference[i];
            var step = target.PowerStep == 1 ? t : t * t;
            row[0] = target.FirstPower == 0 ? 1 : t;
            for (int k = 1; k < size - 1; k++)
            {
                row[k] = row[k - 1] * step;
            }

            row[size - 1] = i % 2 == 0 ? 1 : -1;
            row[size] = target.Value(t);
            rows[i] = row;
        }

        var solution = Solve(rows);
        var coefficients = new DoubleDouble[target.Degree + 1];
        for (int k = 0; k < size - 1; k++)
        {
            coefficients[target.FirstPower + target.PowerStep * k] = solution[k];
        }

        level = Math.Abs(solution[size - 1].High);
        return coefficients;
    }

    private static DoubleDouble[] Solve(DoubleDouble[][] rows)
    {
        int size = rows.Length;
        for (int j = 0; j < size; j++)
        {
            int pivot = j;
            for (int i = j + 1; i < size; i++)
            {
                pivot = Math.Abs(rows[i][j].High) > Math.Abs(rows[pivot][j].High) ? i : pivot;
            }

            (rows[j], rows[pivot]) = (rows[pivot], rows[j]);
            var inverse = 1 / rows[j][j];
            for (int i = j + 1; i < size; i++)
            {
                var factor = rows[i][j] * inverse;
                for (int k = j + 1; k <= size; k++)
                {
                    rows[i][k] -= factor * rows[j][k];
                }
            }
        }

        var solution = new DoubleDouble[size];
        for (int j = size - 1; j >= 0; j--)
        {
            var sum = rows[j][size];
            for (int k = j + 1; k < size; k++)
            {
                sum -= rows[j][k] * solution[k];
            }

            solution[j] = sum / rows[j][j];
        }

        return solution;
    }

    // The greatest of every run of one sign; what is too many goes from where the error is least, signs kept alternating.
    private static List<Extremum> Alternation(List<Extremum> extrema, int wanted)
    {
        var alternation = new List<Extremum>();
        foreach (var extremum in extrema)
        {
            int last = alternation.Count - 1;
            if (last < 0 || (alternation[last].Value.High < 0) != (extremum.Value.High < 0))
            {
                alternation.Add(extremum);
            }
            else if (extremum.Modulus > alternation[last].Modulus)
            {
                alternation[last] = extremum;
            }
        }

        while (alternation.Count > wanted)
        {
            int last = alternation.Count - 1;
            int least = 0;
            for (int i = 1; i <= last; i++)
            {
                least = alternation[i].Modulus < alternation[least].Modulus ? i : least;
            }

            if (alternation.Count == wanted + 1 || least == 0 || least == last)
            {
                // One to remove: it must be an end.
                least = alternation[0].Modulus < alternation[last].Modulus ? 0 : last;
                alternation.RemoveAt(least);
            }
            else
            {
                // Two neighbours go together, so that the signs still alternate.
                int neighbour = alternation[least - 1].Modulus < alternation[least + 1].Modulus ? least - 1 : least;
                alternation.RemoveRange(neighbour, 2);
            }
        }

        return alternation;
    }
}
