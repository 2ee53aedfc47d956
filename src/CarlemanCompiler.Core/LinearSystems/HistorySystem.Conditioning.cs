using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.LinearSystems;

/// <content>Products and substitutions with M and its transpose, extreme singular values, condition number.</content>
public sealed partial class HistorySystem
{
    private readonly Lazy<SparseMatrix> transposedIncrement;
    private readonly Lazy<double> sigmaMax;
    private readonly Lazy<double> sigmaMin;

    /// <summary>
    /// Largest singular value of M to about 1e-13 relative, by Lanczos on MᵀM; computed on first use, without spelling M out.
    /// </summary>
    public double SigmaMax => sigmaMax.Value;

    /// <summary>
    /// Smallest singular value of M, by Lanczos on (MᵀM)⁻¹, whose product is a backward and a forward substitution: accurate relative to
    /// itself even where a dense decomposition would lose it in the rounding of σ_max.
    /// </summary>
    public double SigmaMin => sigmaMin.Value;

    /// <summary>κ(M) = σ_max/σ_min. Some hundreds of products with A at T steps each.</summary>
    public double ConditionNumber => SigmaMax / SigmaMin;

    private double ComputeSigmaMax() => Math.Sqrt(ThickRestartLanczos.LargestEigenvalue(RowCount, (vector, product) =>
    {
        vector.CopyTo(product, 0);
        MultiplyInPlace(product);
        MultiplyTransposedInPlace(product);
    }));

    private double ComputeSigmaMin() => 1 / Math.Sqrt(ThickRestartLanczos.LargestEigenvalue(RowCount, (vector, product) =>
    {
        vector.CopyTo(product, 0);
        SolveUpper(product);
        SolveLower(product);
    }));

    /// <summary>x ← M x, last state first.</summary>
    private void MultiplyInPlace(double[] x) => ForEachStep(descending: true, x, (earlier, later, image, copy) =>
        Subtract(later, earlier, image, copy, Map.Increment));

    /// <summary>x ← Mᵀ x, first state first.</summary>
    private void MultiplyTransposedInPlace(double[] x) => ForEachStep(descending: false, x, (earlier, later, image, copy) =>
        Subtract(earlier, later, image, copy, transposedIncrement.Value));

    /// <summary>x ← M⁻¹ x: forward substitution.</summary>
    private void SolveLower(double[] x) => ForEachStep(descending: false, x, (earlier, later, image, copy) =>
        Subtract(later, earlier, image, copy, Map.Increment, -1));

    /// <summary>x ← M⁻ᵀ x: backward substitution.</summary>
    private void SolveUpper(double[] x) => ForEachStep(descending: true, x, (earlier, later, image, copy) =>
        Subtract(earlier, later, image, copy, transposedIncrement.Value, -1));

    /// <summary>target ∓= (I + A) source, or source itself between copies.</summary>
    private static void Subtract(
        Span<double> target, ReadOnlySpan<double> source, double[] image, bool copy, SparseMatrix increment, int sign = 1)
    {
        if (!copy)
        {
            increment.Multiply(source, image);
            for (int k = 0; k < target.Length; k++)
            {
                target[k] -= sign * (source[k] + image[k]);
            }

            return;
        }

        for (int k = 0; k < target.Length; k++)
        {
            target[k] -= sign * source[k];
        }
    }

    /// <summary>Visits the T + padding pairs of consecutive states in time order or against it.</summary>
    private void ForEachStep(bool descending, double[] x, StepAction action)
    {
        int size = Map.Dimension;
        int count = Steps + Padding;
        var image = new double[size];
        for (int k = 0; k < count; k++)
        {
            int t = descending ? count - k : k + 1;
            action(x.AsSpan((t - 1) * size, size), x.AsSpan(t * size, size), image, t > Steps);
        }
    }

    private delegate void StepAction(Span<double> earlier, Span<double> later, double[] image, bool copy);
}
