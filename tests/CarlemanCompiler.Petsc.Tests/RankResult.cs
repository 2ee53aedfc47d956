namespace CarlemanCompiler.Petsc.Tests;

/// <summary>
/// What one rank found for one case and one storage: its entries of y, by their places in y, and their values in four vectors.
/// </summary>
internal sealed record RankResult(
    long[] Places, double[] Lifted, double[] Stepped, double[] Product, double[] Transposed, double[] Back, double Dot, int Received);
