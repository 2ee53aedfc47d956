namespace CarlemanCompiler.Polynomials;

/// <summary>placeholder until merged</summary>
public sealed class PolynomialSum(int variableCount, int termLimit = Polynomial.DefaultTermLimit, CancellationToken cancellation = default)
{
    private Polynomial sum = Polynomial.Zero(variableCount);

    /// <summary>Add.</summary>
    public void Add(Polynomial p, double factor = 1) => sum += factor == 1 ? p : p * factor;

    /// <summary>AddProduct.</summary>
    public void AddProduct(Polynomial a, Polynomial b, double factor = 1) => Add(Polynomial.Multiply(a, b, termLimit, cancellation), factor);

    /// <summary>ToPolynomial.</summary>
    public Polynomial ToPolynomial() => sum;
}
