namespace CarlemanCompiler.Linearization;

/// <summary>Every word has an index: u^{⊗d} in full, first letter the most significant digit.</summary>
internal sealed class KroneckerIndex : LiftedIndex
{
    private readonly int[] powers;

    public KroneckerIndex(int variableCount, int order)
        : base(variableCount, order, Powers(variableCount, order)) => powers = Powers(variableCount, order);

    public override int FirstRest(int restDegree, int letter) => Offset(restDegree);

    public override void Multiply(MapFactor factor, int[] columns, int start, int count, int[] products)
    {
        int k = 0;
        for (int degree = 0; degree <= Order && k < count; degree++)
        {
            // Inside one degree the product u^{⊗ℓ} ⊗ u^{⊗d} is a shift: the word of the factor becomes the leading digits.
            int end = Offset(degree + 1);
            int shift = degree + factor.Degree <= Order
                ? Offset(degree + factor.Degree) + factor.Word * powers[degree] - Offset(degree)
                : 0;
            for (; k < count && columns[start + k] < end; k++)
            {
                products[k] = columns[start + k] + shift;
            }
        }
    }

    public override double[] WordCounts()
    {
        var counts = new double[Count];
        counts.AsSpan().Fill(1);
        return counts;
    }

    private static int[] Powers(int variableCount, int order)
    {
        var powers = new int[order + 1];
        powers[0] = 1;
        for (int d = 1; d <= order; d++)
        {
            powers[d] = checked(powers[d - 1] * variableCount);
        }

        return powers;
    }
}
