using System.Numerics;
using System.Runtime.InteropServices;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Benchmarks.Gradients;

/// <summary>L = (w·x − y)²/2 with n weights, by hand.</summary>
internal static class LinearRegression
{
    public static Tape Record(int n)
    {
        var tape = new TapeBuilder(2 * n + 1, n);
        int score = tape.Constant(0);
        for (int i = 0; i < n; i++)
        {
            score = tape.Add(score, tape.Multiply(tape.Variable(i), tape.Variable(n + i)));
        }

        int error = tape.Subtract(score, tape.Variable(2 * n));
        return tape.Build(tape.Divide(tape.Multiply(error, error), 2));
    }

    public static double Loop(ReadOnlySpan<double> w, ReadOnlySpan<double> samples, Span<double> gradient)
    {
        int n = w.Length;
        int count = samples.Length / (n + 1);
        double loss = 0;
        gradient.Clear();
        for (int s = 0; s < count; s++)
        {
            var x = samples.Slice(s * (n + 1), n);
            double error = -samples[s * (n + 1) + n];
            for (int i = 0; i < x.Length; i++)
            {
                error += w[i] * x[i];
            }

            loss += error * error / 2;
            for (int i = 0; i < x.Length; i++)
            {
                gradient[i] += error * x[i];
            }
        }

        return Finish(loss, count, gradient);
    }

    /// <summary>The same with the vectors of <see cref="Vector{T}"/> along the weights.</summary>
    public static double Vectors(ReadOnlySpan<double> w, ReadOnlySpan<double> samples, Span<double> gradient)
    {
        int n = w.Length;
        int count = samples.Length / (n + 1);
        double loss = 0;
        gradient.Clear();
        var wide = MemoryMarshal.Cast<double, Vector<double>>(w);
        var sums = MemoryMarshal.Cast<double, Vector<double>>(gradient);
        for (int s = 0; s < count; s++)
        {
            var x = MemoryMarshal.Cast<double, Vector<double>>(samples.Slice(s * (n + 1), n));
            var dot = Vector<double>.Zero;
            for (int i = 0; i < x.Length; i++)
            {
                dot += wide[i] * x[i];
            }

            double error = Vector.Sum(dot) - samples[s * (n + 1) + n];
            for (int i = x.Length * Vector<double>.Count; i < n; i++)
            {
                error += w[i] * samples[s * (n + 1) + i];
            }

            loss += error * error / 2;
            for (int i = 0; i < x.Length; i++)
            {
                sums[i] += x[i] * error;
            }

            for (int i = x.Length * Vector<double>.Count; i < n; i++)
            {
                gradient[i] += error * samples[s * (n + 1) + i];
            }
        }

        return Finish(loss, count, gradient);
    }

    internal static double Finish(double loss, int count, Span<double> gradient)
    {
        foreach (ref double g in gradient)
        {
            g /= count;
        }

        return loss / count;
    }
}
