using static CarlemanCompiler.LossMath;

namespace CarlemanCompiler.Samples;

/// <summary>
/// Matrix factorisation: handwritten zeros of 4 by 4 pixels as an outer product, ink(i, j) ≈ rows[i] · columns[j]. The loss is quartic, and
/// its sixteen data moments are the mean pixels: the tensors do not grow with the number of images.
/// </summary>
[CarlemanModel(
    Order = 2, LearningRate = 0.2, Steps = 6, Data = "zeros.csv",
    Start = new[] { 0.6, 0.6, 0.6, 0.6, 0.2, 0.7, 0.7, 0.2 }, Centre = new[] { 0.65, 0.65, 0.6, 0.7, 0.15, 0.75, 0.65, 0.15 })]
public static partial class ZeroFactorisation
{
    /// <summary>A quarter of the squared error of one image.</summary>
    [Loss]
    public static double Loss(
        [Weights(4)] ReadOnlySpan<double> rows, [Weights(4)] ReadOnlySpan<double> columns, [Features(16)] ReadOnlySpan<double> pixels)
    {
        double error = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
            {
                error += Square(rows[i] * columns[j] - pixels[columns.Length * i + j] / 16);
            }
        }

        return error / 4;
    }
}
