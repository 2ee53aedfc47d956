namespace CarlemanCompiler.Analysis;

/// <summary>
/// One step of a descent without drive on power series in one variable, cut beyond a degree K, with a bound on what was cut and rounded.
/// </summary>
internal sealed class SeriesStep(StepTerms terms, int degree)
{
    // Per weight: Σ_k |c_k| over k ≥ m, m = 0..K + 1, of the series that a step starts from.
    private readonly double[][] rests = [.. Enumerable.Range(0, terms.WeightCount).Select(_ => new double[degree + 2])];
    private readonly double[] errors = new double[terms.WeightCount];
    private readonly double[] magnitudes = new double[terms.WeightCount];

    /// <summary>
    /// No smaller than Σ_k ‖·‖ of the difference between the exact series of the step, of all degrees, and the computed one.
    /// </summary>
    public double Error { get; private set; }

    /// <summary>The step from <paramref name="series"/>; series[i][k], k = 0..K, constants 0.</summary>
    public double[][] From(double[][] series)
    {
        Array.Clear(errors, 0, errors.Length);
        Array.Clear(magnitudes, 0, magnitudes.Length);
        var next = new double[series.Length][];
        for (int i = 0; i < next.Length; i++)
        {
            next[i] = (double[])series[i].Clone();
            rests[i][degree + 1] = 0;
            for (int k = degree; k >= 0; k--)
            {
                rests[i][k] = rests[i][k + 1] + Math.Abs(series[i][k]);
            }

            magnitudes[i] = rests[i][0];
        }

        var product = new double[degree + 1];
        var longer = new double[degree + 1];
        for (int l = 1; l < terms.Rows.Length; l++)
        {
            for (int term = 0; term < terms.Rows[l].Length; term++)
            {
                var word = terms.Letters[l].AsSpan(term * l, l);
                int row = terms.Rows[l][term];
                double coefficient = terms.Coefficients[l][term];
                series[word[0]].CopyTo(product, 0);
                double cut = 0;
                double bound = rests[word[0]][0];
                for (int m = 1; m < l; m++)
                {
                    cut = Multiply(product, series[word[m]], rests[word[m]], longer, m) + cut * rests[word[m]][0];
                    bound *= rests[word[m]][0];
                    (product, longer) = (longer, product);
                }

                var target = next[row];
                for (int k = l; k <= degree; k++)
                {
                    target[k] += coefficient * product[k];
                }

                magnitudes[row] += Math.Abs(coefficient) * bound;
                errors[row] += Math.Abs(coefficient) * cut;
            }
        }

        Error = 0;
        for (int i = 0; i < errors.Length; i++)
        {
            // A coefficient of the result is made by K additions per multiplication, of which a term has q at most, and one per term.
            long operations = terms.RowCounts[i] + (long)(degree + 4) * (terms.Rows.Length + 1);
            double rounded = Rounding.Inflate(4 * Rounding.Unit * operations * magnitudes[i], 2 * operations);
            Error = Rounding.AddUp(Error, Rounding.AddUp(Rounding.Inflate(errors[i], 2 * operations), rounded));
        }

        // Partial products below the smallest doubles, which the letters that follow multiply.
        double largest = Math.Max(1, rests.Max(rest => rest[0]));
        Error = Rounding.AddUp(Error, Rounding.MultiplyUp(Rounding.Tiny, Rounding.PowerUp(largest, terms.Rows.Length)));
        return next;
    }

    /// <summary>
    /// result ← left · right up to degree K; returns Σ |left_i||right_j| over i + j &gt; K. The product of m letters starts at degree m.
    /// </summary>
    private double Multiply(double[] left, double[] right, double[] rightRests, double[] result, int lowest)
    {
        Array.Clear(result, 0, result.Length);
        double cut = 0;
        for (int i = lowest; i <= degree; i++)
        {
            double factor = left[i];
            if (factor == 0)
            {
                continue;
            }

            for (int j = 1; i + j <= degree; j++)
            {
                result[i + j] += factor * right[j];
            }

            cut += Math.Abs(factor) * rightRests[degree + 1 - i];
        }

        return cut;
    }
}
