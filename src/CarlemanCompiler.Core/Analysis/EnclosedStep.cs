namespace CarlemanCompiler.Analysis;

/// <summary>
/// One step of a descent in plain arithmetic with bounds on its rounding, degree by degree. Reused over the steps of a trajectory.
/// </summary>
internal sealed class EnclosedStep(StepTerms terms)
{
    private readonly double[][] values = [.. terms.Rows.Select(_ => new double[terms.WeightCount])];
    private readonly double[][] magnitudes = [.. terms.Rows.Select(_ => new double[terms.WeightCount])];
    private readonly double[] errors = new double[terms.WeightCount];
    private double vanished;

    /// <summary>No smaller than the Euclidean distance between the computed step and the exact one from the same point.</summary>
    public double Error { get; private set; }

    /// <summary>The step from <paramref name="u"/>, G_ℓ u^{⊗ℓ} summed over ℓ.</summary>
    public double[] From(double[] u)
    {
        // A partial product that falls below the smallest doubles is off by an absolute 2⁻¹⁰⁷⁵, which the letters that follow multiply.
        vanished = Rounding.MultiplyUp(Rounding.Tiny, Rounding.PowerUp(Math.Max(1, Rounding.NormUp(u)), values.Length - 1));
        for (int l = 0; l < values.Length; l++)
        {
            var (value, magnitude) = (values[l], magnitudes[l]);
            Array.Clear(value, 0, value.Length);
            Array.Clear(magnitude, 0, magnitude.Length);
            var (rows, letters, coefficients) = (terms.Rows[l], terms.Letters[l], terms.Coefficients[l]);
            for (int k = 0; k < rows.Length; k++)
            {
                double product = coefficients[k];
                for (int m = k * l; m < (k + 1) * l; m++)
                {
                    product *= u[letters[m]];
                }

                value[rows[k]] += product;
                magnitude[rows[k]] += Math.Abs(product);
            }
        }

        var next = new double[u.Length];
        for (int i = 0; i < next.Length; i++)
        {
            values[1][i] += u[i];
            magnitudes[1][i] += Math.Abs(u[i]);
            double sum = 0;
            double total = 0;
            for (int l = 0; l < values.Length; l++)
            {
                sum += values[l][i];
                total += magnitudes[l][i];
            }

            next[i] = sum;
            errors[i] = ErrorOf(i, total);
        }

        Error = Rounding.AddUp(Rounding.NormUp(errors), vanished);
        return next;
    }

    /// <summary>No smaller than ‖G_ℓ u^{⊗ℓ}‖ of the last step.</summary>
    public double PartNorm(int degree)
    {
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] = ErrorOf(i, magnitudes[degree][i]);
        }

        double norm = Rounding.AddUp(Rounding.NormUp(values[degree]), Rounding.NormUp(errors));
        return degree == 0 || terms.Rows[degree].Length == 0 && degree > 1 ? norm : Rounding.AddUp(norm, vanished);
    }

    /// <summary>Every term took ℓ multiplications, every sum no more additions than there are terms and parts.</summary>
    private double ErrorOf(int row, double magnitude)
    {
        long operations = terms.RowCounts[row] + 2L * values.Length + 2;
        return Rounding.Inflate(2 * Rounding.Unit * operations * magnitude, operations);
    }
}
