using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Benchmarks.Gradients;

/// <summary>L = (v·f(Ax) − y)²/2 with f a polynomial of every hidden number, by hand. Weights: A row by row, then v.</summary>
/// <param name="hidden">Rows of A.</param>
/// <param name="inputs">Columns of A.</param>
/// <param name="coefficients">f(h) = Σ c_k (h / radius)^k.</param>
/// <param name="radius">What h is divided by.</param>
internal sealed class TwoLayers(int hidden, int inputs, double[] coefficients, double radius)
{
    private readonly double[] h = new double[hidden];
    private readonly double[] slope = new double[hidden];

    public int WeightCount => hidden * (inputs + 1);

    public Tape Record()
    {
        var tape = new TapeBuilder(WeightCount + inputs + 1, WeightCount);
        int score = tape.Constant(0);
        for (int i = 0; i < hidden; i++)
        {
            int sum = tape.Constant(0);
            for (int j = 0; j < inputs; j++)
            {
                sum = tape.Add(sum, tape.Multiply(tape.Variable(i * inputs + j), tape.Variable(WeightCount + j)));
            }

            int value = tape.Polynomial(tape.Divide(sum, radius), coefficients);
            score = tape.Add(score, tape.Multiply(tape.Variable(hidden * inputs + i), value));
        }

        int error = tape.Subtract(score, tape.Variable(WeightCount + inputs));
        return tape.Build(tape.Divide(tape.Multiply(error, error), 2));
    }

    public double Loop(ReadOnlySpan<double> weights, ReadOnlySpan<double> samples, Span<double> gradient)
    {
        var a = weights[..(hidden * inputs)];
        var v = weights[(hidden * inputs)..];
        var da = gradient[..(hidden * inputs)];
        var dv = gradient[(hidden * inputs)..];
        int count = samples.Length / (inputs + 1);
        double loss = 0;
        gradient.Clear();
        for (int s = 0; s < count; s++)
        {
            var x = samples.Slice(s * (inputs + 1), inputs);
            double error = -samples[s * (inputs + 1) + inputs];
            for (int i = 0; i < hidden; i++)
            {
                double sum = 0;
                var row = a.Slice(i * inputs, inputs);
                for (int j = 0; j < row.Length; j++)
                {
                    sum += row[j] * x[j];
                }

                (h[i], slope[i]) = Value(sum / radius);
                error += v[i] * h[i];
            }

            loss += error * error / 2;
            for (int i = 0; i < hidden; i++)
            {
                dv[i] += error * h[i];
                double outer = error * v[i] * slope[i] / radius;
                var row = da.Slice(i * inputs, inputs);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] += outer * x[j];
                }
            }
        }

        return LinearRegression.Finish(loss, count, gradient);
    }

    /// <summary>f and its derivative by Horner's rule.</summary>
    private (double Value, double Slope) Value(double t)
    {
        double value = 0;
        double derivative = 0;
        for (int k = coefficients.Length - 1; k >= 0; k--)
        {
            derivative = derivative * t + value;
            value = value * t + coefficients[k];
        }

        return (value, derivative);
    }
}
