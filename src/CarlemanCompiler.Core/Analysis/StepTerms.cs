using CarlemanCompiler.Dynamics;

namespace CarlemanCompiler.Analysis;

/// <summary>
/// The terms c · u_{w₁}…u_{w_ℓ} of all increments as flat arrays, degree by degree, for analyses that evaluate them many times.
/// </summary>
internal sealed class StepTerms
{
    private StepTerms(int weightCount, int degree)
    {
        WeightCount = weightCount;
        Rows = new int[degree + 1][];
        Letters = new int[degree + 1][];
        Coefficients = new double[degree + 1][];
        RowCounts = new int[weightCount];
    }

    /// <summary>n.</summary>
    public int WeightCount { get; }

    /// <summary>Rows[ℓ][k]: the increment that term k of degree ℓ belongs to.</summary>
    public int[][] Rows { get; }

    /// <summary>Letters[ℓ]: the words one after the other, ℓ letters each.</summary>
    public int[][] Letters { get; }

    /// <summary>Coefficients[ℓ][k] = c.</summary>
    public double[][] Coefficients { get; }

    /// <summary>Terms of each increment.</summary>
    public int[] RowCounts { get; }

    /// <summary>Σ over terms of max(1, ℓ): multiplications of one evaluation.</summary>
    public long Work { get; private set; }

    /// <summary>O(terms · n).</summary>
    public static StepTerms Of(GradientDynamics dynamics)
    {
        int n = dynamics.WeightCount;
        var terms = new StepTerms(n, dynamics.Degree);
        var rows = Enumerable.Range(0, dynamics.Degree + 1).Select(_ => new List<int>()).ToArray();
        var letters = rows.Select(_ => new List<int>()).ToArray();
        var coefficients = rows.Select(_ => new List<double>()).ToArray();
        for (int i = 0; i < n; i++)
        {
            var g = dynamics.Increments[i];
            terms.RowCounts[i] = g.TermCount;
            for (int t = 0; t < g.TermCount; t++)
            {
                int degree = g.TermDegree(t);
                rows[degree].Add(i);
                coefficients[degree].Add(g.Coefficients[t]);
                letters[degree].AddRange(GradientTensor.WordOf(g.Exponents(t), n));
                terms.Work += Math.Max(1, degree);
            }
        }

        for (int l = 0; l <= dynamics.Degree; l++)
        {
            (terms.Rows[l], terms.Letters[l], terms.Coefficients[l]) = ([.. rows[l]], [.. letters[l]], [.. coefficients[l]]);
        }

        return terms;
    }
}
